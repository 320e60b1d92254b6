"""Files on disk follow a change of keys."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from scr_portal.sealed import reseal, rotation


@rotation("files")
def reseal_files() -> int:
    """Re-encrypt every stored file with the first key; each is replaced whole, so a stop half-way is harmless."""
    done = 0
    for place in sorted(Path(settings.MEDIA_ROOT).glob("??/*.sealed")):
        draft = place.with_suffix(".resealing")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(reseal(place.read_bytes()))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
        done += 1
    return done
