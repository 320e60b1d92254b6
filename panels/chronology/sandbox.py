"""A child process with limits on memory, processor and time, that dies alone.

A 4.7 kB workbook can abort a parser in a way no `except` catches, and one far cell can keep it busy for
minutes; so nothing from outside is parsed in the process that serves the portal.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.safety import damaged

ROOT = str(Path(__file__).resolve().parents[2])
_START = f"import sys; sys.path.insert(0, {ROOT!r}); from panels.chronology.child import main; main()"  # fixed text
_RESOURCE_SIGNALS = (-signal.SIGXCPU, -signal.SIGKILL)


def run(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """The child's answer to one request; `ReaderError` if it died, ran out of time or memory, or refused.

    The child sees no environment of ours and is killed after `limits.wall_seconds`.
    """
    line = json.dumps({**request, "limits": asdict(limits)}).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _START],
            input=line + data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    return _understood(done)


def _understood(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if done.returncode in _RESOURCE_SIGNALS:
        raise _too_slow()
    if done.returncode != 0:
        raise damaged()
    try:
        reply: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise damaged() from error
    if reply.get("status") == "rejected":
        raise ReaderError(reply["code"], reply["message"], headings=tuple(reply.get("headings", ())))
    return reply


def _too_slow() -> ReaderError:
    return ReaderError(
        "too_large",
        "This file took too long to read. Copy the table into a new file, without the rest, and upload that.",
    )
