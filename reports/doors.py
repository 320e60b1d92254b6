"""The place of a case that belongs to the report."""

from __future__ import annotations

from django.urls import reverse

from reviews.rooms import Door, door

door(
    Door(
        60,
        "Overview report",
        "Written, agreed, signed off, and then made public.",
        "reviews.view_review",
        lambda review: reverse("reports:report", args=[review.pk]),
    )
)
