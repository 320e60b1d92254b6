"""A database with every migration applied, kept between runs, that test databases are copied from.

Applying the migrations one by one takes most of a minute; copying takes a fifth of a second. The name
carries a digest of everything the result depends on, so a changed migration makes a new one.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "portal_migrated_"
KEPT = 3
MIGRATE = """
import gc
from django.core.management import execute_from_command_line
gc.disable()
execute_from_command_line(["manage.py", "migrate", "--no-input", "--verbosity=0", "--skip-checks"])
"""
"""Migrations rebuild every model at each step, and collecting garbage meanwhile takes nearly half the time."""


def name() -> str:
    """The name of the database to copy; made first where it is missing."""
    wanted = PREFIX + digest()
    with _alone(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [f"{PREFIX}%"])
        known = [row[0] for row in cursor.fetchall()]
        if wanted not in known:
            _make(cursor, wanted)
            for old in known[: 1 - KEPT]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
    return wanted


def digest() -> str:
    """Twelve characters over the locked packages, the migrations, and the modules that act around them."""
    sha = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for file in sorted(_that_matter()):
        sha.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return sha.hexdigest()[:12]


def _that_matter() -> Iterator[Path]:
    for app in ("scr_portal", "reviews", "panels", "families", "reports", "tests"):
        for pattern in ("migrations/*.py", "apps.py", "signals.py", "*.sql"):
            yield from (ROOT / app).rglob(pattern)
    yield from (ROOT / "scr_portal" / "audit").glob("*.py")
    yield from (ROOT / "scr_portal" / "settings").glob("*.py")


def _make(cursor: Any, wanted: str) -> None:
    draft = f"{wanted}_draft"
    cursor.execute(f'DROP DATABASE IF EXISTS "{draft}"')
    cursor.execute(f'CREATE DATABASE "{draft}"')
    known = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "scr_portal.settings.test",
        "PORTAL_DATABASE_NAME": draft,
    }
    subprocess.run([sys.executable, "-c", MIGRATE], cwd=ROOT, env=known, check=True)
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{wanted}"')


@contextmanager
def _alone() -> Iterator[None]:
    lock = ROOT / "var" / "migrated.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
