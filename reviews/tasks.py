"""What the worker does for reviews without being asked."""

from __future__ import annotations

from celery import shared_task


@shared_task(name="reviews.tasks.recode_overdue", ignore_result=True)
def recode_overdue() -> None:
    """Have cases coded anew whose texts were left behind their register."""
    from .services import recoding

    recoding.ask_for_overdue()


@shared_task(name="reviews.tasks.look_where_names_stand", ignore_result=True)
def look_where_names_stand() -> None:
    """Each night: a name waits no longer whose sentences were all taken out."""
    from .services import standing

    standing.look_everywhere()
