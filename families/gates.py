"""What a family is promised, as rules that hold the next step shut."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from reviews import owners as of_case
from reviews.models import Review
from scr_portal.web.words import long_date
from scr_portal.workflow import Outstanding, gate

from . import owners
from .enums import ContactKind
from .models import FamilyContact, NotToldHold, Relative


def without_contact(review: Review, kind: str) -> Any:
    """Relatives of the review with whom no contact of this kind is recorded."""
    contact = FamilyContact.objects.filter(relative=OuterRef("pk"), kind=kind)
    return Relative.objects.filter(review=review).filter(~Exists(contact)).select_related("identity")


def contact_held(review: Review, on: datetime.date) -> bool:
    """Whether proceedings held contact with the family on this day: those that run now, or ended later."""
    held = review.proceedings.filter(holds_family_contact=True)
    return bool(held.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on)).exists())


def not_held(
    relatives: QuerySet[Relative], *, since: datetime.datetime | None = None
) -> Iterator[tuple[Relative, str]]:
    """Relatives whom no decision keeps from being told, each with what became of one that was made.

    With `since` a decision counts only if it was agreed, or looked at again, after that moment. A decision
    postpones: once it has ended or its day has passed, the relative is owed everything again.
    """
    counting = NotToldHold.objects.current()
    if since is not None:
        counting = NotToldHold.objects.reviewed_since(since)
    for relative in relatives.exclude(pk__in=counting.values("relative")):
        open_hold = relative.not_told_holds.open().last()
        yield relative, "" if open_hold is None else said_of(open_hold)


def said_of(hold: NotToldHold) -> str:
    """Why a decision not to tell somebody does not count now."""
    if hold.agreed_at is None:
        return " That they are not told for now waits for a second person to agree."
    if not hold.is_current:
        return (
            f" That they are not told for now was to be looked at again on {long_date(hold.look_again_on)}."
        )
    return " They are not told for now. Look at that again before the report is public."


@gate("families.told_of_review", source="Isle of Wight leaflet: ‘you should know about the review’")
def told_of_review(review: Review) -> Iterator[Outstanding]:
    rule = review.procedure.family
    if not rule.told_before_gathering:
        return
    if not review.relatives.exists():
        yield Outstanding(
            "No relative is recorded yet. Say who is to be told.",
            rule.told_source,
            owner=of_case.manager(review),
            url=reverse("families:family", args=[review.pk]),
            act="Record who in the family is to be told",
            form=reverse("families:relative_add", args=[review.pk]),
            key=f"relatives:{review.pk}",
            watchers=owners.readers(review),
        )
    yield from relatives_to_tell(review)


def relatives_to_tell(review: Review) -> Iterator[Outstanding]:
    """Each relative who has not been told that there is a review, at whatever stage it is."""
    later = contact_held(review, timezone.localdate())
    for relative, hold in not_held(without_contact(review, ContactKind.TOLD)):
        yield contact_matter(
            relative,
            review,
            key="told",
            sentence=f"{relative} has not been told that there is a review.{hold}",
            act=f"Tell {relative} that there is a review",
            source=review.procedure.family.told_source,
            later=later,
        )


def contact_matter(
    relative: Relative,
    review: Review,
    *,
    key: str,
    sentence: str,
    act: str,
    source: str = "",
    later: bool = False,
) -> Outstanding:
    """Something a relative is owed, with the family’s contact."""
    return Outstanding(
        sentence,
        source,
        owner=owners.contact(review),
        url=relative.get_absolute_url(),
        act=act,
        form=reverse("families:contact_record", args=[review.pk, relative.pk]),
        key=f"{key}:{relative.pk}",
        later=later,
        watchers=owners.readers(review),
    )
