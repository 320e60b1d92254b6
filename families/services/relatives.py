"""Relatives: who they are, what they wish, what they were told and given."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.models import Review
from reviews.services import identities
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.accounts.models import User

from ..enums import ContactKind, Means, Relationship
from ..models import CopyGiven, FamilyContact, Relative


@transaction.atomic
def add(
    review: Review,
    *,
    name: str,
    relationship: str,
    label: str,
    contact_details: str = "",
    wishes: str = "",
    by: User,
) -> Relative:
    """Record a relative. The name goes into the identity register at once, under the label."""
    review = locked(review)
    access.require("families.record_contact", by, review)
    if not name.strip():
        raise ValidationError({"name": "Enter the relative’s name."})
    identity = identities.enter_person(
        review.identity_register(),
        name=name,
        role=Relationship(relationship).label.lower(),
        pseudonym=label or Relationship(relationship).label,
        by=by,
    )
    relative = Relative(
        review=review,
        identity=identity,
        relationship=relationship,
        contact_details=contact_details,
        added_by=by,
    )
    relative.wishes.write(wishes)
    relative.save()
    audit.record("relative.added", by=by, on=relative)
    return relative


@transaction.atomic
def record_contact(
    relative: Relative, *, kind: str, means: str, on: datetime.date, note: str = "", by: User
) -> FamilyContact:
    """Record what was said, asked or heard. Refused while proceedings hold family contact."""
    review = locked(relative.review)
    access.require("families.record_contact", by, relative)
    if on > timezone.localdate():
        raise ValidationError({"on": "The date must be today or in the past."})
    if review.proceedings.filter(holds_family_contact=True, ended_on__isnull=True).exists():
        raise ValidationError("Proceedings hold contact with the family at present.")
    contact = FamilyContact(
        relative=relative, kind=ContactKind(kind), means=Means(means), on=on, recorded_by=by
    )
    contact.note.write(note)
    contact.save()
    audit.record("family.contact_recorded", by=by, on=relative, kind=kind)
    return contact


@transaction.atomic
def not_to_be_told(relative: Relative, *, reason: str, by: User) -> Relative:
    """Record why a relative is not told; the reason stands beside the rule it answers."""
    relative = Relative.objects.select_for_update(of=("self",)).get(pk=relative.pk)
    access.require("families.record_contact", by, relative)
    if not reason.strip():
        raise ValidationError({"reason": "Write down why, and with whom it was agreed."})
    relative.not_told_because = reason
    relative.save()
    audit.record("family.not_to_be_told", by=by, on=relative)
    return relative


@transaction.atomic
def give_copy(
    relative: Relative, *, digest: str, given_on: datetime.date, means: str, declined: bool = False, by: User
) -> CopyGiven:
    """Record that this relative had, or did not want, a copy of the exact text. Twice is once."""
    locked(relative.review)
    access.require("families.record_contact", by, relative)
    if given_on > timezone.localdate():
        raise ValidationError({"given_on": "The date must be today or in the past."})
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
