from __future__ import annotations

import socket
import threading
import time

import pytest
from celery import Celery
from django.db import transaction

from scr_portal import jobs
from scr_portal.accounts.models import User
from scr_portal.jobs import hints, registry, tasks
from scr_portal.jobs.models import Job
from scr_portal.settings import base


@pytest.fixture(autouse=True)
def _rested(monkeypatch):
    """Clear the pause after a broker failure, so that tests do not affect each other."""
    monkeypatch.setitem(hints._pause, "until", 0.0)


@pytest.fixture
def kind():
    jobs.work("tests.hinted")(lambda job, *, report_progress: None)
    yield "tests.hinted"
    registry.forget("tests.hinted")


@pytest.fixture
def published(monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.run, "apply_async", lambda args, **_: sent.append(args))
    return sent


@pytest.mark.django_db(transaction=True)
def test_worker_hears_of_a_job_only_after_commit_and_hears_its_id_only(kind, published):
    asker = User.objects.create_user("asker@example.org", name="Ines Okafor")
    with transaction.atomic():
        job = jobs.start(kind, by=asker, review_id=asker.pk)
        assert published == []
    assert published == [[str(job.pk)]]


@pytest.mark.django_db(transaction=True)
def test_worker_never_hears_of_a_job_that_was_rolled_back(kind, published):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.start(kind, by=None)
        raise RuntimeError
    assert published == []
    assert not Job.objects.exists()


@pytest.mark.parametrize("state", ["refused", "hung"])
def test_broker_that_is_refused_or_hung_holds_a_click_up_for_under_five_seconds(state, settings):
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    if state == "refused":
        listener.close()
    away = Celery("away", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    away.conf.broker_transport_options = base.CELERY_BROKER_TRANSPORT_OPTIONS
    away.conf.task_publish_retry_policy = settings.CELERY_TASK_PUBLISH_RETRY_POLICY

    @away.task
    def nothing(identifier):
        return identifier

    began, answer = time.monotonic(), []
    click = threading.Thread(target=lambda: answer.append(hints.hint(nothing, "an-id")), daemon=True)
    click.start()
    click.join(timeout=15)
    listener.close()

    assert answer == [False]
    assert time.monotonic() - began < 5


def test_act_that_tells_thirty_people_meets_a_broken_broker_once():
    tries = []

    class Task:
        name = "tests.broken"

        def apply_async(self, **_):
            tries.append(1)
            raise ConnectionRefusedError

    assert [hints.hint(Task(), number) for number in range(30)] == [False] * 30
    assert len(tries) == 1


def test_broker_is_asked_again_after_its_rest(monkeypatch, published):
    monkeypatch.setitem(hints._pause, "until", time.monotonic() + 0.2)
    assert hints.hint(tasks.run, "first") is False
    time.sleep(0.25)
    assert hints.hint(tasks.run, "second") is True
    assert published == [["second"]]


def test_fault_that_is_not_the_brokers_does_not_silence_the_next_hint(published, monkeypatch):
    class Faulty:
        name = "tests.faulty"

        def apply_async(self, **_):
            raise TypeError

    assert hints.hint(Faulty(), "first") is False
    assert hints.hint(tasks.run, "second") is True
