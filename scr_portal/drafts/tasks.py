from __future__ import annotations

from celery import shared_task

from . import services


@shared_task(name="scr_portal.drafts.tasks.purge", ignore_result=True)
def purge() -> None:
    """Delete old drafts. Runs every night."""
    services.purge()
