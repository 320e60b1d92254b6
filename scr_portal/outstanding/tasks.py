from __future__ import annotations

from celery import shared_task

from . import keeping, reminders, summaries
from .keeping import catch_up_task as catch_up

__all__ = ["catch_up", "rebuild", "remind", "summarise"]


@shared_task(name="scr_portal.outstanding.tasks.rebuild", ignore_result=True)
def rebuild() -> None:
    """Each night: some matters come with the day, and memberships end with it."""
    keeping.rebuild()


@shared_task(name="scr_portal.outstanding.tasks.remind", ignore_result=True)
def remind() -> None:
    """Every hour: send the reminders that are due. Two at once send nothing twice."""
    reminders.remind_all()


@shared_task(name="scr_portal.outstanding.tasks.summarise", ignore_result=True)
def summarise() -> None:
    """Every hour: send the summaries of the week, once, on its first working day."""
    summaries.send_all()
