"""`./run demo` as a person starts and stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from django.db import connection

from tests import migrated_database
from tools import database, demo, ports

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with a database, a port and a mark of its own; the database goes again."""
    name = f"demo_trial_{os.getpid()}"
    url = os.environ.get("DATABASE_URL") or database.address()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated_database.name()}"')
    forget_the_keys_of_the_tests(name)
    yield {
        **{key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"},
        "DATABASE_URL": url.rpartition("/")[0] + "/" + name,
        "PORT": str(ports.free()),
        "PORTAL_TRIAL": uuid.uuid4().hex,
    }
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def forget_the_keys_of_the_tests(name: str) -> None:
    """Take out the witnesses of the keys that the copied database was made with: the demo has keys of its own."""
    copied = connection.copy()
    copied.settings_dict["NAME"] = name
    with copied.cursor() as cursor:
        cursor.execute("DELETE FROM sealed_keywitness")
    copied.close()


def left_running(trial: dict[str, str]) -> list[str]:
    """The command lines of processes that carry the mark of the trial."""
    mark = f"PORTAL_TRIAL={trial['PORTAL_TRIAL']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def started(trial: dict[str, str]) -> subprocess.Popen[str]:
    """As a shell starts a program in the background: with the signal of Ctrl-C ignored, which children inherit."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(
            [sys.executable, ROOT / "run", "demo"], env=trial, stdout=subprocess.PIPE, text=True, cwd="/"
        )
    finally:
        signal.signal(signal.SIGINT, handler)


def said_until(run: subprocess.Popen[str], beginning: str) -> str:
    """What it prints before the line that begins so."""
    assert run.stdout
    return "".join(takewhile(lambda line: not line.startswith(beginning), run.stdout))


def stopped_by(run: subprocess.Popen[str], number: signal.Signals) -> None:
    """Stop it, and never leave it running behind a test that failed."""
    run.send_signal(number)
    try:
        run.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        run.terminate()
        run.communicate(timeout=60)
        raise


def test_the_demo_without_redis_starts_serves_and_stops_everything_it_started(trial):
    trial["PATH"] = str(Path(sys.executable).parent)
    run = started(trial)
    try:
        said = said_until(run, "Stop it with")
        assert "Its queue is a folder" in said
        assert f"http://localhost:{trial['PORT']}/" in said
        assert "manager@demo.example" in said
        assert demo.ready(int(trial["PORT"]))
        with urllib.request.urlopen(f"http://localhost:{trial['PORT']}/", timeout=30) as page:
            assert b"<title>" in page.read()
        assert len(left_running(trial)) > 4
    finally:
        stopped_by(run, signal.SIGINT)
    assert run.returncode == 130
    assert left_running(trial) == []


@pytest.mark.redis
def test_the_demo_stopped_while_it_starts_leaves_nothing_running(trial):
    run = started(trial)
    try:
        assert "a Redis of its own" in said_until(run, "  cases")
        assert left_running(trial)
    finally:
        stopped_by(run, signal.SIGTERM)
    assert run.returncode == 130
    assert left_running(trial) == []
