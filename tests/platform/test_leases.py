"""Leases: one worker at a time, expired without renewal, and a lost lease writes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from scr_portal import leases
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=20)


def taken(job: Job) -> Job | None:
    return leases.take(Job.objects.unfinished(), job.pk, lease=LEASE, state=JobState.RUNNING)


@pytest.fixture
def job() -> Job:
    return Job.objects.create(kind="example")


def test_a_row_is_given_to_one_worker_at_a_time(job: Job) -> None:
    assert taken(job)
    assert taken(job) is None


def test_a_row_that_is_not_due_is_given_to_nobody(job: Job) -> None:
    Job.objects.update(not_before=timezone.now() + timedelta(minutes=1))
    assert taken(job) is None


def test_a_row_whose_worker_fell_silent_goes_to_another_and_the_first_writes_nothing(job: Job) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = taken(job)
        clock.shift(LEASE + timedelta(seconds=1))
        second = taken(job)
        assert first and second
        assert not leases.renew(first, lease=LEASE)
        assert not leases.release(first, state=JobState.QUEUED)
        assert second.attempts == 2
        assert leases.held(second).exists()


def test_a_released_row_can_be_taken_again(job: Job) -> None:
    first = taken(job)
    assert first
    assert leases.release(first, state=JobState.QUEUED)
    assert taken(job)


def test_a_row_nobody_took_is_held_by_nobody(job: Job) -> None:
    assert not leases.held(job).exists()
    assert not leases.release(job, message="written without a lease")
