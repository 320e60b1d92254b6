from __future__ import annotations

from celery import shared_task

from scr_portal.jobs import running, sweeping
from scr_portal.jobs.hints import hint


@shared_task(name="scr_portal.jobs.tasks.run", ignore_result=True, acks_late=True)
def run(job_id: str) -> None:
    """Run one job. A second delivery of the same id finds the job taken or finished and does nothing."""
    running.run(job_id)


@shared_task(name="scr_portal.jobs.tasks.requeue_stale", ignore_result=True)
def requeue_stale() -> None:
    """Re-queue jobs of dead workers, and publish hints for queued jobs again. Runs every 10 seconds."""
    sweeping.requeue_stale()
    unpublished = [job_id for job_id in sweeping.take_waiting() if not hint(run, job_id)]
    sweeping.clear_hints(unpublished)
