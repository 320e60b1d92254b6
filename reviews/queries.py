"""Lists of cases, each in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from .enums import Outcome, ReferralStatus
from .models import ConflictOfInterest, Decision, Referral, Review
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
    """Referrals this person sees on which nothing has been decided yet."""
    referrals: QuerySet[Referral] = Referral.objects.visible_to(user)
    return referrals.exclude(status=ReferralStatus.DECIDED).select_related("board", "agency")


def decided_referrals_for(user: Any) -> QuerySet[Referral]:
    """Return the decided referrals this person sees that lead them to no review, the newest first.

    There is no review, or it is not open to them. Each comes with its outcome in words and the day.
    """
    referrals: QuerySet[Referral] = Referral.objects.visible_to(user)
    standing = Decision.objects.filter(referral=OuterRef("pk"), replaced=False)
    return (
        referrals.filter(status=ReferralStatus.DECIDED)
        .exclude(pk__in=Review.objects.visible_to(user).values("referral"))
        .select_related("board", "agency")
        .annotate(outcome=Subquery(standing.values("outcome")[:1]))
        .annotate(
            outcome_label=Case(
                *(When(outcome=value, then=Value(label)) for value, label in Outcome.choices),
                output_field=CharField(),
            ),
            decided_on=Subquery(standing.values("decided_on")[:1]),
        )
        .order_by("-decided_on", "-created_at")
    )


def shut_out(user: Any, review: Review) -> set[Any]:
    """Return the keys of the people whom a conflict of interest shuts out of this review, for marking their names.

    Empty for a reader who is not to know.
    """
    if not knows_of_conflicts(user, review):
        return set()
    live = ConflictOfInterest.objects.filter(review=review, lifted_at__isnull=True)
    return set(live.values_list("user_id", flat=True))
