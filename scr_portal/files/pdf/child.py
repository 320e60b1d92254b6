"""The child process that renders one document and exits. Run as `python -m scr_portal.files.pdf.child`."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any, NoReturn

from scr_portal.files.pdf import NO_MEMORY, NO_PANGO, NOT_LAID_OUT, REFUSED

_FORBIDDEN_EVENTS = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
)


def main() -> int:
    """Read the request, limit this process, and write the PDF.

    Returns the exit code, which gives the reason for a failure.
    """
    request = json.loads(sys.stdin.buffer.read())
    limit(request["seconds"], request["memory_mb"])
    try:
        from scr_portal.files.pdf import layout  # imports WeasyPrint, which loads Pango
    except OSError as error:
        return _end(NO_PANGO, error)
    sys.addaudithook(_refuse)
    try:
        document = layout.lay_out(request["html"], title=request["title"], lang=request["lang"])
    except layout.NotPackaged as error:
        return _end(REFUSED, error)
    except MemoryError as error:
        return _end(NO_MEMORY, error)
    except Exception as error:  # every error is reported to the parent by the exit code
        return _end(NOT_LAID_OUT, error)
    sys.stdout.buffer.write(document)
    return 0


def limit(seconds: int, memory_mb: int) -> None:
    """Limit the time, memory and files of this process, and end it with the worker that started it."""
    for resource_type, maximum in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory_mb * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 128),
    ):
        resource.setrlimit(resource_type, (maximum, maximum))
    if sys.platform == "linux":
        die_with_parent = 1
        ctypes.CDLL(None).prctl(die_with_parent, signal.SIGKILL)


def _refuse(event: str, _: Any) -> None:
    if event in _FORBIDDEN_EVENTS:
        raise PermissionError(event)


def _end(code: int, error: BaseException) -> int:
    sys.stderr.write(f"\n{type(error).__name__}\n")
    return code


def _leave(code: int) -> NoReturn:
    """End without the interpreter's finalization.

    A crash of the native libraries while they clean up was seen after the work was done; its signal replaced the
    exit code, which is the reason the person is given.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main())
