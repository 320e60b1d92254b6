"""The place of a case that belongs to the family."""

from __future__ import annotations

from django.urls import reverse

from reviews.rooms import Door, door

door(
    Door(
        50,
        "Family",
        "What relatives wish, were told, and were given.",
        "families.view_family",
        lambda review: reverse("families:family", args=[review.pk]),
    )
)
