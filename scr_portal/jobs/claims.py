"""The lease of a job: taken, renewed by heartbeats, and released with an outcome. See scr_portal/leases.py."""

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
    """Take the job for one lease, or return `None` when it is taken, finished, not due or out of attempts."""
    now = timezone.now()
    unfinished = Job.objects.unfinished().filter(attempts__lt=MOST_ATTEMPTS)
    return leases.take(
        unfinished, job_id, lease=LEASE, state=JobState.RUNNING, heartbeat_at=now, started_at=now
    )


def require_claim(job: Job) -> None:
    """Lock the job's row until the caller's transaction ends, or raise `ClaimLost`.

    Called in the transaction that writes the outcome of the job, so that it is written once.
    """
    if not leases.held(job).select_for_update().exists():
        raise ClaimLost


def renew(job: Job, **progress: Any) -> bool:
    """Renew the lease from now. Return False when the lease has been lost."""
    return leases.renew(job, lease=LEASE, heartbeat_at=timezone.now(), **progress)


def finish(job: Job, result: dict[str, Any]) -> bool:
    """Record that the job is done; `result` contains ids and counts, and may contain the `next_url`."""
    next_url = job.next_url or str(result.get("next_url", ""))
    check_path(next_url)
    return _end(job, JobState.DONE, result=result, next_url=next_url, message="")


def fail(job: Job, sentence: str) -> bool:
    """Record that the job failed, with a sentence for the person who asked."""
    return _end(job, JobState.FAILED, message=sentence[:300])


def retry_later(job: Job) -> bool:
    """Re-queue the job for a retry, or fail it after the last attempt. Return True when it has failed."""
    if job.attempts >= MOST_ATTEMPTS:
        return fail(job, WENT_WRONG)
    not_before = timezone.now() + timedelta(seconds=SECONDS_BEFORE_NEXT_TRY * job.attempts)
    leases.release(job, state=JobState.QUEUED, not_before=not_before, hinted_at=None)
    return False


def _end(job: Job, state: JobState, **outcome: Any) -> bool:
    if not leases.release(job, state=state, finished_at=timezone.now(), **outcome):
        return False
    ended.send(sender=Job, job=job)
    return True
