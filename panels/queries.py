"""Lists of the panel's room, each in a constant number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from reviews.models import Review

from .enums import ChronologyStatus
from .models import ChronologyEvent, Commission
from .models.interview import RESOLVED


def commissions_for(user: Any, review: Review) -> QuerySet[Commission]:
    """Agencies of a review as this person may see them, with counts of interviews and what is accepted."""
    found: QuerySet[Commission] = Commission.objects.visible_to(user)
    interviews = "management_review__interviews"
    return (
        found.filter(review=review)
        .select_related("agency", "management_review", "review")
        .annotate(
            interviews_held=Count(interviews, distinct=True),
            interviews_settled=Count(
                interviews, filter=Q(**{f"{interviews}__status__in": RESOLVED}), distinct=True
            ),
            chronology_accepted=Count(
                "chronologies", filter=Q(chronologies__status=ChronologyStatus.ACCEPTED), distinct=True
            ),
        )
        .order_by("agency__name")
    )


def integrated(visible: QuerySet[ChronologyEvent], review: Review) -> QuerySet[ChronologyEvent]:
    """The accepted events of all agencies in one order: date, time (unknown last), agency, then the author's
    own order. A date known only to the month or year stands at the start of its range."""
    accepted = visible.filter(
        chronology__commission__review=review, chronology__status=ChronologyStatus.ACCEPTED
    )
    return accepted.select_related("chronology__commission__agency").order_by(
        "date_start",
        F("time").asc(nulls_last=True),
        "chronology__commission__agency__name",
        "chronology__edition",
        "part",
        "row",
    )
