"""Re-encryption of stored files in a key rotation."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from scr_portal.sealed import reseal, rotation


@rotation("files")
def reseal_files() -> int:
    """Re-encrypt every stored file with the first key.

    Each file is replaced atomically, so an interruption is harmless. Returns the number of files.
    """
    count = 0
    for path in sorted(Path(settings.MEDIA_ROOT).glob("??/*.sealed")):
        temporary = path.with_suffix(".resealing")
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(reseal(path.read_bytes()))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        count += 1
    return count
