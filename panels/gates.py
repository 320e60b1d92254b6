"""What agencies and their staff are promised, as rules that hold the next step shut."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reviews.gates import review_of
from scr_portal.web.words import counted, long_date, number_in_words
from scr_portal.workflow import Outstanding, gate

from .enums import Capacity, ChronologyStatus, ClosingOutcome, CommissionStatus
from .models import HANDED_IN, ManagementReview


@gate(
    "panels.chair_and_author_appointed",
    source="Portsmouth leaflet: a panel 'chaired by an independent person' and 'an independent overview author'",
)
def chair_and_author_appointed(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    url = reverse("panels:panel", args=[review.pk])
    current = {item.capacity: item for item in review.appointments.current().select_related("user")}
    for capacity in (Capacity.PANEL_CHAIR, Capacity.OVERVIEW_AUTHOR):
        if capacity not in current:
            words = capacity.label[:1].lower() + capacity.label[1:]
            yield Outstanding(f"No {words} has been appointed.", owner="the business manager", url=url)
        elif not current[capacity].independence:
            yield Outstanding(
                f"The {capacity.label.lower()} has not stated independence.",
                owner="the business manager",
                url=url,
            )


@gate(
    "panels.agencies_commissioned",
    source="Portsmouth leaflet: each agency will 'identify an Individual Management Review (IMR) author'",
)
def agencies_commissioned(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    commissions = list(review.commissions.exclude(status=CommissionStatus.ENDED).select_related("agency"))
    if not commissions:
        url = reverse("panels:agencies", args=[review.pk])
        yield Outstanding(
            "No agency has been asked for its review yet.", owner="the business manager", url=url
        )
    for commission in commissions:
        if commission.status == CommissionStatus.PLANNED:
            yield Outstanding(
                f"{commission.agency} has not been asked yet.",
                owner="the business manager",
                url=commission.get_absolute_url(),
            )


@gate(
    "panels.management_reviews_in",
    source="Portsmouth leaflet: management reviews 'are collated by an independent overview author'",
)
def management_reviews_in(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    waiting = ManagementReview.objects.filter(commission__review=review).exclude(status__in=HANDED_IN)
    for imr in waiting.exclude(commission__status=CommissionStatus.ENDED).select_related(
        "commission__agency"
    ):
        yield Outstanding(
            f"{imr.commission.agency} has not handed in its management review.",
            owner=f"the author for {imr.commission.agency}",
            url=imr.commission.get_absolute_url(),
        )


@gate(
    "panels.independence_stated",
    source="Standard format for a management review, 2010: the author states non-involvement and no line management",
)
def independence_stated(imr: Any) -> Iterator[Outstanding]:
    if imr.commission.independence_stated_at is None:
        yield Outstanding(
            "You have not yet stated that you had no part in the case.",
            owner="you",
            url=reverse("panels:independence", args=[imr.review_id, imr.commission_id]),
        )


@gate(
    "panels.chronology_accepted",
    source="Portsmouth leaflet: the author 'will produce a chronology of events'",
)
def chronology_accepted(imr: Any) -> Iterator[Outstanding]:
    if not imr.commission.chronologies.filter(status=ChronologyStatus.ACCEPTED).exists():
        yield Outstanding(
            "The chronology of your agency has not been accepted yet.",
            owner="you",
            url=reverse("panels:chronology_upload", args=[imr.review_id, imr.commission_id]),
        )


@gate(
    "panels.interview_records_checked",
    source="Portsmouth leaflet, How will I know the outcomes of my interview?",
)
def interview_records_checked(imr: Any) -> Iterator[Outstanding]:
    if not imr.review.procedure.interviews.record_checked_before_submission:
        return
    for record in imr.interviews.unresolved().select_related("interviewee"):
        yield Outstanding(
            f"{record.interviewee} has not yet checked the record of their interview.",
            imr.review.procedure.interviews.source,
            owner=str(record.interviewee),
            url=record.get_absolute_url(),
        )


@gate(
    "panels.sections_written",
    source="Portsmouth leaflet: 'a summary and analysis of involvement … good practice, lessons … recommendations'",
)
def sections_written(imr: Any) -> Iterator[Outstanding]:
    for name in imr.WRITTEN:
        if not getattr(imr, name):
            title = imr._meta.get_field(f"{name}_sealed").verbose_name
            yield Outstanding(
                f"“{title}” is still empty.",
                owner="you",
                url=reverse("panels:imr_section", args=[imr.review_id, imr.pk, name]),
            )


@gate("panels.record_written", source="Portsmouth leaflet: 'A written record of each interview will be made'")
def record_written(record: Any) -> Iterator[Outstanding]:
    if not record.text:
        yield Outstanding(
            "The record of the interview is still empty.", owner="you", url=record.get_absolute_url()
        )
    if record.held_on is None:
        yield Outstanding(
            "The day of the interview is not recorded.", owner="you", url=record.get_absolute_url()
        )


def before_being_told(record: Any, day: datetime.date | None) -> str | None:
    """The sentence that refuses `day` as the day of the interview, or None where the person knew enough by then."""
    if not record.review.procedure.interviews.terms_shared_before:
        return None
    told_on = record.told_on
    if told_on is None:
        return (
            f"{record.interviewee} has not yet read what the interview is for and the terms of reference, "
            "and no copy on paper is recorded."
        )
    if day is not None and day < told_on:
        return (
            f"{record.interviewee} was told what the interview is for on {long_date(told_on)}. "
            "The day of the interview cannot be before that."
        )
    return None


@gate(
    "panels.told_before_interview",
    source="Portsmouth leaflet: terms of reference and scope 'will be shared with you prior to interview'",
)
def told_before_interview(record: Any) -> Iterator[Outstanding]:
    if refusal := before_being_told(record, record.held_on):
        yield Outstanding(
            refusal,
            record.review.procedure.interviews.terms_source,
            owner=str(record.interviewee) if record.told_on is None else "you",
            url=record.get_absolute_url(),
        )


PROMISE = "Portsmouth leaflet, How will I know the outcomes of my interview?"


@gate("panels.waited_for_the_person", source=PROMISE)
def waited_for_the_person(record: Any) -> Iterator[Outstanding]:
    rule = record.review.procedure.interviews
    if record.shared_at is None:
        return
    shared_on = timezone.localdate(record.shared_at)
    possible_on = shared_on + datetime.timedelta(days=rule.days_to_check)
    if timezone.localdate() < possible_on:
        yield Outstanding(
            f"{record.interviewee} has had the record since {long_date(shared_on)}. "
            f"It can be closed without their agreement from {long_date(possible_on)}.",
            rule.closing_source,
            owner=str(record.interviewee),
            url=record.get_absolute_url(),
        )


@gate("panels.person_reminded", source=PROMISE)
def person_reminded(record: Any) -> Iterator[Outstanding]:
    rule = record.review.procedure.interviews
    sent = record.reminders.filter(sent_at__gte=record.shared_at).count() if record.shared_at else 0
    if sent < rule.reminders_before_closing:
        yield Outstanding(
            f"{counted(sent, 'reminder has,reminders have').capitalize()} been sent since the record was "
            f"shared. {number_in_words(rule.reminders_before_closing).capitalize()} are needed.",
            rule.closing_source,
            owner="you",
            url=record.get_absolute_url(),
        )


@gate("panels.closing_agreed", source="The portal’s own rule: nobody closes a record of another alone")
def closing_agreed(record: Any) -> Iterator[Outstanding]:
    agreed = record.closings.filter(outcome=ClosingOutcome.AGREED)
    if not agreed.exists():
        yield Outstanding(
            "A lead of the agency has not agreed that the record is closed.",
            owner="the agency’s lead",
            url=record.get_absolute_url(),
        )


@gate("panels.nothing_written", source=PROMISE)
def nothing_written(record: Any) -> Iterator[Outstanding]:
    if record.text:
        yield Outstanding(
            "A record has been written. Share it, so that the person can check it.",
            owner="you",
            url=record.get_absolute_url(),
        )


@gate(
    "panels.problem_rows_settled",
    source="The portal’s own rule: no row of a chronology is dropped in silence",
)
def problem_rows_settled(chronology: Any) -> Iterator[Outstanding]:
    waiting = chronology.problems.filter(settled_at__isnull=True, severity="held")
    for row, part in waiting.values_list("row", "part").distinct().order_by("part", "row"):
        yield Outstanding(
            f"Row {row} needs you." if part == 1 else f"Row {row} of table {part} needs you.",
            owner="you",
            url=f"{chronology.get_absolute_url()}#row-{part}-{row}",
        )
