"""The process that lays out one document and ends. Run as `python -m scr_portal.files.pdf.child`."""

from __future__ import annotations

import ctypes
import json
import resource
import signal
import sys
from typing import Any

from scr_portal.files.pdf import NO_MEMORY, NO_PANGO, NOT_LAID_OUT, REFUSED

_NOT_FOR_A_RENDERER = (
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
    """Read the order, bind the hands, lay out, write the PDF. The exit code says why there is none."""
    order = json.loads(sys.stdin.buffer.read())
    limit(order["seconds"], order["memory_mb"])
    try:
        from scr_portal.files.pdf import layout  # imports WeasyPrint, which loads Pango
    except OSError as error:
        return _end(NO_PANGO, error)
    sys.addaudithook(_refuse)
    try:
        document = layout.lay_out(order["html"], title=order["title"], lang=order["lang"])
    except layout.NotPackaged as error:
        return _end(REFUSED, error)
    except MemoryError as error:
        return _end(NO_MEMORY, error)
    except Exception as error:  # whatever is wrong with the document, the parent hears of it
        return _end(NOT_LAID_OUT, error)
    sys.stdout.buffer.write(document)
    return 0


def limit(seconds: int, memory_mb: int) -> None:
    """Bound the time, the memory and the reach of this process; it dies with the worker that started it."""
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory_mb * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 128),
    ):
        resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        die_with_parent = 1
        ctypes.CDLL(None).prctl(die_with_parent, signal.SIGKILL)


def _refuse(event: str, _: Any) -> None:
    if event in _NOT_FOR_A_RENDERER:
        raise PermissionError(event)


def _end(code: int, error: BaseException) -> int:
    sys.stderr.write(f"\n{type(error).__name__}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
