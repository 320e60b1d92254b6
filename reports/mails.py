"""The mails about the overview report and its public edition."""

from __future__ import annotations

from typing import Any

from reviews.mails import has_part, holds
from reviews.models import Review
from scr_portal.access.roles import Role
from scr_portal.notices import mails

from .models import EditionReader

MANAGER, CHAIR = Role.BUSINESS_MANAGER, Role.BOARD_CHAIR


def reads_an_edition(person: Any, case: Any) -> bool:
    """Whether this person is appointed to read a public edition before it is published."""
    return bool(EditionReader.objects.filter(reader=person, edition__report__review=case).exists())


mails.register(
    "report_submitted",
    "the overview report is put before the panel",
    has_part("chair_panel", "sit_on_panel"),
    of=Review,
)
mails.register(
    "report_returned", "the overview report is returned with points", has_part("write_overview"), of=Review
)
mails.register("report_agreed", "the panel chair has agreed the overview report", holds(CHAIR), of=Review)
mails.register("report_signed", "the board chair has signed the overview report", holds(MANAGER), of=Review)
mails.register(
    "edition_reader_appointed",
    "they are asked to read the public edition before it is published",
    reads_an_edition,
    of=Review,
)
mails.register("edition_read", "both readers of the public edition have finished", holds(MANAGER), of=Review)
mails.register("edition_objected", "points are raised on the public edition", holds(MANAGER), of=Review)
mails.register("published", "the report is published", holds(CHAIR), of=Review)
mails.register("edition_held", "proceedings take a published report down", holds(MANAGER, CHAIR), of=Review)
mails.register(
    "edition_withdrawn",
    "a published report is withdrawn because a name in it was taken back",
    holds(MANAGER, CHAIR),
    of=Review,
)
