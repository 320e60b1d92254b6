"""The places of a case that belong to this room."""

from __future__ import annotations

from django.urls import reverse

from .rooms import Door, door

door(
    Door(
        10,
        "Terms of reference",
        "The questions, and the years under review.",
        "reviews.view_terms",
        lambda review: reverse("reviews:terms", args=[review.pk]),
    )
)
door(
    Door(
        70,
        "Proceedings",
        "Trials and inquests, and what they hold back.",
        "reviews.view_review",
        lambda review: reverse("reviews:proceedings", args=[review.pk]),
    )
)
door(
    Door(
        80,
        "Identities",
        "Who is who, kept apart from every text.",
        "reviews.view_identities",
        lambda review: reverse("reviews:identities", args=[review.pk]),
    )
)
door(
    Door(
        90,
        "History",
        "Who did and read what, and when.",
        "reviews.view_history",
        lambda review: reverse("reviews:history", args=[review.pk]),
    )
)
