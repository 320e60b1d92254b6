"""The broker of the task queue: REDIS_URL, else a private Redis, else a folder."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
from contextlib import closing

from tools import ports
from tools.plain import VAR
from tools.supervisor import Supervisor


def start(supervisor: Supervisor) -> tuple[dict[str, str], str]:
    """Start the broker. Returns the environment that leads to it and a short description."""
    if os.environ.get("REDIS_URL"):
        return {}, "the Redis of REDIS_URL"
    if program := shutil.which("redis-server"):
        return {"REDIS_URL": _private_redis(supervisor, program)}, "a Redis of its own"
    # Jobs are rows in the database; old messages in the folder are only hints.
    shutil.rmtree(VAR / "queue", ignore_errors=True)
    return {"REDIS_URL": ""}, "a folder, as there is no redis-server here"


def _private_redis(supervisor: Supervisor, program: str) -> str:
    """Start a Redis on loopback with a password generated for this run, without persistence."""
    port, password = ports.free(), secrets.token_urlsafe(24)
    settings = VAR / f"redis-{port}.conf"
    settings.touch(mode=0o600)
    settings.write_text(
        f'bind {ports.LOOPBACK}\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir {VAR}\n'
    )
    try:
        supervisor.start("redis", [program, settings], dict(os.environ))
        supervisor.wait_until(lambda: _listens(port), "Redis", 20)
    finally:
        settings.unlink()
    return f"redis://:{password}@{ports.LOOPBACK}:{port}/0"


def _listens(port: int) -> bool:
    with closing(socket.socket()) as attempt:
        return attempt.connect_ex((ports.LOOPBACK, port)) == 0
