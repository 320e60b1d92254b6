from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from scr_portal import audit
from scr_portal.files import detection, scanning
from scr_portal.files.models import ScanState, StoredFile
from scr_portal.files.refusals import FileDamaged, FileRefused
from scr_portal.sealed import SealBroken, seal, unseal

LONGEST_NAME = 200
MEGABYTE = 1024 * 1024


def most_bytes() -> int:
    """Return the largest accepted file in bytes; the setting FILES_MOST_BYTES changes it."""
    return int(getattr(settings, "FILES_MOST_BYTES", 25 * MEGABYTE))


@transaction.atomic
def store(upload: Any, *, name: str = "", kind: str, by: Any, made_here: bool = False) -> StoredFile:
    """Check, scan, encrypt and store an upload, or a document that the portal generated.

    `upload` is bytes or anything with `read()` and `size`; `name` is its original name (an upload has its
    own); `kind` is its purpose ("chronology"). A document that is `made_here` is not scanned for viruses.
    Raises `FileRefused` with a sentence for the sender when it is too large, of a type that is not accepted,
    not what it claims, or not clean.
    """
    name = plain_name(name or getattr(upload, "name", "") or "")
    content = _content(upload)
    detected = detection.detect(content, name)
    scan_state = ScanState.MADE_HERE if made_here else scanning.scan(content)
    stored = StoredFile(
        kind=kind,
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        detected_type=detected,
        scan_state=scan_state,
        stored_by=by,
    )
    stored.stored_path = f"{stored.pk.hex[:2]}/{stored.pk.hex}.sealed"
    _write(_path(stored), seal(content))
    stored.save(force_insert=True)
    audit.record("file.stored", by=by, on=stored, size=stored.size, type=detected)
    return stored


def read(stored: StoredFile) -> bytes:
    """Return the content as stored. Raises `FileDamaged` when it is missing or changed."""
    try:
        content = unseal(_path(stored).read_bytes())
    except (OSError, SealBroken) as error:
        raise FileDamaged(f"The stored file {stored.pk} cannot be opened.") from error
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), stored.digest):
        raise FileDamaged(f"The stored file {stored.pk} is not what was stored.")
    return content


def plain_name(name: str) -> str:
    """Return the last part of a name, without control or direction characters: for display, never a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable())
    return printable.strip(" .")[-LONGEST_NAME:]


def _content(upload: Any) -> bytes:
    most = most_bytes()
    too_large = f"The file is too large. The most the portal takes is {most // MEGABYTE} MB."
    if isinstance(upload, bytes):
        content = upload
    else:
        if getattr(upload, "size", 0) > most:
            raise FileRefused(too_large)
        content = upload.read(most + 1)
    if len(content) > most:
        raise FileRefused(too_large)
    return content


def _path(stored: StoredFile) -> Path:
    """Return the path of the content, built from the id alone, so that no column can lead elsewhere."""
    name = uuid.UUID(str(stored.pk)).hex
    return Path(settings.MEDIA_ROOT) / name[:2] / f"{name}.sealed"


def _write(path: Path, sealed_content: bytes) -> None:
    """Write a new file that only its owner can read, and sync it to disk before the row that names it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed_content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
