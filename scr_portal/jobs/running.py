"""Claim a job, do it, keep the claim alive, write how it ended."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from scr_portal.jobs import registry
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.jobs.registry import CannotFinish, ClaimLost

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
MOST_ATTEMPTS = 3
HINT_AGAIN_AFTER = timedelta(seconds=30)
LONGEST_RUN = timedelta(seconds=settings.LONGEST_TASK_SECONDS)
STOPPED_TOO_OFTEN = (
    "This work was stopped part-way several times and has been given up. You can ask for it again."
)
WENT_WRONG = "Something went wrong on our side and this work could not be finished. You can ask for it again."


def run(job_id: uuid.UUID | str) -> bool:
    """Do the job if nobody else is doing it. True when this call finished it, one way or the other."""
    job = claim(job_id)
    if job is None:
        return False
    try:
        with _heartbeat(job):
            result = registry.find(job.kind)(job, report_progress=_reporter(job))
    except ClaimLost:
        log.warning("job %s was taken over by another worker", job.pk)
        return False
    except CannotFinish as refusal:
        return _finish(job, JobState.FAILED, message=refusal.sentence)
    except Exception as error:  # whatever the work raises, the person who waits is told
        log.error("job %s (%s) raised %s", job.pk, job.kind, type(error).__name__)
        return _try_later(job)
    return _finish(job, JobState.DONE, result=result or {})


def claim(job_id: uuid.UUID | str) -> Job | None:
    """Take the job for one lease. One conditional UPDATE: of two workers at once, one gets nothing."""
    now, token = timezone.now(), uuid.uuid4()
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, claimed_until__lt=now)
    due = Q(not_before__isnull=True) | Q(not_before__lte=now)
    taken = Job.objects.filter(free, due, pk=job_id, attempts__lt=MOST_ATTEMPTS).update(
        state=JobState.RUNNING,
        claim=token,
        claimed_until=now + LEASE,
        heartbeat_at=now,
        started_at=now,
        attempts=F("attempts") + 1,
    )
    return Job.objects.get(pk=job_id, claim=token) if taken else None


def still_mine(job: Job) -> None:
    """Lock the job's row until the caller's transaction ends, or raise `ClaimLost`.

    Called in the transaction that writes the outcome of the work, it makes that outcome happen once.
    """
    held = Job.objects.select_for_update().filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    if not held.exists():
        raise ClaimLost


def extend_claim(job: Job) -> bool:
    """Say "still at it": the lease runs on from now. False when the claim is no longer ours."""
    now = timezone.now()
    held = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    return bool(held.update(heartbeat_at=now, claimed_until=now + LEASE))


def _reporter(job: Job) -> registry.ReportProgress:
    def report_progress(done: int, total: int, message: str = "") -> None:
        now = timezone.now()
        held = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
        if not held.update(
            done_units=done,
            total_units=total,
            message=message[:300],
            heartbeat_at=now,
            claimed_until=now + LEASE,
        ):
            raise ClaimLost

    return report_progress


def _finish(job: Job, state: JobState, *, message: str = "", result: dict[str, Any] | None = None) -> bool:
    held = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    outcome: dict[str, Any] = {"state": state, "message": message[:300], "result": result or {}}
    if job.next_url == "" and result and result.get("next_url"):
        outcome["next_url"] = result["next_url"]
    return bool(held.update(**outcome, claim=None, claimed_until=None, finished_at=timezone.now()))


def _try_later(job: Job) -> bool:
    if job.attempts >= MOST_ATTEMPTS:
        return _finish(job, JobState.FAILED, message=WENT_WRONG)
    held = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    held.update(
        state=JobState.QUEUED,
        claim=None,
        claimed_until=None,
        not_before=timezone.now() + timedelta(seconds=5 * job.attempts),
    )
    return False


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Extend the lease from a thread of its own while the work runs, for at most `LONGEST_RUN`."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=LEASE.total_seconds())


def _beat(job: Job, stop: threading.Event) -> None:
    ends_at = timezone.now() + LONGEST_RUN
    try:
        while not stop.wait(LEASE.total_seconds() / 4) and timezone.now() < ends_at:
            try:
                if not extend_claim(job):
                    return
            except Exception as error:  # the database may be away for a moment; the next beat tries again
                log.warning("heartbeat of job %s failed: %s", job.pk, type(error).__name__)
                connections.close_all()
    finally:
        connections.close_all()


def put_back_stale() -> int:
    """Re-queue jobs whose worker has gone silent; give up those that have been tried often enough."""
    now = timezone.now()
    silent = Job.objects.filter(state=JobState.RUNNING, claimed_until__lt=now)
    nothing: dict[str, Any] = {"claim": None, "claimed_until": None, "hinted_at": None}
    silent.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, message=STOPPED_TOO_OFTEN, finished_at=now, **nothing
    )
    return silent.filter(attempts__lt=MOST_ATTEMPTS).update(state=JobState.QUEUED, **nothing)


def take_waiting(limit: int = 100) -> list[uuid.UUID]:
    """Ids of queued jobs that nobody has hinted at for a while, marked as hinted now."""
    now = timezone.now()
    unhinted = Q(hinted_at__isnull=True) | Q(hinted_at__lt=now - HINT_AGAIN_AFTER)
    due = Q(not_before__isnull=True) | Q(not_before__lte=now)
    old_enough = Q(created_at__lt=now - timedelta(seconds=5))
    with transaction.atomic():
        waiting = (
            Job.objects.select_for_update(skip_locked=True)
            .filter(unhinted, due, old_enough, state=JobState.QUEUED)
            .order_by("created_at")[:limit]
        )
        found = [job.pk for job in waiting]
        Job.objects.filter(pk__in=found).update(hinted_at=now)
    return found
