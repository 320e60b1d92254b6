"""The ladder: 28, 14, 7 and 1 days before, on the day, then every week until it is done."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from scr_portal import notices
from scr_portal.deadlines.models import Deadline, Reminder

RUNGS_BEFORE = (28, 14, 7, 1, 0)
DAYS_BETWEEN_OVERDUE = 7
LONDON = ZoneInfo("Europe/London")
FIRST_HOUR = 9


def rung_for(days_left: int, days_allowed: int) -> int | None:
    """The rung a deadline stands on: the last one reached, so that a missed run catches up with one mail.

    A rung that lies before the clock was started is not sent: a task of 10 days has no 28-day reminder.
    """
    if days_left < 0:
        return -(-days_left // DAYS_BETWEEN_OVERDUE) * DAYS_BETWEEN_OVERDUE
    reached = [rung for rung in RUNGS_BEFORE if days_left <= rung < max(days_allowed, 1)]
    return min(reached) if reached else None


def remind_all(now: datetime | None = None) -> int:
    """Claim and send every rung that is due; how many notices were recorded. From nine in the morning."""
    local = (now or timezone.now()).astimezone(LONDON)
    if local.hour < FIRST_HOUR:
        return 0
    today = local.date()
    soon = Deadline.objects.open().filter(
        owner__isnull=False, owner__is_active=True, due_on__lte=today + timedelta(days=max(RUNGS_BEFORE))
    )
    return sum(remind(deadline, today) for deadline in soon.select_related("owner").iterator())


@transaction.atomic
def remind(deadline: Deadline, today: date) -> bool:
    """Claim the rung this deadline stands on and record its notice, in one transaction, once."""
    rung = rung_for(deadline.days_left(today), (deadline.due_on - deadline.triggered_on).days)
    if rung is None or not _is_still_so(deadline) or not _claim(deadline, rung):
        return False
    notices.send(
        "deadline_overdue" if deadline.days_left(today) < 0 else "deadline_due",
        to=deadline.owner,
        case_code=deadline.case_code,
        path=deadline.path,
        dedupe_key=f"deadline:{deadline.pk}:{deadline.due_on.isoformat()}:{rung}",
    )
    return True


def _is_still_so(deadline: Deadline) -> bool:
    """Lock the deadline: it may have been met, moved or handed over since the list was read."""
    same = Deadline.objects.open().filter(pk=deadline.pk, due_on=deadline.due_on, owner=deadline.owner)
    return same.select_for_update(of=("self",)).exists()


def _claim(deadline: Deadline, rung: int) -> bool:
    """Write the claim; of two processes at once the unique constraint lets one through."""
    mine = Reminder(deadline=deadline, due_on=deadline.due_on, rung=rung)
    Reminder.objects.bulk_create([mine], ignore_conflicts=True)
    return Reminder.objects.filter(pk=mine.pk).exists()
