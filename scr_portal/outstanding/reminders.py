"""Reminders of what has a day, from the same rows as the lists.

The owner is reminded 28, 14, 7 and 1 days before and on the day. What is late climbs the ladder: each week
the next rung is told, each once. The mail holds the reference of the case and a link.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from scr_portal import notices
from scr_portal.accounts.models import User
from scr_portal.owners import Owner

from . import keeping, registry
from .holders import Directory
from .models import OpenMatter, Reminder, days_between

RUNGS_BEFORE = (28, 14, 7, 1, 0)
LONDON = ZoneInfo("Europe/London")
FIRST_HOUR = 9


def rung_for(days_left: int, days_allowed: int) -> int | None:
    """Return the reminder a matter stands at: the last one reached, so that a missed run catches up with one mail.

    In days before the due date, negative once it has passed by whole steps of the ladder. A reminder that
    lies before the matter began is not sent: a task of 10 days has no 28-day reminder.
    """
    if days_left < 0:
        return -(-days_left // settings.ESCALATE_AFTER_DAYS) * settings.ESCALATE_AFTER_DAYS
    reached = [rung for rung in RUNGS_BEFORE if days_left <= rung < max(days_allowed, 1)]
    return min(reached) if reached else None


def remind_all(now: datetime | None = None) -> int:
    """Claim and send every reminder that is due; how many matters were reminded of. From nine in the morning."""
    local = (now or timezone.now()).astimezone(LONDON)
    if local.hour < FIRST_HOUR:
        return 0
    keeping.catch_up()
    today = local.date()
    soon = OpenMatter.objects.filter(due_on__lte=today + timedelta(days=max(RUNGS_BEFORE)))
    return sum(remind(row, today) for row in soon.iterator())


@transaction.atomic
def remind(row: OpenMatter, today: date) -> bool:
    """Claim the reminder this matter stands at and record its notices, in one transaction, once."""
    due_on = row.due_on
    assert due_on is not None  # noqa: S101  the caller's list holds what has a day
    rung = rung_for((due_on - today).days, days_between(row.since, due_on))
    to = rung_to_tell(row, rung) if rung is not None else None
    if rung is None or to is None or not _is_still_so(row) or not _claim(row, rung):
        return False
    number, people = to
    owner = row.owners[number]
    own = number == row.rung
    template = "deadline_due" if today <= due_on else "deadline_overdue" if own else "deadline_passed_on"
    for person in User.objects.filter(pk__in=people, is_active=True):
        notices.send(
            template,
            to=person,
            case_code=row.case_code,
            path=_path(row.url if owner.able or not row.case_url else row.case_url),
            dedupe_key=f"due:{row.scope}:{row.key}:{due_on.isoformat()}:{rung}:{person.pk}",
        )
    return bool(people)


def rung_to_tell(row: OpenMatter, rung: int) -> tuple[int, list[str]] | None:
    """Return which step of the ladder hears of it, and who stands there.

    That is the owner until it is late, then the next that somebody holds for every full step of days. None when the top
    has been told.
    """
    steps = max(0, -rung // settings.ESCALATE_AFTER_DAYS)
    if steps == 0:
        return row.rung, [str(user) for user in row.holders]
    held = _held_above(row)
    return held[steps - 1] if steps <= len(held) else None


def _held_above(row: OpenMatter) -> list[tuple[int, list[str]]]:
    """Return the rungs above the one it stands on that somebody else holds, lowest first."""
    excluded = {user for case, kind in registry.find(row.scope) for user in kind.excluded(case)}
    directory = Directory(row.board_id, row.owners, excluded=excluded)
    return directory.above(row.owners, row.rung, row.holders)


def next_up(row: OpenMatter) -> tuple[Owner, date] | None:
    """Return who is told first if it is late, and on which day.

    None for what has no day, and where nobody else stands above.
    """
    if row.due_on is None or row.next_rung is None:
        return None
    return row.owners[row.next_rung], row.due_on + timedelta(days=settings.ESCALATE_AFTER_DAYS)


def _path(url: str) -> str:
    """Return the link of a mail: a path alone, without what stands behind it."""
    return url.partition("#")[0].partition("?")[0]


def _is_still_so(row: OpenMatter) -> bool:
    """Lock the row: it may have been done, moved or passed on since the list was read."""
    same = OpenMatter.objects.filter(pk=row.pk, due_on=row.due_on, rung=row.rung)
    return same.select_for_update(of=("self",)).exists()


def _claim(row: OpenMatter, rung: int) -> bool:
    """Write the claim; of two processes at once the unique constraint lets one through."""
    assert row.due_on is not None  # noqa: S101
    mine = Reminder(scope=row.scope, key=row.key, due_on=row.due_on, rung=rung)
    Reminder.objects.bulk_create([mine], ignore_conflicts=True)
    return Reminder.objects.filter(pk=mine.pk).exists()
