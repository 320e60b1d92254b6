"""Run the parser in a child process with limits on memory, processor time and wall time.

A 4.7 kB workbook can abort a parser in a way no `except` catches, and one far cell can keep it busy for minutes;
so no uploaded file is parsed in the process that serves the portal.
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
PATHS = [ROOT, *(path for path in sys.path if path.endswith("site-packages"))]
_START = (
    f"import sys; sys.path[:0] = {PATHS!r}; from panels.chronology.child import main; main()"  # fixed text
)
_RESOURCE_SIGNALS = (-signal.SIGXCPU, -signal.SIGKILL)


def run(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """Return the child's answer to one request.

    The child process gets none of the environment and is killed after `limits.wall_seconds`. Raises `ReaderError` if it
    crashed, exceeded a limit or refused the file.
    """
    line = json.dumps({**request, "limits": asdict(limits)}).encode() + b"\n"
    try:
        process = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START],
            input=line + data,
            capture_output=True,
            timeout=limits.wall_seconds,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    return _parsed_answer(process)


def _parsed_answer(process: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    if process.returncode in _RESOURCE_SIGNALS:
        raise _too_slow()
    if process.returncode != 0:
        raise damaged()
    try:
        reply: dict[str, Any] = json.loads(process.stdout.decode("utf-8", "surrogatepass"))
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
