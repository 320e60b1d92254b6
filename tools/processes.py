"""The environment and the servers that the portal's own processes need."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tools import database as embedded


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """An environment for manage.py and its kin, with the embedded database up unless DATABASE_URL is set."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "scr_portal.settings.development"),
    }
    if os.environ.get("DATABASE_URL"):
        yield environment
        return
    embedded.hold()
    try:
        yield environment
    finally:
        embedded.let_go()
