from __future__ import annotations

from celery import shared_task

from scr_portal.deadlines import reminders


@shared_task(name="scr_portal.deadlines.tasks.remind", ignore_result=True)
def remind() -> None:
    """Every hour: send what is due of the reminder ladder. Two at once send nothing twice."""
    reminders.remind_all()
