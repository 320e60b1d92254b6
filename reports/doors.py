"""The place of a case that belongs to the report."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.rooms import Door, door

from .models import OverviewReport


def report_state(visible: Any, user: Any, review: Any) -> str:
    """How far the report is, for those who may read it by now."""
    found = visible.filter(review=review).first()
    return found.get_status_display() if found else "Not to be read yet"


door(
    Door(
        60,
        "Overview report",
        "Written, agreed, signed off, and then made public.",
        ReviewAction.VIEW_REVIEW,
        lambda review: reverse("reports:report", args=[review.pk]),
        report_state,
        OverviewReport,
    )
)
