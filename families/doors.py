"""The place of a case that belongs to the family, and who is their contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from reviews.rooms import Door, Part, door, parts
from scr_portal import access
from scr_portal.web.words import counted

from .models import Relative


@parts
def personal_contacts(user: Any, review: Any) -> Iterator[Part]:
    """The family's own person, for those who may read about the family."""
    if not access.allowed("families.view_family", user, review):
        return
    for one in review.personal_contacts.filter(ended_at__isnull=True).select_related("user"):
        yield Part("Family’s personal contact", str(one.user))


def family_state(user: Any, review: Any) -> str:
    count = Relative.objects.visible_to(user).filter(review=review).count()
    return counted(count, "relative,relatives").capitalize()


door(
    Door(
        50,
        "Family",
        "What relatives wish, were told, and were given.",
        "families.view_family",
        lambda review: reverse("families:family", args=[review.pk]),
        family_state,
    )
)
