"""The navigation item of the family, and who is their contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from reviews.history import named_by
from reviews.navigation import NavigationItem, Part, parts, register_item
from scr_portal.web.words import counted

from .actions import FamilyAction
from .models import PersonalContact, Relative


@parts(PersonalContact)
def personal_contacts(visible: Any, user: Any, review: Any) -> Iterator[Part]:
    """Yield the family's own person, for those who may read about the family."""
    for contact in visible.filter(review=review, ended_at__isnull=True).select_related("user"):
        yield Part("Family’s personal contact", str(contact.user), contact.user_id)


def family_state(visible: Any, user: Any, review: Any) -> str:
    count = visible.filter(review=review).count()
    return counted(count, "relative,relatives").capitalize()


register_item(
    NavigationItem(
        50,
        "Family",
        "What relatives wish, were told, and were given.",
        FamilyAction.VIEW_FAMILY,
        lambda review: reverse("families:family", args=[review.pk]),
        family_state,
        Relative,
    )
)

named_by("families.Relative", "identity__pseudonym")
