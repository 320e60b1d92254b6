"""A real Celery worker with its beat, beside the tests, on the tests' own database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from kombu import pools

from scr_portal.celery import app
from scr_portal.settings import environment
from tests import emptying
from tools import broker, processes
from tools.supervisor import Supervisor


class Beside:
    """A worker and its beat beside the tests, started and ended any number of times; one at a time."""

    running: Beside | None = None

    def __init__(self, folder: Path, database: Any) -> None:
        self.folder, self.database = folder, database
        self.leads_to: dict[str, str] = {}
        self._processes = ExitStack()

    @property
    def mail(self) -> Path:
        """The folder in which each mail that the worker sends is a file."""
        return Path(self.leads_to["PORTAL_TEST_MAIL"])

    def start(self) -> None:
        """Start broker and worker, unless they run."""
        if Beside.running is None:
            self.leads_to = self._processes.enter_context(running(self.folder))
            Beside.running = self

    @classmethod
    def end(cls) -> None:
        """End the worker that runs, if any, and empty the database of what it wrote since the last test."""
        if cls.running is not None:
            beside, cls.running = cls.running, None
            beside._processes.close()
            with beside.database.unblock():
                emptying.empty_database()


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """Start broker and worker; yields the environment that leads to the broker, and to the folder in which
    each mail that the worker sends is a file."""
    with Supervisor() as supervisor:
        found, _ = broker.start(supervisor)
        if not found.get("REDIS_URL"):
            found = {"PORTAL_QUEUE": str(folder / "queue")}
        found = {**found, "PORTAL_TEST_MAIL": str(folder / "mail")}
        known = {
            **os.environ,
            **found,
            "DJANGO_SETTINGS_MODULE": "scr_portal.settings.test",
            "PORTAL_DATABASE_NAME": connection.settings_dict["NAME"],
        }
        command = [*processes.worker("tests"), "--beat", f"--schedule={folder / 'schedule'}"]
        # Tests beside these have a worker of their own, and a log: in one they would overwrite each other.
        name = f"test-worker-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        worker = supervisor.start(name, command, known)
        supervisor.wait_until(lambda: " ready." in worker.last_words(10_000), "The worker of the tests", 60)
        yield found


@contextmanager
def published_to(found: dict[str, str]) -> Iterator[None]:
    """Let what this process publishes go to the broker of `running`, and nowhere afterwards."""
    before = {name: app.conf[name] for name in ("broker_url", "broker_transport_options")}
    if queue := found.get("PORTAL_QUEUE"):
        _point_at("filesystem://", environment.folder_queue(Path(queue)))
    else:
        _point_at(found["REDIS_URL"], {"socket_timeout": 2, "socket_connect_timeout": 2})
    try:
        yield
    finally:
        _point_at(before["broker_url"], before["broker_transport_options"])


def _point_at(url: str, options: dict[str, object]) -> None:
    # Pools are kept by address for the whole process; a closed one would be handed out again.
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None
    # It remembers the pool it first published with.
    app.__dict__.pop("control", None)
    app.conf.update(broker_url=url, broker_transport_options=options)
