"""Lists of cases, each in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from .models import ConflictOfInterest, Referral, Review
from .policy import knows_of_conflicts


def cases_for(user: Any) -> QuerySet[Review]:
    """Reviews this person sees, with the day sign-off is due (None once met), newest first.

    One join with the running clock, which the database keeps to at most one a review: a subquery for each
    row would cost a page at the end of a long list half a second.
    """
    running = Q(clocks__kind="sign_off", clocks__met_on__isnull=True, clocks__stopped_on__isnull=True)
    reviews: QuerySet[Review] = Review.objects.visible_to(user)
    return (
        reviews.select_related("board")
        .annotate(running=FilteredRelation("clocks", condition=running))
        .annotate(due_on=F("running__due_on"))
        .order_by("-opened_at", "pk")
    )


def referrals_for(user: Any) -> QuerySet[Referral]:
    """Referrals this person sees that have not become a review."""
    referrals: QuerySet[Referral] = Referral.objects.visible_to(user)
    return referrals.filter(review__isnull=True).select_related("board", "agency")


def shut_out(user: Any, review: Review) -> set[Any]:
    """Return the keys of the people whom a conflict of interest shuts out of this review, for marking their names.

    Empty for a reader who is not to know.
    """
    if not knows_of_conflicts(user, review):
        return set()
    live = ConflictOfInterest.objects.filter(review=review, lifted_at__isnull=True)
    return set(live.values_list("user_id", flat=True))
