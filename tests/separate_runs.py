"""Several runs of the tests in one checkout, each with databases of its own.

Without this the second run would drop the databases of the first while its tests use them.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "var"
NUMBER = "PORTAL_TEST_RUN"
MOST = 9

_held: list[IO[str]] = []


def claim() -> int:
    """Claim the lowest number that no run of this checkout has, until this process ends. Its children inherit it."""
    FOLDER.mkdir(exist_ok=True)
    for number in range(1, MOST + 1):
        lock = (FOLDER / f"tests-{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _held.append(lock)
        os.environ[NUMBER] = str(number)
        return number
    raise pytest.UsageError(
        f"{MOST} runs of the tests are under way in this checkout. Wait until one has ended."
    )


def suffix() -> str:
    """Return what the names of this run's databases end in; nothing for the first."""
    number = os.environ.get(NUMBER, "1")
    return "" if number == "1" else f"_run{number}"
