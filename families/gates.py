"""What a family is promised, as rules that hold the next step shut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from scr_portal.workflow import Outstanding, gate

from .enums import ContactKind
from .models import FamilyContact, Relative


def without_contact(review: Any, kind: str) -> Any:
    """Relatives of the review with whom no contact of this kind is recorded."""
    contact = FamilyContact.objects.filter(relative=OuterRef("pk"), kind=kind)
    return Relative.objects.filter(review=review).filter(~Exists(contact)).select_related("identity")


@gate("families.told_of_review", source="Isle of Wight leaflet: 'you should know about the review'")
def told_of_review(review: Any) -> Iterator[Outstanding]:
    rule = review.procedure.family
    if not rule.told_before_gathering:
        return
    url = reverse("families:family", args=[review.pk])
    if not review.relatives.exists():
        yield Outstanding(
            "No relative is recorded yet. Say who is to be told.",
            rule.told_source,
            owner="the manager",
            url=url,
        )
    for relative in without_contact(review, ContactKind.TOLD):
        if not relative.not_told_because:
            yield Outstanding(
                f"{relative} has not been told that there is a review.",
                rule.told_source,
                owner="the family’s contact",
                url=relative.get_absolute_url(),
            )
