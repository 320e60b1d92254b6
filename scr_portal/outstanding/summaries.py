"""The summary of the week: how much waits, from the same rows and under the same headings as "Your work".

Sent on the first working day of each week on which the portal runs, from nine in the morning, to everybody who
works here, has something in their list, is not away and has not turned it off. People who were interviewed and
relatives get none: somebody they know tells them of each thing. The mail holds figures and a link.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from scr_portal import notices
from scr_portal.accounts.models import Absence, Membership, User
from scr_portal.deadlines.calendar import is_working_day

from . import keeping
from .lists import grouped, items_for
from .models import WeeklySummary
from .reminders import FIRST_HOUR, LONDON

FIGURES = {
    "Late": "late",
    "Today": "due",
    "This week": "due",
    "Later": "other",
    "No date set": "other",
    "Waiting for others": "waiting",
}
"""The heading of a list and the figure of the mail it is counted in."""


def send_all(now: datetime | None = None) -> int:
    """Record the notices of this week's summaries; how many.

    All of them in one transaction with the claim to the week, so that a crash leaves none and a second run, or
    two at once, send nothing twice.
    """
    local = (now or timezone.now()).astimezone(LONDON)
    today = local.date()
    if local.hour < FIRST_HOUR or not is_working_day(today):
        return 0
    week = today - timedelta(days=today.weekday())
    if WeeklySummary.objects.filter(week=week).exists():
        return 0
    keeping.catch_up()
    with transaction.atomic():
        if not _claim(week):
            return 0
        return sum(_send(person, week, today) for person in readers(today))


def readers(today: date) -> QuerySet[User]:
    """Everybody who is to get one, if anything is in their list."""
    working = Membership.objects.working()
    people = User.objects.filter(is_active=True, weekly_summary=True, pk__in=working.values("user"))
    return people.exclude(pk__in=Absence.objects.on(today).values("user")).order_by("pk")


def figures_for(user: Any, today: date) -> dict[str, int]:
    """How many things stand in this person's list, by the figure they are counted in."""
    figures = dict.fromkeys(FIGURES.values(), 0)
    for group in grouped(items_for(user), today):
        figures[FIGURES[group.heading]] += len(group.items)
    return figures


def _send(person: User, week: date, today: date) -> bool:
    figures = figures_for(person, today)
    if not any(figures.values()):
        return False
    notices.send(
        "weekly_summary",
        to=person,
        path=settings.LOGIN_REDIRECT_URL,
        figures=figures,
        dedupe_key=f"week:{week.isoformat()}:{person.pk}",
    )
    return True


def _claim(week: date) -> bool:
    """Write the claim; of two at once the second waits for the first and finds it taken."""
    _, created = WeeklySummary.objects.get_or_create(week=week)
    return created
