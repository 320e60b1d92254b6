"""What every test stands on: a real PostgreSQL, an empty cache, and a real worker for those who ask."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from django.core.cache import cache

from tools import database


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server unless DATABASE_URL names one. Each xdist process holds it too."""
    if not os.environ.get("DATABASE_URL"):
        signal.signal(signal.SIGTERM, _end_quietly)
        database.hold("postgres")


def pytest_unconfigure(config: pytest.Config) -> None:
    database.let_go()


def _end_quietly(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Wrong passwords of one test must not lock the next one out."""
    cache.clear()
