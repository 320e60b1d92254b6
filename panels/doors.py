"""The places of a case that belong to the panel's room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from reviews.rooms import Door, door


def to(name: str) -> Callable[[Any], str]:
    """The address of a place in whichever review is asked for."""
    return lambda review: reverse(f"panels:{name}", args=[review.pk])


door(
    Door(
        20,
        "Panel",
        "The independent chair, the overview author and the members.",
        "reviews.view_review",
        to("panel"),
    )
)
door(
    Door(
        30, "Agencies", "Who was asked for what, and what has come in.", "reviews.view_review", to("agencies")
    )
)
door(
    Door(
        40,
        "Integrated chronology",
        "All agencies’ events in one order.",
        "panels.view_integrated",
        to("integrated"),
    )
)
