"""Name the person who links the family with the board."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reviews.models import Review
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.access import grants
from scr_portal.accounts.models import User
from scr_portal.refusals import Refused

from ..actions import FamilyAction
from ..models import PersonalContact


class NotOnBoard(Refused):
    """The person has no role on the board."""

    field = "user"
    sentence = "Invite this person to the board first."


@transaction.atomic
def name(review: Review, *, user: User, by: User) -> PersonalContact:
    """Name a personal contact; the family's pages of this one review open to them."""
    review = locked(review)
    access.require(FamilyAction.NAME_CONTACT, by, review)
    if not user.roles_on(review.board_id):
        raise NotOnBoard
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
