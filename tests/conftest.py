"""What every test stands on: a real PostgreSQL, an empty cache, and a real worker for those who ask."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests with real transactions empty the database afterwards, which the audit tables refuse."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER audit_event_no_truncate")
        cursor.execute("ALTER TABLE audit_audithead DISABLE TRIGGER audit_head_no_truncate")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Wrong passwords of one test must not lock the next one out."""
    cache.clear()
