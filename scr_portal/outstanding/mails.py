"""The mail about everything that waits for somebody: the summary of the week."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from scr_portal.access.roles import WITHOUT_SECOND_FACTOR
from scr_portal.notices import mails

from .summaries import figures_for


def wants_the_summary(person: Any, case: Any) -> bool:
    """Whether the mail of the week is wanted, and holds anything today."""
    works_here = person.memberships.current().exclude(role__in=WITHOUT_SECOND_FACTOR).exists()
    return person.weekly_summary and works_here and any(figures_of_today(person).values())


def figures_of_today(person: Any) -> dict[str, int]:
    return figures_for(person, timezone.localdate())


mails.register(
    "weekly_summary",
    "the week begins and something stands in their list",
    wants_the_summary,
    figures=figures_of_today,
)
