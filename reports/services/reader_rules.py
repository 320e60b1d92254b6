"""Who may read a public edition before it is public: each rule once, with its source, for service, form and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from panels.enums import Capacity
from panels.services.independence import (
    holding,
    in_conflict,
    named_like_a_person_of_the_case,
    wrote_or_signed,
)
from reviews.policy import interviewed_in
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Membership, User
from scr_portal.web.sorting import by_words

from ..enums import BLIND
from ..models import PublicEdition

ROLES = (
    Role.AGENCY_LEAD,
    Role.REFERRER,
    Role.IMR_AUTHOR,
    Role.PANEL_MEMBER,
    Role.PANEL_CHAIR,
    Role.SUB_GROUP,
    Role.BOARD_CHAIR,
)
"""Who works on cases of the board and does not keep its register of names."""
OWN_RULE = (
    "The portal’s own rule: two people look before the public does, and neither knows what the other found"
)
STANDARD = "Standard practice: nobody checks their own text"


@dataclass(frozen=True, slots=True)
class Rule:
    """`people(edition)` gives the keys of those whom the rule stands against. None can be set aside."""

    sentence: str
    source: str
    people: Callable[[PublicEdition], Iterable[Any]]


def wrote_the_report(edition: PublicEdition) -> set[Any]:
    """Whoever is or was its author, and whoever began it."""
    held = edition.review.appointments.filter(capacity=Capacity.OVERVIEW_AUTHOR)
    return {*held.values_list("user_id", flat=True), edition.report.begun_by_id}


RULES = (
    Rule("This person wrote the report.", STANDARD, wrote_the_report),
    Rule(
        "This person made the public edition.",
        STANDARD,
        lambda edition: [edition.prepared_by_id],
    ),
    Rule(
        "This person writes or has written for an agency in this review, and the report draws on it.",
        STANDARD,
        lambda edition: wrote_or_signed(edition.review),
    ),
    Rule(
        "This person is interviewed in this review.",
        "Portsmouth leaflet: staff who worked with the family are interviewed; they know who it is",
        lambda edition: interviewed_in(edition.review),
    ),
    Rule(
        "This person is a relative in a case of the board.",
        "Portsmouth leaflet: family members are invited to contribute; they know who it is",
        lambda edition: holding(edition.review, Role.RELATIVE),
    ),
    Rule(
        "This person is the family’s personal contact.",
        "Isle of Wight leaflet: a representative stays in contact with the family, and knows who it is",
        lambda edition: grants.holders("support_family", edition.review).values_list("pk", flat=True),
    ),
    Rule(
        "This person has declared a conflict of interest in this review.",
        "Standard practice: access is withdrawn as soon as a conflict is declared",
        lambda edition: in_conflict(edition.review),
    ),
    Rule(
        "This person bears the name of somebody in the case.",
        "The portal’s own rule: nobody is appointed in their own case by oversight",
        lambda edition: named_like_a_person_of_the_case(edition.review),
    ),
)
SAME_PERSON = Rule("This person reads this edition already.", OWN_RULE, lambda edition: readers_now(edition))
SAME_AGENCY = Rule(
    "The other reader comes from the same agency. Of people who work for no agency, one reads.",
    OWN_RULE,
    lambda edition: (),
)
"""Asked for the first two readers; who comes from where is in `agencies_of`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the board who works on cases: what they do there, and the first rule that stands against them."""

    user: User
    described: str
    agency: Agency | None
    against: Rule | None


def candidates(edition: PublicEdition, part: str) -> list[Candidate]:
    """Return everybody who works on cases of the board, sorted by name, each with the rule that stands against them."""
    members: dict[User, list[Membership]] = {}
    rows = Membership.objects.current().filter(board=edition.board_id, role__in=ROLES, user__is_active=True)
    for membership in rows.select_related("user", "agency"):
        members.setdefault(membership.user, []).append(membership)
    rules = [(rule, set(rule.people(edition))) for rule in (*RULES, SAME_PERSON)]
    taken = agencies_taken(edition) if part in BLIND else None
    found = []
    for user, held in members.items():
        against = next((rule for rule, people in rules if user.pk in people), None)
        agencies: set[Any] = {membership.agency_id for membership in held if membership.agency_id} or {None}
        if against is None and taken is not None and agencies & taken:
            against = SAME_AGENCY
        found.append(Candidate(user, described(held), agency_of(held), against))
    return by_words(found, lambda candidate: candidate.user)


def described(held: list[Membership]) -> str:
    """Return the roles of a person with their agencies."""
    words = [
        f"{membership.get_role_display()}{f', {membership.agency}' if membership.agency else ''}"
        for membership in held
    ]
    return "; ".join(sorted(words))


def agency_of(held: list[Membership]) -> Agency | None:
    """Return the agency somebody works for; None for the board's own and independent people."""
    return next((membership.agency for membership in held if membership.agency_id), None)


def agencies_taken(edition: PublicEdition) -> set[Any]:
    """Return the agencies of the blind readers appointed now; None stands for no agency."""
    rows = edition.readers.current().filter(part__in=BLIND)
    readers = list(rows.values_list("reader_id", "agency_id"))
    held = Membership.objects.current().filter(
        board=edition.board_id, user__in=[reader for reader, _ in readers]
    )
    return {agency for _, agency in readers} | set(
        held.exclude(agency=None).values_list("agency_id", flat=True)
    )


def readers_now(edition: PublicEdition) -> list[Any]:
    return list(edition.readers.current().values_list("reader_id", flat=True))
