"""Run a job: take its lease, do the work, renew the lease meanwhile, record the outcome."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone

from scr_portal.jobs import claims, registry
from scr_portal.jobs.models import Job
from scr_portal.jobs.registry import CannotFinish, ClaimLost, ReportProgress

log = logging.getLogger(__name__)

HEARTBEATS_A_LEASE = 4


def run(job_id: uuid.UUID | str) -> bool:
    """Run the job unless another worker has it. Return True when this call ended it, done or failed."""
    job = claims.take(job_id)
    if job is None:
        return False
    try:
        with _heartbeat(job):
            result = registry.find(job.kind)(job, report_progress=_reporter(job))
        return claims.finish(job, result or {})
    except ClaimLost:
        log.warning("job %s was taken over by another worker", job.pk)
        return False
    except CannotFinish as refusal:
        return claims.fail(job, refusal.sentence)
    except Exception as error:  # on any error, the job is retried or fails with a sentence
        log.error("job %s (%s) raised %s", job.pk, job.kind, type(error).__name__)
        return claims.retry_later(job)


def _reporter(job: Job) -> ReportProgress:
    def report_progress(done: int, total: int, message: str = "") -> None:
        if not claims.renew(job, done_units=done, total_units=total, message=message[:300]):
            raise ClaimLost

    return report_progress


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Renew the lease from a separate thread while the job runs, up to the longest task time."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, stop), name=f"heartbeat-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=claims.LEASE.total_seconds())


def _beat(job: Job, stop: threading.Event) -> None:
    ends_at = timezone.now() + timedelta(seconds=settings.LONGEST_TASK_SECONDS)
    pause = claims.LEASE.total_seconds() / HEARTBEATS_A_LEASE
    try:
        while not stop.wait(pause) and timezone.now() < ends_at:
            if not _beat_once(job):
                return
    finally:
        connections.close_all()


def _beat_once(job: Job) -> bool:
    """Renew the lease once; on a database error return True, so that the next heartbeat retries."""
    try:
        return claims.renew(job)
    except Exception as error:
        log.warning("heartbeat of job %s failed: %s", job.pk, type(error).__name__)
        connections.close_all()
        return True
