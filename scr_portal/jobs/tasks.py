from __future__ import annotations

from celery import shared_task

from scr_portal.jobs import running
from scr_portal.jobs.hints import hint


@shared_task(name="scr_portal.jobs.tasks.run", ignore_result=True, acks_late=True)
def run(job_id: str) -> None:
    """Do one job. A second delivery of the same id finds the job claimed or finished and does nothing."""
    running.run(job_id)


@shared_task(name="scr_portal.jobs.tasks.requeue_stale", ignore_result=True)
def requeue_stale() -> None:
    """Every 10 seconds: put back what a dead worker held, and hint again at what waits unheard."""
    running.put_back_stale()
    for job_id in running.take_waiting():
        hint(run, job_id)
