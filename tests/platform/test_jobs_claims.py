from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from scr_portal import jobs
from scr_portal.accounts.models import User
from scr_portal.jobs import claims, registry, running, sweeping, tasks
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job


@pytest.fixture
def asker(db):
    return User.objects.create_user("asker@example.org", name="Ines Okafor")


@pytest.fixture
def kind():
    """Register a kind of job whose function a test can change."""
    name = f"tests.{uuid.uuid4().hex[:8]}"
    yield name
    registry.forget(name)


def test_job_runs_and_keeps_its_result_and_progress(asker, kind):
    @jobs.work(kind)
    def run(job, *, report_progress):
        report_progress(3, 4, "Laying out the pages")
        assert Job.objects.get(pk=job.pk).percent == 75
        return {"pages": 12}

    job = jobs.start(kind, by=asker, review_id=uuid.uuid4())

    assert running.run(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (JobState.DONE, {"pages": 12}, 1)


def test_job_that_is_done_is_not_done_again(asker, kind):
    ran = []
    jobs.work(kind)(lambda job, *, report_progress: ran.append(job.pk))
    job = jobs.start(kind, by=asker)

    assert [running.run(job.pk), running.run(job.pk), running.run(job.pk)] == [True, False, False]
    assert ran == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_a_job_once(kind):
    asker = User.objects.create_user("asker@example.org", name="Ines Okafor")
    ran, together = [], threading.Barrier(4)
    jobs.work(kind)(lambda job, *, report_progress: ran.append(job.pk))
    job = jobs.start(kind, by=asker)

    def worker():
        together.wait()
        try:
            running.run(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert ran == [job.pk]
    assert Job.objects.get(pk=job.pk).attempts == 1


def test_job_argument_that_could_hold_a_name_is_refused(asker, kind):
    jobs.work(kind)(lambda job, *, report_progress: None)
    with pytest.raises(ValueError, match="must be an id"):
        jobs.start(kind, by=asker, who="Ines Okafor")
    with pytest.raises(ValueError, match="must be an id"):
        jobs.start(kind, by=asker, who=["a"])
    assert not Job.objects.exists()


def test_job_of_a_kind_nobody_registered_is_refused(asker):
    with pytest.raises(ValueError, match="No app has registered"):
        jobs.start("tests.unknown", by=asker)


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:1"]
)
def test_job_cannot_lead_to_another_site(asker, kind, elsewhere):
    jobs.work(kind)(lambda job, *, report_progress: None)
    with pytest.raises(ValueError, match="path in the portal"):
        jobs.start(kind, by=asker, next_url=elsewhere)


def test_work_that_cannot_finish_tells_the_asker_why_and_is_not_tried_again(asker, kind):
    @jobs.work(kind)
    def run(job, *, report_progress):
        raise jobs.CannotFinish("The table is longer than 5,000 rows. Choose fewer agencies.")

    job = jobs.start(kind, by=asker)
    running.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 1)
    assert job.message == "The table is longer than 5,000 rows. Choose fewer agencies."


def test_work_that_raises_is_tried_three_times_and_its_error_text_is_never_shown(asker, kind, caplog):
    @jobs.work(kind)
    def run(job, *, report_progress):
        raise RuntimeError("Baby Ines Okafor, 4 Mill Lane")

    job = jobs.start(kind, by=asker)
    now = timezone.now()
    for minute in range(5):
        with time_machine.travel(now + timedelta(minutes=minute)):
            running.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, 3)
    assert job.message == claims.WENT_WRONG
    assert "Okafor" not in caplog.text and "RuntimeError" in caplog.text


def test_job_waits_before_its_next_try(asker, kind):
    @jobs.work(kind)
    def run(job, *, report_progress):
        raise RuntimeError

    job = jobs.start(kind, by=asker)
    running.run(job.pk)
    running.run(job.pk)
    assert Job.objects.get(pk=job.pk).attempts == 1


def test_silent_worker_loses_the_job_and_can_write_nothing_after_its_successor(asker, kind):
    jobs.work(kind)(lambda job, *, report_progress: {"by": 2})
    job = jobs.start(kind, by=asker)
    dead = claims.take(job.pk)

    with time_machine.travel(timezone.now() + claims.LEASE + timedelta(seconds=1)):
        assert sweeping.requeue_stale() == 1
        running.run(job.pk)

    assert claims.renew(dead) is False
    assert claims.finish(dead, {"by": 1}) is False
    with pytest.raises(jobs.ClaimLost), transaction.atomic():
        jobs.require_claim(dead)
    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.DONE, {"by": 2})


def test_work_stops_at_its_next_report_when_another_worker_has_taken_over(asker, kind):
    reached_the_end = []

    @jobs.work(kind)
    def run(job, *, report_progress):
        Job.objects.filter(pk=job.pk).update(claim=uuid.uuid4())
        report_progress(1, 2)
        reached_the_end.append(1)

    job = jobs.start(kind, by=asker)
    assert running.run(job.pk) is False
    assert not reached_the_end


def test_worker_with_a_beating_heart_keeps_its_job(asker, kind):
    jobs.work(kind)(lambda job, *, report_progress: None)
    held = claims.take(jobs.start(kind, by=asker).pk)
    now = timezone.now()

    for seconds in range(5, 60, 5):
        with time_machine.travel(now + timedelta(seconds=seconds)):
            assert claims.renew(held)
            assert sweeping.requeue_stale() == 0
    assert claims.take(held.pk) is None


def test_job_whose_worker_dies_three_times_is_given_up_with_a_plain_reason(asker, kind):
    jobs.work(kind)(lambda job, *, report_progress: None)
    job = jobs.start(kind, by=asker)
    now = timezone.now()
    for minute in range(4):
        with time_machine.travel(now + timedelta(minutes=minute)):
            sweeping.requeue_stale()
            claims.take(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, sweeping.STOPPED_TOO_OFTEN)
    assert job.finished_at is not None


def test_sweeper_tells_of_a_waiting_job_once_and_again_only_after_a_while(asker, kind):
    jobs.work(kind)(lambda job, *, report_progress: None)
    job = jobs.start(kind, by=asker)
    assert sweeping.take_waiting() == []

    now = timezone.now()
    with time_machine.travel(now + timedelta(seconds=6)):
        assert sweeping.take_waiting() == [job.pk]
    with time_machine.travel(now + timedelta(seconds=16)):
        assert sweeping.take_waiting() == []
    with time_machine.travel(now + timedelta(seconds=40)):
        assert sweeping.take_waiting() == [job.pk]


def test_job_the_broker_would_not_take_word_of_is_told_of_by_the_next_sweep(asker, kind, monkeypatch):
    jobs.work(kind)(lambda job, *, report_progress: None)
    job = jobs.start(kind, by=asker)
    told: list[object] = []
    now = timezone.now()

    monkeypatch.setattr(tasks, "hint", lambda task, job_id: False)
    with time_machine.travel(now + timedelta(seconds=6)):
        tasks.requeue_stale()
    monkeypatch.setattr(tasks, "hint", lambda task, job_id: told.append(job_id) or True)
    with time_machine.travel(now + timedelta(seconds=16)):
        tasks.requeue_stale()
        tasks.requeue_stale()
    assert told == [job.pk]


def test_a_killed_worker_delays_a_job_by_less_than_a_minute(settings):
    sweep = settings.CELERY_BEAT_SCHEDULE["requeue stale jobs"]["schedule"]
    assert claims.LEASE.total_seconds() + sweep < 45
