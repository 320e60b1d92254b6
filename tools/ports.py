"""Free ports of this machine."""

from __future__ import annotations

import socket
from contextlib import closing

from tools.plain import Trouble

LOOPBACK = "127.0.0.1"


def require_free(port: int, command: str) -> None:
    """Raise Trouble, with the command that would use the next port, when this port is in use."""
    with closing(socket.socket()) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is in use by another program, so the portal cannot answer there.",
                f"PORT={port + 1} {command}",
            ) from error


def free() -> int:
    """Return a port that is not in use."""
    with closing(socket.socket()) as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])
