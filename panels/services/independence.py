"""Who may be appointed to what: each rule once, with its source, for the service, the form and the page.

A rule names the people it stands against in one review. Some can never be set aside; the others the board
chair can, with a reason that is shown where the person is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviews.enums import IdentityKind
from reviews.models import Review
from reviews.policy import interviewed_in
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership, User
from scr_portal.refusals import Checks, Sentence, missing
from scr_portal.web.sorting import by_words

from ..enums import Capacity, CommissionStatus, IndependenceQuestion, called
from ..models import AuthorReplacement, ManagementReview

ALL = frozenset(Capacity)
OF_ONE_PERSON = frozenset({Capacity.PANEL_CHAIR, Capacity.OVERVIEW_AUTHOR})
"""Held by one person at a time."""

ROLES: Mapping[Capacity, tuple[Role, ...]] = {
    Capacity.PANEL_CHAIR: (Role.PANEL_CHAIR,),
    Capacity.OVERVIEW_AUTHOR: (Role.OVERVIEW_AUTHOR,),
    Capacity.PANEL_MEMBER: (Role.PANEL_MEMBER, Role.SUB_GROUP, Role.AGENCY_LEAD),
}
"""The roles on the board from which each capacity is filled. Source: Portsmouth leaflet, a panel of senior
managers, an independent chair, an independent overview author."""

MANAGERS = (Role.SUB_GROUP, Role.AGENCY_LEAD)
"""Who may chair where the procedure asks for no independent chair: a senior manager (Kingston leaflet)."""

Answers = Mapping[str, tuple[bool, str]]
"""Question to (yes, words); the words say how where it is yes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`people(review)` gives the keys of those whom the rule stands against."""

    sentence: str
    source: str
    people: Callable[[Review], Iterable[Any]]
    capacities: frozenset[Capacity] = ALL
    may_be_set_aside: bool = False
    of_independence: bool = False
    """Asked only of those whom the procedure of the case wants independent."""


def independent_in(review: Review) -> frozenset[Capacity]:
    """Return the capacities that the procedure of the case gives to somebody independent of it."""
    return frozenset(Capacity(name) for name in review.procedure.panel.independent)


def rules_for(review: Review, capacity: Capacity) -> list[Rule]:
    """Return the rules that are asked of somebody in this capacity, each with where this board promises it."""
    asked = capacity in independent_in(review)
    return [
        replace(rule, source=review.procedure.cites("panels.chair_and_author_appointed", rule.source))
        if rule.of_independence
        else replace(rule, source=review.procedure.cites("", rule.source))
        for rule in RULES
        if capacity in rule.capacities and (asked or not rule.of_independence)
    ]


def roles_for(review: Review, capacity: Capacity) -> tuple[Role, ...]:
    """Return the roles on the board from which a capacity is filled."""
    managers = MANAGERS if capacity == Capacity.PANEL_CHAIR and capacity not in independent_in(review) else ()
    return (*ROLES[capacity], *managers)


def holding(review: Review, *roles: Role) -> Iterable[Any]:
    return (
        Membership.objects.current()
        .filter(board=review.board_id, role__in=roles)
        .values_list("user_id", flat=True)
    )


def in_conflict(review: Review) -> Iterable[Any]:
    return review.conflicts.filter(lifted_at__isnull=True).values_list("user_id", flat=True)


def appointed(review: Review) -> Iterable[Any]:
    return review.appointments.current().values_list("user_id", flat=True)


def wrote_or_signed(review: Review) -> set[Any]:
    """Those who write, wrote or handed in what an agency contributes."""
    commissions = review.commissions.exclude(author=None).values_list("author_id", flat=True)
    signed = ManagementReview.objects.filter(commission__review=review).exclude(submitted_by=None)
    former = AuthorReplacement.objects.filter(commission__review=review).values_list("former_id", flat=True)
    return {*commissions, *signed.values_list("submitted_by_id", flat=True), *former}


def work_for_an_agency_involved(review: Review) -> Iterable[Any]:
    involved = review.commissions.exclude(status=CommissionStatus.ENDED).values("agency")
    return Membership.objects.current().filter(agency__in=involved).values_list("user_id", flat=True)


def named_like_a_person_of_the_case(review: Review) -> set[Any]:
    """Members of the board who bear a registered name: the portal cannot tell a namesake from the person."""
    register = review.identity_register()
    people = register.identities.filter(kind=IdentityKind.PERSON) if register else ()
    names = {plain(identity.canonical) for identity in people}
    members = User.objects.filter(memberships__board=review.board_id).distinct()
    return {user.pk for user in members if plain(user.name) in names}


def plain(name: str) -> str:
    return " ".join(name.casefold().split())


RULES = (
    Rule(
        "This person has declared a conflict of interest in this review.",
        "Standard practice: access is withdrawn as soon as a conflict is declared",
        in_conflict,
    ),
    Rule(
        "This person already has an appointment in this review.",
        "Portsmouth leaflet: chair, overview author and panel are different people",
        appointed,
    ),
    Rule(
        "A relative cannot be appointed in a case.",
        "Portsmouth leaflet: family members are invited to contribute, the panel is independent of them",
        lambda review: holding(review, Role.RELATIVE),
    ),
    Rule(
        "This person is interviewed in this review, so cannot be appointed in it.",
        "Portsmouth leaflet: staff who worked with the family are interviewed; the panel judges what they say",
        interviewed_in,
    ),
    Rule(
        "The board chair signs the report, so cannot chair the panel or write it.",
        "Standard practice: the overview author is neither board chair nor panel chair",
        lambda review: holding(review, Role.BOARD_CHAIR),
        OF_ONE_PERSON,
    ),
    Rule(
        "This person writes or has written for an agency in this review, so is not independent of it.",
        "Portsmouth leaflet: a panel ‘chaired by an independent person’ and ‘an independent overview author’",
        wrote_or_signed,
        OF_ONE_PERSON,
        of_independence=True,
    ),
    Rule(
        "This person works for an agency that takes part in the review.",
        "Working Together: the reviewer is independent of the case and of the organisations reviewed",
        work_for_an_agency_involved,
        OF_ONE_PERSON,
        may_be_set_aside=True,
        of_independence=True,
    ),
    Rule(
        "This person bears the name of somebody in the case.",
        "The portal’s own rule: nobody is appointed in their own case by oversight",
        named_like_a_person_of_the_case,
        may_be_set_aside=True,
    ),
)


def stops(review: Review, user: User, capacity: Capacity) -> list[Rule]:
    """Return the rules that stand against this person in this capacity."""
    return [rule for rule in rules_for(review, capacity) if user.pk in set(rule.people(review))]


def candidates(review: Review, capacity: Capacity) -> list[tuple[User, str]]:
    """Those who can be appointed, each with role, agency and what to know of them, sorted by name.

    Rules that can never be set aside leave people out; the others are named.
    """
    members = Membership.objects.current().filter(
        board=review.board_id, role__in=roles_for(review, capacity), user__is_active=True
    )
    described: dict[User, list[str]] = {}
    for membership in members.select_related("user", "agency"):
        part = membership.get_role_display()
        agency = f", {membership.agency}" if membership.agency else ""
        described.setdefault(membership.user, []).append(f"{part}{agency}")
    for rule in rules_for(review, capacity):
        against = set(rule.people(review))
        for user in [user for user in described if user.pk in against]:
            if rule.may_be_set_aside:
                described[user].append(f"{rule.sentence} The board chair can set this aside.")
            else:
                del described[user]
    if capacity not in independent_in(review):
        for user in [user for user in described if user.pk in wrote_or_signed(review)]:
            described[user].append(WARNING)
    return [(user, ". ".join(remarks)) for user, remarks in by_words(described.items(), lambda item: item[0])]


WARNING = "Wrote or signed what an agency hands in to this review"
"""Source: training analysis of reviews, where a panel that overlapped with its authors was criticised."""


def checks(
    review: Review, user: User | None, capacity: Capacity, answers: Answers, *, set_aside: bool
) -> Checks:
    """Return what stands against the appointment, field by field: the person, and what they answered."""
    refused: Checks = {}
    if user is not None and (sentence := against(review, user, capacity, set_aside=set_aside)):
        refused["user"] = Sentence(sentence, code="rule_against")
    if capacity in independent_in(review):
        refused |= checks_answers(answers, set_aside=set_aside)
    return refused


def against(review: Review, user: User, capacity: Capacity, *, set_aside: bool) -> str | None:
    """Return the first rule that stands against this person in this capacity."""
    roles = user.roles_on(review.board_id)
    if not roles:
        return "Invite this person to the board first."
    for rule in stops(review, user, capacity):
        if not rule.may_be_set_aside:
            return rule.sentence
        if not set_aside:
            return f"{rule.sentence} The board chair can set this aside with a reason."
    if not roles & set(roles_for(review, capacity)):
        words = called(capacity, review.procedure.terms)
        return f"{words[:1].upper()}{words[1:]} is none of the roles this person has on the board."
    return None


def checks_answers(answers: Answers, *, set_aside: bool) -> Checks:
    """Every question answered, in words where the answer is yes; a yes only where the board chair sets it aside."""
    refused: Checks = {}
    for question in IndependenceQuestion:
        if question not in answers:
            refused[question] = missing("Answer yes or no.")
            continue
        yes, words = answers[question]
        if yes and not words.strip():
            refused[f"{question}_words"] = missing("Say how.")
        if yes and not set_aside:
            refused[question] = Sentence(
                "With this answer the person is not independent. The board chair can set this aside with a reason.",
                code="not_independent",
            )
    return refused
