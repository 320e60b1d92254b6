"""Relatives: who they are, what they wish, what they were told and given."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from reviews.models import Identity, Review
from reviews.passages import closing_to
from reviews.services import identities
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import (
    IN_THE_FUTURE,
    Checks,
    Missing,
    Refused,
    is_blank,
    is_future,
    missing,
    refuse,
    refuse_each,
)
from scr_portal.web.stale import require_version

from .. import gates
from ..actions import FamilyAction
from ..enums import ContactKind, Means, Relationship
from ..models import CopyGiven, FamilyContact, Relative
from . import holds


class WishesNotRead(Refused):
    """A passage of how the relative is reached or spoken to is closed to whoever would replace it."""


NO_NAME = "Enter the relative’s name."
FIELDS = {"pseudonym": "label", "canonical": "name"}
"""The fields of the identity register, as the form for a relative names them."""


@transaction.atomic
def add(
    review: Review,
    *,
    name: str,
    relationship: str,
    label: str,
    contact_details: str = "",
    safe_contact: str = "",
    wishes: str = "",
    by: User,
) -> Relative:
    """Record a relative. The name goes into the identity register at once, under the label.

    Raises Refused for an empty name, for somebody who is in the register and for a label that another person of
    the case has.
    """
    review = locked(review)
    access.require(FamilyAction.RECORD_CONTACT, by, review)
    if is_blank(name):
        raise Missing({"name": NO_NAME})
    identity = entered(review, name=name, relationship=relationship, label=label, by=by)
    relative = Relative(
        review=review,
        identity=identity,
        relationship=relationship,
        contact_details=contact_details,
        added_by=by,
    )
    relative.safe_contact.write(safe_contact)
    relative.wishes.write(wishes)
    relative._history_user = by  # type: ignore[attr-defined]
    relative.save()
    audit.record("relative.added", by=by, on=relative)
    return relative


def entered(review: Review, *, name: str, relationship: str, label: str, by: User) -> Identity:
    """Return the relative's entry in the identity register; what it refuses is said in the words of this form."""
    try:
        return identities.enter_person(
            review.identity_register(),
            name=name,
            role=Relationship(relationship).label.lower(),
            pseudonym=label_of(relationship, label),
            by=by,
        )
    except Refused as refused:
        raise refused.under(FIELDS) from None


def checks_add(
    review: Review,
    *,
    name: str | None = None,
    relationship: str | None = None,
    label: str | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a relative: no name, and what the identity register refuses, in the words of this form."""
    if is_blank(name):
        return {"name": missing(NO_NAME)}
    pseudonym = label_of(relationship, label or "") if relationship else label
    refused = identities.checks_enter_person(review.identity_register(), name=name, pseudonym=pseudonym)
    return {FIELDS[field]: sentence for field, sentence in refused.items()}


def label_of(relationship: str, label: str) -> str:
    """Return the label shown instead of the name: as typed, otherwise who they are to the child."""
    return label.strip() or str(Relationship(relationship).label)


@transaction.atomic
def record_contact(
    relative: Relative,
    *,
    kind: str,
    means: str,
    on: datetime.date,
    note: str = "",
    despite_hold: str = "",
    by: User,
) -> FamilyContact:
    """Record what was said, asked or heard.

    A contact that took place while proceedings hold contact with the family is recorded too, with why it
    took place; without that it is refused.
    """
    review = locked(relative.review)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    refuse(checks_record_contact(review, on=on, despite_hold=despite_hold))
    contact = FamilyContact(
        relative=relative, kind=ContactKind(kind), means=Means(means), on=on, recorded_by=by
    )
    contact.note.write(note)
    contact.despite_hold.write(despite_hold)
    contact.save()
    audit.record("family.contact_recorded", by=by, on=relative, kind=kind)
    return contact


def checks_record_contact(
    review: Review, *, on: datetime.date | None = None, despite_hold: str | None = None, **others: Any
) -> Checks:
    """Return what is refused of a contact: a day to come, and no reason where contact was held on that day."""
    if is_future(on):
        return {"on": IN_THE_FUTURE}
    if on and is_blank(despite_hold) and gates.contact_held(review, on):
        return {
            "despite_hold": missing("Proceedings held contact with the family then. Say why it took place.")
        }
    return {}


@transaction.atomic
def change(
    relative: Relative, *, relationship: str, contact_details: str, version: int, by: User
) -> Relative:
    """Correct who the relative is to the child and how to reach them. Raises StaleForm."""
    relative = holds.locked(relative)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    require_version(relative, version)
    relative.relationship = Relationship(relationship)
    relative.contact_details = contact_details
    saved(relative, by=by)
    audit.record("relative.changed", by=by, on=relative)
    return relative


@transaction.atomic
def change_wishes(relative: Relative, *, safe_contact: str, wishes: str, version: int, by: User) -> Relative:
    """Write down anew how it is safe to reach the relative and how they wish to be spoken to.

    What it said before stays in the history of the relative. Raises StaleForm.
    """
    relative = holds.locked(relative)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    refuse_each(refusals_to_change_wishes(relative, by=by))
    require_version(relative, version)
    relative.safe_contact.write(safe_contact)
    relative.wishes.write(wishes)
    saved(relative, by=by)
    audit.record("relative.wishes_changed", by=by, on=relative)
    return relative


def refusals_to_change_wishes(relative: Relative, *, by: User) -> Iterator[Refused]:
    """Yield that a passage of what would be replaced is closed to this person. No writer of the wishes is kept."""
    closed = closing_to(by, relative, "safe_contact") or closing_to(by, relative, "wishes")
    if closed:
        yield WishesNotRead(closed.sentence)


def saved(relative: Relative, *, by: User) -> None:
    """Save with the person who changed it in the history, also outside a request."""
    relative.version += 1
    relative._history_user = by  # type: ignore[attr-defined]
    relative.save()


@transaction.atomic
def give_copy(
    relative: Relative, *, digest: str, given_on: datetime.date, means: str, declined: bool = False, by: User
) -> CopyGiven:
    """Record that this relative had, or did not want, a copy of the exact text. Twice is once."""
    locked(relative.review)
    access.require(FamilyAction.RECORD_CONTACT, by, relative)
    refuse(checks_give_copy(given_on=given_on))
    copy, new = CopyGiven.objects.get_or_create(
        relative=relative,
        digest=digest,
        defaults={
            "given_on": given_on,
            "means": "" if declined else Means(means),
            "declined": declined,
            "recorded_by": by,
        },
    )
    if new:
        audit.record("family.copy_given", by=by, on=relative, declined=declined, digest=digest)
    return copy


def checks_give_copy(*, given_on: datetime.date | None = None, **others: Any) -> Checks:
    """Return what is refused of a copy given."""
    return {"given_on": IN_THE_FUTURE} if is_future(given_on) else {}
