"""Compare the records of files with the disk, after a restore and from time to time."""

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
    """Read every stored file; return their number, and the ids of those missing or changed."""
    checked, damaged = 0, []
    for stored in StoredFile.objects.order_by("pk").iterator():
        checked += 1
        try:
            storing.read(stored)
        except FileDamaged:
            damaged.append(stored.pk)
    return checked, damaged


def orphaned_files() -> list[Path]:
    """Return files without a record, an hour old or more: their transaction was rolled back after writing."""
    known = {pk.hex for pk in StoredFile.objects.values_list("pk", flat=True)}
    long_ago = time.time() - SECONDS_A_STORE_MAY_TAKE
    places = Path(settings.MEDIA_ROOT).glob("??/*.sealed")
    return [place for place in places if place.stem not in known and place.stat().st_mtime < long_ago]


def remove(places: Iterable[Path]) -> None:
    """Remove files that have no record."""
    for place in places:
        place.unlink(missing_ok=True)
