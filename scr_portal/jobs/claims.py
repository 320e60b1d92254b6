"""The lease of a job: taken, renewed by heartbeats, and ended with an outcome. How leases work: scr_portal/leases.py."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from scr_portal import leases
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.jobs.registry import ClaimLost, check_path
from scr_portal.jobs.signals import ended

LEASE = timedelta(seconds=20)
MOST_ATTEMPTS = 3
SECONDS_BEFORE_NEXT_TRY = 5
WENT_WRONG = "Something went wrong on our side and this work could not be finished. You can ask for it again."


def take(job_id: uuid.UUID | str) -> Job | None:
    """Take the job for one lease, or `None` when it is taken, finished, not due or tried often enough."""
    now = timezone.now()
    unfinished = Job.objects.unfinished().filter(attempts__lt=MOST_ATTEMPTS)
    return leases.take(
        unfinished, job_id, lease=LEASE, state=JobState.RUNNING, heartbeat_at=now, started_at=now
    )


def still_mine(job: Job) -> None:
    """Lock the job's row until the caller's transaction ends, or raise `ClaimLost`.

    Called in the transaction that writes the outcome of the work, it makes that outcome happen once.
    """
    if not leases.held(job).select_for_update().exists():
        raise ClaimLost


def keep(job: Job, **progress: Any) -> bool:
    """Say "still at it": the lease runs on from now. False when the claim is no longer ours."""
    return leases.renew(job, lease=LEASE, heartbeat_at=timezone.now(), **progress)


def finish(job: Job, result: dict[str, Any]) -> bool:
    """The work is done; `result` holds ids and counts, and may hold the `next_url`."""
    next_url = job.next_url or str(result.get("next_url", ""))
    check_path(next_url)
    return _end(job, JobState.DONE, result=result, next_url=next_url, message="")


def give_up(job: Job, sentence: str) -> bool:
    """The work cannot be done, and this is the sentence for the person who asked."""
    return _end(job, JobState.FAILED, message=sentence[:300])


def try_later(job: Job) -> bool:
    """Put the job back for another try, or give it up. True when it is given up."""
    if job.attempts >= MOST_ATTEMPTS:
        return give_up(job, WENT_WRONG)
    not_before = timezone.now() + timedelta(seconds=SECONDS_BEFORE_NEXT_TRY * job.attempts)
    leases.release(job, state=JobState.QUEUED, not_before=not_before, hinted_at=None)
    return False


def _end(job: Job, state: JobState, **outcome: Any) -> bool:
    if not leases.release(job, state=state, finished_at=timezone.now(), **outcome):
        return False
    ended.send(sender=Job, job=job)
    return True
