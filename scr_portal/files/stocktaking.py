"""Do the records and the disk agree? For after a restore, and now and then."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from scr_portal.files import storing
from scr_portal.files.models import StoredFile
from scr_portal.files.refusals import FileDamaged

SECONDS_A_STORE_MAY_TAKE = 3600


def check_all() -> tuple[int, list[uuid.UUID]]:
    """Open every stored file: how many there are, and the ids of those that are missing or changed."""
    checked, damaged = 0, []
    for stored in StoredFile.objects.order_by("pk").iterator():
        checked += 1
        try:
            storing.read(stored)
        except FileDamaged:
            damaged.append(stored.pk)
    return checked, damaged


def left_behind() -> list[Path]:
    """Content without a record, an hour old or more: the act that stored it was undone after the writing."""
    known = {pk.hex for pk in StoredFile.objects.values_list("pk", flat=True)}
    long_ago = time.time() - SECONDS_A_STORE_MAY_TAKE
    places = Path(settings.MEDIA_ROOT).glob("??/*.sealed")
    return [place for place in places if place.stem not in known and place.stat().st_mtime < long_ago]


def remove(places: Iterable[Path]) -> None:
    """Remove content that no record belongs to."""
    for place in places:
        place.unlink(missing_ok=True)
