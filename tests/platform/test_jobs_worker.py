"""Jobs with a real worker process, killed and restarted, and with an unavailable broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from scr_portal import jobs
from scr_portal.accounts.models import User
from scr_portal.celery import app
from scr_portal.jobs import hints, registry
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """A worker with its scheduler, in its own process group so that all of it can be killed at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        known = {**os.environ, "PORTAL_TEST_FOLDER": str(self.folder)}
        known["PORTAL_DATABASE_NAME"] = connection.settings_dict["NAME"]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "tests.platform.worker_app",
                "worker",
                "-B",
                "-c",
                "2",
                "-l",
                "ERROR",
            ],
            cwd=ROOT,
            env=known,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
        )

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path)
    yield worker
    worker.kill()


@pytest.fixture
def broker(tmp_path):
    """Publish to the folder that the worker reads."""
    for name in ("messages", "processed"):
        (tmp_path / name).mkdir()
    before = {name: getattr(app.conf, name) for name in ("broker_url", "broker_transport_options")}
    app.conf.update(
        broker_url="filesystem://",
        broker_transport_options={
            "data_folder_in": str(tmp_path / "messages"),
            "data_folder_out": str(tmp_path / "messages"),
            "processed_folder": str(tmp_path / "processed"),
            "control_folder": str(tmp_path / "control"),
        },
    )
    app._pool = None
    app.amqp._producer_pool = None
    hints._pause["until"] = 0.0
    yield tmp_path
    app.conf.update(**before)
    hints._pause["until"] = 0.0
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def slow_kind():
    jobs.work("tests.slow")(lambda job, *, report_progress: None)
    yield "tests.slow"
    registry.forget("tests.slow")


@pytest.fixture
def asker():
    return User.objects.create_user("asker@example.org", name="Ines Okafor")


def wait_until(seconds: float, is_so) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.1)
    return time.monotonic() - began


def lines(folder: Path, job: Job) -> list[str]:
    note = folder / str(job.pk)
    return note.read_text().split() if note.exists() else []


def test_job_of_a_killed_worker_is_finished_by_the_next_one(worker, broker, asker, slow_kind):
    worker.start()
    job = jobs.start(slow_kind, by=asker, steps=20)
    wait_until(30, lambda: lines(broker, job) == ["began"])
    worker.kill()

    worker.start()
    waited = wait_until(60, lambda: Job.objects.get(pk=job.pk).state == JobState.DONE)

    assert waited < 60
    assert lines(broker, job) == ["began", "began", "ended"]
    assert Job.objects.get(pk=job.pk).attempts == 2


def test_job_asked_for_while_the_broker_is_away_is_done_when_the_worker_looks(
    worker, broker, asker, slow_kind, monkeypatch
):
    monkeypatch.setattr("celery.app.task.Task.apply_async", _no_broker)
    with transaction.atomic():
        job = jobs.start(slow_kind, by=asker, steps=1)
    monkeypatch.undo()
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED

    worker.start()
    wait_until(60, lambda: Job.objects.get(pk=job.pk).state == JobState.DONE)
    assert lines(broker, job) == ["began", "ended"]


def test_twenty_jobs_each_run_once_though_every_message_came_twice(worker, broker, asker, slow_kind):
    asked = [jobs.start(slow_kind, by=asker, steps=1) for _ in range(20)]
    for job in asked:
        app.send_task("scr_portal.jobs.tasks.run", args=[str(job.pk)])
    worker.start()

    wait_until(60, lambda: not Job.objects.unfinished().exists())
    assert [lines(broker, job) for job in asked] == [["began", "ended"]] * 20


def _no_broker(*_, **__):
    raise ConnectionRefusedError("nobody listens")
