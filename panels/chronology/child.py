"""The child process: set resource limits, read one request from standard input, write one answer, exit.

The request is a line of JSON followed by the file; the answer is one JSON object. The child process gets no
environment, so it has no keys, and a hostile file can only crash this process.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from typing import Any

from panels.chronology.interchange import result_to_wire
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.parsing import parse, period

TOO_MUCH_MEMORY = ReaderError(
    "too_large",
    "This file needs far more memory than a chronology should. Copy the table into a new file and upload that.",
)


def limit_self(limits: Limits) -> None:
    """Limit memory and processor time, and forbid writing to disk, core files included."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (soft, soft))


def answer(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """Return the reading, or the refusal, as plain data."""
    scope = period(*request["scope"]) if request.get("scope") else None
    try:
        result = parse(data, request["filename"], scope=scope, mapping=request.get("mapping"), limits=limits)
    except ReaderError as refusal:
        return refusal.as_json()
    except MemoryError:
        return TOO_MUCH_MEMORY.as_json()
    return result_to_wire(result)


def encoded(reply: dict[str, Any]) -> bytes:
    """Encode one answer as bytes; lone surrogates from damaged text are preserved."""
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass")


def main() -> None:
    """Handle one request on standard input and output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    limit_self(limits)
    gc.disable()  # the process exits after one answer
    try:
        reply = encoded(answer(request, sys.stdin.buffer.read(), limits))
        if len(reply) > limits.answer_bytes:
            reply = encoded(TOO_MUCH_MEMORY.as_json())
    except MemoryError:
        reply = encoded(TOO_MUCH_MEMORY.as_json())
    sys.stdout.buffer.write(reply)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
