"""Keys that a development machine generates once and stores, so that sealed data stays readable."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path


def kept_in(file: Path) -> dict[str, str]:
    """Return the keys in the file, generated on first use. The file is readable by its owner alone."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _generated(file)


def _generated(file: Path) -> dict[str, str]:
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "AUDIT_KEY": secrets.token_urlsafe(48),
        "INDEX_KEY": secrets.token_urlsafe(48),
        "SEALED_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    temporary.touch(mode=0o600)
    temporary.write_text(json.dumps(keys), encoding="utf-8")
    try:
        # Linking fails if another process has created the file meanwhile; its keys are then used.
        os.link(temporary, file)
    except FileExistsError:
        return kept_in(file)
    finally:
        temporary.unlink()
    return keys
