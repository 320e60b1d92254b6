"""The child's side: limit yourself, read one request from standard input, answer once, end.

The request is a line of JSON and then the file; the answer is one JSON object. The child gets no environment,
so it holds no keys; whatever a hostile file makes of it ends here.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from typing import Any

from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.parsing import parse, period

TOO_MUCH_MEMORY = ReaderError(
    "too_large",
    "This file needs far more memory than a chronology should. Copy the table into a new file and upload that.",
)


def limit_self(limits: Limits) -> None:
    """Bound memory and processor time, and write nothing to disk, not even a core file."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)


def _lower(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (soft, soft))


def answer(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    """The reading, or the refusal, as plain data."""
    scope = period(*request["scope"]) if request.get("scope") else None
    try:
        result = parse(data, request["filename"], scope=scope, mapping=request.get("mapping"), limits=limits)
    except ReaderError as refusal:
        return refusal.as_json()
    except MemoryError:
        return TOO_MUCH_MEMORY.as_json()
    return result.as_json()


def encoded(reply: dict[str, Any]) -> bytes:
    """One answer as bytes; halves of surrogate pairs from damaged text survive the way."""
    return json.dumps(reply, ensure_ascii=False).encode("utf-8", "surrogatepass")


def main() -> None:
    """Serve one request on standard input and output."""
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    limit_self(limits)
    gc.disable()  # the process ends with its one answer
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
