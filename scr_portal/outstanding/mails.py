"""The mails about what waits: what is late below somebody, and the summary of the week."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from scr_portal.access.roles import WITHOUT_SECOND_FACTOR, Role
from scr_portal.notices import mails

from .summaries import figures_for

ABOVE = frozenset({Role.AGENCY_LEAD, Role.BUSINESS_MANAGER, Role.BOARD_CHAIR})
"""Who stands above others on the ladder of what is late (`owners.py`)."""


def stands_above(person: Any, case: Any) -> bool:
    return bool(person.boards_as(*ABOVE).exists())


def wants_the_summary(person: Any, case: Any) -> bool:
    """Whether the mail of the week is wanted, and holds anything today."""
    works_here = person.memberships.current().exclude(role__in=WITHOUT_SECOND_FACTOR).exists()
    return person.weekly_summary and works_here and any(figures_of_today(person).values())


def figures_of_today(person: Any) -> dict[str, int]:
    return figures_for(person, timezone.localdate())


mails.register("deadline_passed_on", "something below them on the ladder is late", stands_above)
mails.register(
    "weekly_summary",
    "the week begins and something stands in their list",
    wants_the_summary,
    figures=figures_of_today,
)
