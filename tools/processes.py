"""The environment and the commands of the portal's own processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import database as embedded

DEVELOPMENT = "scr_portal.settings.development"
PROGRAMS = Path(sys.executable).parent


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """Yield an environment for manage.py, with the embedded database running unless DATABASE_URL is set."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", DEVELOPMENT),
        "PYTHONUNBUFFERED": "1",
    }
    if os.environ.get("DATABASE_URL"):
        yield environment
        return
    environment["DATABASE_URL"] = embedded.hold()
    try:
        yield environment
    finally:
        embedded.release()


def web(port: int) -> list[str]:
    """Return the command that serves the portal on loopback."""
    return [
        str(PROGRAMS / "gunicorn"),
        "--config=deploy/gunicorn.conf.py",
        f"--bind=127.0.0.1:{port}",
        "scr_portal.wsgi",
    ]


def worker(name: str = "worker") -> list[str]:
    """Return the command of a worker with two processes."""
    return [*_celery("worker"), "--concurrency=2", "--without-gossip", "--without-mingle", f"-n{name}@%h"]


def beat() -> list[str]:
    """Return the command of the scheduler."""
    return [*_celery("beat"), "--pidfile="]


def _celery(role: str) -> list[str]:
    return [str(PROGRAMS / "celery"), "--app=scr_portal", role, "--loglevel=INFO"]
