from __future__ import annotations

from celery import shared_task

from scr_portal.notices import delivery


@shared_task(name="scr_portal.notices.tasks.deliver", ignore_result=True, acks_late=True)
def deliver(notice_id: str) -> None:
    """Send one notice; a second delivery of the same id finds it claimed or sent and does nothing."""
    delivery.deliver(notice_id)


@shared_task(name="scr_portal.notices.tasks.deliver_due", ignore_result=True)
def deliver_due() -> None:
    """Every 30 seconds: pick up notices whose hint was lost, whose worker died or whose mail was refused."""
    delivery.deliver_due()
