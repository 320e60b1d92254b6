"""Keys a development machine makes for itself, once, so that what it sealed yesterday opens today."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path


def kept_in(file: Path) -> dict[str, str]:
    """The keys in the file, made on first use. The file is readable by its owner alone."""
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _made(file)


def _made(file: Path) -> dict[str, str]:
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "AUDIT_KEY": secrets.token_urlsafe(48),
        "INDEX_KEY": secrets.token_urlsafe(48),
        "SEALED_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(keys), encoding="utf-8")
    try:
        # Linking fails where another process was quicker, and then its keys are the ones that count.
        os.link(draft, file)
    except FileExistsError:
        return kept_in(file)
    finally:
        draft.unlink()
    return keys
