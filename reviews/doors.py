"""The places of a case that belong to this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from scr_portal.deadlines.models import Deadline
from scr_portal.web.words import counted

from .enums import TermsStatus
from .policy import may_view_terms
from .rooms import ComingDate, Door, dates, door


@dates
def of_the_review(user: Any, review: Any) -> Iterator[ComingDate]:
    """The clocks of the review itself, and the days on which a hold turns into a question."""
    for clock in Deadline.objects.about(review).open():
        yield ComingDate(clock.due_on, clock.label)
    url = reverse("reviews:proceedings", args=[review.pk])
    for item in review.proceedings.filter(ended_on__isnull=True):
        yield ComingDate(item.look_again_on, f"{item.get_kind_display()}: look at this again", url)


def terms_state(user: Any, review: Any) -> str:
    """The newest version this person may read, in words."""
    for one in review.terms.exclude(status=TermsStatus.REPLACED):
        if may_view_terms(user, one) is None:
            return str(one.get_status_display())
    return "Not begun"


def proceedings_state(user: Any, review: Any) -> str:
    """How many run at present."""
    running = review.proceedings.filter(ended_on__isnull=True).count()
    return counted(running, "running,running").capitalize() if running else "None"


door(
    Door(
        10,
        "Terms of reference",
        "The questions, and the years under review.",
        "reviews.view_terms",
        lambda review: reverse("reviews:terms", args=[review.pk]),
        terms_state,
    )
)
door(
    Door(
        70,
        "Proceedings",
        "Trials and inquests, and what they hold back.",
        "reviews.view_review",
        lambda review: reverse("reviews:proceedings", args=[review.pk]),
        proceedings_state,
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
