"""Lists of cases, each in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, OuterRef, QuerySet, Subquery

from scr_portal.deadlines.models import Deadline

from .models import Referral, Review


def cases_for(user: Any) -> QuerySet[Review]:
    """Reviews this person sees, with the day sign-off is due (None once met), newest first."""
    kind = ContentType.objects.get_for_model(Review)
    clock = Deadline.objects.filter(
        subject_type=kind, subject_id=OuterRef("pk"), kind="sign_off", met_on__isnull=True
    )
    due = Subquery(clock.values("due_on")[:1], output_field=DateField())
    reviews: QuerySet[Review] = Review.objects.visible_to(user)
    return reviews.select_related("board").annotate(due_on=due).order_by("-opened_at", "pk")


def referrals_for(user: Any) -> QuerySet[Referral]:
    """Referrals this person sees that have not become a review."""
    referrals: QuerySet[Referral] = Referral.objects.visible_to(user)
    return referrals.filter(review__isnull=True).select_related("board", "agency")
