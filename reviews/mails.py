"""The mails about a referral, its decision and what the board agrees for a review; and who is meant by a role or a part."""

from __future__ import annotations

from typing import Any

from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.notices import mails
from scr_portal.notices.mails import Audience

from .landing import may_be_asked
from .models import Referral, Review, Seal


def holds(*roles: Role) -> Audience:
    """Return the audience of those who hold one of these roles on the board of the case."""
    return lambda person, case: bool(person.roles_on(case.board_id) & set(roles))


def has_part(*parts: str) -> Audience:
    """Return the audience of those who have one of these parts in the review."""
    return lambda person, case: bool(grants.held(person, case) & set(parts))


def either(*audiences: Audience) -> Audience:
    return lambda person, case: any(audience(person, case) for audience in audiences)


def referred(person: Any, case: Any) -> bool:
    return bool(case.referred_by_id == person.pk)


def reads(person: Any, case: Any) -> bool:
    """Whether the review is open to this person, who could have declared a conflict of interest in it."""
    return bool(Review.objects.visible_to(person).filter(pk=case.pk).exists())


def placed_a_seal(person: Any, case: Any) -> bool:
    return bool(Seal.objects.filter(review=case, sealed_by=person).exists())


def can_be_asked(person: Any, case: Any) -> bool:
    """Whether something in the case can come to wait for this person."""
    return may_be_asked(person) and bool(type(case).objects.visible_to(person).filter(pk=case.pk).exists())


BOTH = (Referral, Review)
MANAGER, CHAIR, COMMITTEE = Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.SUB_GROUP

mails.register("referral_received", "a referral is sent to the board", holds(MANAGER), of=Referral)
mails.register("referral_returned", "the board asks for more about their referral", referred, of=Referral)
mails.register("decision_due", "the committee has made its recommendation", holds(CHAIR), of=Referral)
mails.register(
    "recommendation_asked_again",
    "the board chair asks for the recommendation again",
    holds(COMMITTEE, MANAGER),
    of=Referral,
)
mails.register(
    "decision_recorded", "the board chair has decided", either(referred, holds(MANAGER)), of=Referral
)
mails.register(
    "terms_proposed",
    "terms of reference are put before the panel chair",
    has_part("chair_panel"),
    of=Review,
)
mails.register(
    "terms_returned",
    "the panel chair returns the terms of reference",
    holds(MANAGER, COMMITTEE),
    of=Review,
)
mails.register(
    "terms_of_reference_issued",
    "terms of reference are agreed",
    has_part("write_overview", "sit_on_panel", "write_for_agency"),
    of=Review,
)
mails.register(
    "proceedings_changed",
    "the end of proceedings beside the review is put to them, or not agreed",
    holds(CHAIR, MANAGER),
    of=Review,
)
mails.register(
    "conflict_lifted", "the board chair lifts a conflict of interest they declared", reads, of=Review
)
mails.register(
    "seal_changed",
    "something changes about a seal they placed",
    either(holds(MANAGER), has_part("chair_panel"), placed_a_seal),
    of=Review,
)
mails.register("deadline_due", "something that waits for them is due soon", can_be_asked, of=BOTH)
mails.register(
    "deadline_overdue", "the day of something that waits for them has passed", can_be_asked, of=BOTH
)
mails.register(
    "deadline_passed_on",
    "something is late with somebody below them",
    holds(Role.AGENCY_LEAD, MANAGER, CHAIR),
    of=BOTH,
)
