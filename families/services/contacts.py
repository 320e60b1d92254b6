"""Name the person who links the family with the board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from reviews.models import Review
from reviews.policy import interviewed_in
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Refused, refuse_each
from scr_portal.web.sorting import by_words

from ..actions import FamilyAction
from ..models import PersonalContact


class NotOnBoard(Refused):
    """The person has no role on the board."""

    field = "user"
    sentence = "Invite this person to the board first."


class NotOfThisRole(Refused):
    """The person has other roles on the board than that of a family's personal contact."""

    field = "user"
    sentence = "Only somebody whose role on the board is family’s personal contact can be named."


class RelativeOfCase(Refused):
    """A relative would read what the other relatives said and where they are."""

    field = "user"
    sentence = "A relative cannot be a family’s personal contact."


class InterviewedInReview(Refused):
    """Staff who worked with the family are interviewed; somebody else speaks with the family."""

    field = "user"
    sentence = "This person is interviewed in this review, so cannot be the family’s personal contact."


class InConflict(Refused):
    """The person has declared a conflict of interest that stands."""

    field = "user"
    sentence = "This person has declared a conflict of interest in this review."


def refusals_of(review: Review, user: User) -> Iterator[Refused]:
    """Say why this person cannot be the personal contact in this review."""
    roles = user.roles_on(review.board_id)
    if not roles:
        yield NotOnBoard()
    elif refused := kept_out(review).get(user.pk):
        yield refused()
    elif Role.FAMILY_LIAISON not in roles:
        yield NotOfThisRole()


def kept_out(review: Review) -> dict[Any, type[Refused]]:
    """Return whom a rule keeps from being the contact, and which.

    Source: Hampshire leaflet, a personal contact links the family with the board; Portsmouth leaflet, staff who worked
    with the family are interviewed.
    """
    relatives = (
        review.board.memberships.current().filter(role=Role.RELATIVE).values_list("user_id", flat=True)
    )
    conflicts = review.conflicts.filter(lifted_at__isnull=True).values_list("user_id", flat=True)
    return {
        **dict.fromkeys(conflicts, InConflict),
        **dict.fromkeys(interviewed_in(review), InterviewedInReview),
        **dict.fromkeys(relatives, RelativeOfCase),
    }


def candidates(review: Review) -> list[tuple[User, str]]:
    """Return those who can be named and are not yet, each with role and agency, sorted by name."""
    named = review.personal_contacts.filter(ended_at__isnull=True).values("user")
    members = review.board.memberships.current().filter(role=Role.FAMILY_LIAISON, user__is_active=True)
    out = kept_out(review)
    described: dict[User, str] = {}
    for membership in members.exclude(user__in=named).select_related("user", "agency"):
        agency = f", {membership.agency}" if membership.agency else ""
        if membership.user_id not in out:
            described.setdefault(membership.user, f"{membership.get_role_display()}{agency}")
    return by_words(described.items(), lambda item: item[0])


@transaction.atomic
def name(review: Review, *, user: User, by: User) -> PersonalContact:
    """Name a personal contact; the family's pages of this one review open to them."""
    review = locked(review)
    access.require(FamilyAction.NAME_CONTACT, by, review)
    refuse_each(refusals_of(review, user))
    contact, _ = PersonalContact.objects.get_or_create(
        review=review, user=user, ended_at=None, defaults={"named_by": by}
    )
    grants.grant(user, "support_family", review)
    audit.record("family.contact_named", by=by, on=review, user=user.pk)
    return contact


@transaction.atomic
def end(contact: PersonalContact, *, by: User) -> PersonalContact:
    """End the appointment of the contact, and access with it."""
    contact = PersonalContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    access.require(FamilyAction.NAME_CONTACT, by, contact.review)
    if contact.ended_at is None:
        contact.ended_at = timezone.now()
        contact.save()
        grants.end(contact.user, "support_family", contact.review)
        audit.record("family.contact_ended", by=by, on=contact.review, user=contact.user_id)
    return contact
