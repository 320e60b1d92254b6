"""The navigation items of the case itself, and its dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from scr_portal.deadlines.models import Deadline
from scr_portal.web.words import counted

from .actions import ReviewAction
from .enums import TermsStatus
from .history import named_by
from .models import Proceeding, Review, Seal, TermsOfReference
from .navigation import ComingDate, NavigationItem, dates, of_review, register_item


@dates(Review)
def clocks(visible: Any, user: Any, review: Any) -> Iterator[ComingDate]:
    """Yield the clocks of the review itself: whoever reads the review reads its timetable."""
    for clock in Deadline.objects.filter(review__in=visible.filter(pk=review.pk)).open():
        yield ComingDate(clock.due_on, clock.label)


@dates(Proceeding)
def holds(visible: Any, user: Any, review: Any) -> Iterator[ComingDate]:
    """Yield the days on which a hold turns into a question."""
    url = reverse("reviews:proceedings", args=[review.pk])
    for item in of_review(visible, user, review):
        if item.ended_on is not None:
            continue
        yield ComingDate(item.look_again_on, f"{item.get_kind_display()}: look at this again", url)


def terms_state(visible: Any, user: Any, review: Any) -> str:
    """Return the newest version this person may read, in words."""
    newest = visible.filter(review=review).exclude(status=TermsStatus.REPLACED).first()
    return str(newest.get_status_display()) if newest else "Not started"


def proceedings_state(visible: Any, user: Any, review: Any) -> str:
    """How many run at present."""
    running = sum(item.ended_on is None for item in of_review(visible, user, review))
    return counted(running, "running,running").capitalize() if running else "None"


register_item(
    NavigationItem(
        10,
        "Terms of reference",
        "The questions, and the years under review.",
        ReviewAction.VIEW_TERMS,
        lambda review: reverse("reviews:terms", args=[review.pk]),
        terms_state,
        TermsOfReference,
    )
)
register_item(
    NavigationItem(
        70,
        "Proceedings",
        "Trials and inquests, and what they hold back.",
        ReviewAction.VIEW_REVIEW,
        lambda review: reverse("reviews:proceedings", args=[review.pk]),
        proceedings_state,
        Proceeding,
    )
)
register_item(
    NavigationItem(
        72,
        "Sealed",
        "What is closed to all but named people, and until when.",
        ReviewAction.VIEW_REVIEW,
        lambda review: reverse("reviews:seals", args=[review.pk]),
        model=Seal,
        offered=lambda visible, user, review: visible.filter(review=review).exists(),
    )
)
register_item(
    NavigationItem(
        78,
        "Names",
        "Say who or what a name in a text is.",
        ReviewAction.SETTLE_NAMES,
        lambda review: reverse("reviews:names", args=[review.pk]),
    )
)
register_item(
    NavigationItem(
        79,
        "Genogram",
        "Who is whose parent, partner or carer.",
        ReviewAction.VIEW_GENOGRAM,
        lambda review: reverse("reviews:genogram", args=[review.pk]),
    )
)
register_item(
    NavigationItem(
        80,
        "Identities",
        "Who is who, kept apart from every text.",
        ReviewAction.VIEW_IDENTITIES,
        lambda review: reverse("reviews:identities", args=[review.pk]),
    )
)
register_item(
    NavigationItem(
        85,
        "Who can see names",
        "Each person who can see real names, by which right, and what has changed.",
        ReviewAction.VIEW_NAME_READERS,
        lambda review: reverse("reviews:name_readers", args=[review.pk]),
    )
)
register_item(
    NavigationItem(
        90,
        "History",
        "Who did and read what, and when.",
        ReviewAction.VIEW_HISTORY,
        lambda review: reverse("reviews:history", args=[review.pk]),
    )
)

named_by("reviews.Identity", "pseudonym")
named_by("reviews.Kinship", "kind")
named_by("deadlines.Deadline", "label")
