"""What agencies and their staff are promised, as rules that hold the next step shut."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reviews import owners as of_case
from reviews.enums import TermsStatus
from reviews.gates import review_of
from scr_portal.web.words import counted, long_date, number_in_words
from scr_portal.workflow import Outstanding, gate

from . import owners
from .enums import Capacity, ChronologyStatus, ClosingOutcome, CommissionStatus, InterviewStatus
from .models import HANDED_IN, ManagementReview


@gate(
    "panels.chair_and_author_appointed",
    source="Portsmouth leaflet: a panel 'chaired by an independent person' and 'an independent overview author'",
)
def chair_and_author_appointed(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    current = {item.capacity: item for item in review.appointments.current().select_related("user")}
    for capacity in (Capacity.PANEL_CHAIR, Capacity.OVERVIEW_AUTHOR):
        words = capacity.label[:1].lower() + capacity.label[1:]
        matter = Outstanding(
            f"No {words} has been appointed.",
            owner=of_case.manager(review),
            url=reverse("panels:panel", args=[review.pk]),
            act=f"Appoint the {words}",
            form=reverse("panels:appoint", args=[review.pk]),
            key=f"appoint:{review.pk}:{capacity}",
            watchers=of_case.those_at_work(review),
        )
        if capacity not in current:
            yield matter
        elif not current[capacity].independence:
            yield replace(
                matter,
                sentence=f"The {capacity.label.lower()} has not stated independence.",
                act=f"Record the independence of the {words}",
            )


@gate(
    "panels.agencies_commissioned",
    source="Portsmouth leaflet: each agency will 'identify an Individual Management Review (IMR) author'",
)
def agencies_commissioned(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    commissions = list(review.commissions.exclude(status=CommissionStatus.ENDED).select_related("agency"))
    if not commissions:
        yield Outstanding(
            "No agency has been asked for its review yet.",
            owner=of_case.manager(review),
            url=reverse("panels:agencies", args=[review.pk]),
            act="Ask the agencies for their reviews",
            form=reverse("panels:agency_add", args=[review.pk]),
            key=f"agencies:{review.pk}",
            watchers=of_case.those_at_work(review),
        )
    planned = [item for item in commissions if item.status == CommissionStatus.PLANNED]
    agreed = bool(planned) and review.terms.filter(status=TermsStatus.AGREED).exists()
    for commission in planned:
        yield replace(ask_matter(commission, review), later=not agreed)


def ask_matter(commission: Any, review: Any) -> Outstanding:
    """An agency in scope that has not been asked yet."""
    return Outstanding(
        f"{commission.agency} has not been asked yet.",
        owner=of_case.manager(review),
        url=commission.get_absolute_url(),
        act=f"Ask {commission.agency} for its review",
        form=reverse("panels:commission_issue", args=[commission.review_id, commission.pk]),
        key=f"ask:{commission.pk}",
        watchers=of_case.those_at_work(review),
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
        yield hand_in_matter(imr.commission, review)


def hand_in_matter(commission: Any, review: Any) -> Outstanding:
    """An agency's management review that has not been handed in, from the day it was asked for."""
    return Outstanding(
        f"{commission.agency} has not handed in its management review.",
        owner=owners.author(commission),
        url=commission.get_absolute_url(),
        act=f"Write the management review of {commission.agency}",
        read_at=commission.get_absolute_url(),
        key=f"management_review:{commission.pk}",
        later=commission.status == CommissionStatus.PLANNED,
        due_on=commission.due_on,
        since=commission.issued_at,
        watchers=(*of_case.those_at_work(review), owners.lead(commission)),
    )


@gate(
    "panels.independence_stated",
    source="Standard format for a management review, 2010: the author states non-involvement and no line management",
)
def independence_stated(imr: Any) -> Iterator[Outstanding]:
    if imr.commission.independence_stated_at is None:
        yield Outstanding(
            "You have not yet stated that you had no part in the case.",
            owner=owners.author(imr.commission),
            url=reverse("panels:independence", args=[imr.review_id, imr.commission_id]),
            act="State that you had no part in the case",
            key=f"independence:{imr.commission_id}",
        )


@gate(
    "panels.chronology_accepted",
    source="Portsmouth leaflet: the author 'will produce a chronology of events'",
)
def chronology_accepted(imr: Any) -> Iterator[Outstanding]:
    if not imr.commission.chronologies.filter(status=ChronologyStatus.ACCEPTED).exists():
        newest = newest_chronology(imr.commission)
        yield replace(
            chronology_matter(imr.commission, newest),
            sentence="The chronology of your agency has not been accepted yet.",
        )


def newest_chronology(commission: Any) -> Any:
    """The newest file that counts: neither withdrawn nor replaced."""
    gone = (ChronologyStatus.WITHDRAWN, ChronologyStatus.REPLACED)
    return commission.chronologies.exclude(status__in=gone).first()


def chronology_matter(commission: Any, newest: Any) -> Outstanding:
    """The agency's chronology as one matter: hand it in, mend its rows, accept it, or hand in another file."""
    upload = reverse("panels:chronology_upload", args=[commission.review_id, commission.pk])
    matter = Outstanding(
        "The chronology has not been handed in.",
        owner=owners.author(commission),
        url=upload,
        act="Hand in your chronology",
        key=f"chronology:{commission.pk}",
    )
    if newest is None:
        return matter
    if newest.status == ChronologyStatus.READING:
        return replace(matter, sentence="The file is being read.", later=True)
    if newest.status == ChronologyStatus.REFUSED:
        act = "Hand in a chronology that can be read"
        return replace(matter, sentence="The file could not be read.", act=act)
    matter = replace(matter, url=newest.get_absolute_url())
    if first := newest.problems.filter(settled_at__isnull=True, severity="held").first():
        return replace(
            matter,
            sentence="Rows of the chronology need their author.",
            act="Settle the rows of your chronology",
            form=reverse("panels:row", args=[commission.review_id, first.pk]),
        )
    return replace(
        matter,
        sentence="The chronology has not been accepted yet.",
        act="Accept your chronology",
        form=reverse("panels:chronology_accept", args=[commission.review_id, newest.pk]),
    )


@gate(
    "panels.interview_records_checked",
    source="Portsmouth leaflet, How will I know the outcomes of my interview?",
)
def interview_records_checked(imr: Any) -> Iterator[Outstanding]:
    if not imr.review.procedure.interviews.record_checked_before_submission:
        return
    for record in imr.interviews.unresolved().select_related("interviewee", "imr__commission__agency"):
        yield replace(
            record_matter(record),
            sentence=f"{record.interviewee} has not yet checked the record of their interview.",
            source=imr.review.procedure.interviews.source,
        )


def record_matter(record: Any) -> Outstanding:
    """The record of an interview as one matter, with whoever has to do the next thing about it. Only the author
    and the person interviewed ever see it."""
    author, interviewee = owners.author(record.imr.commission), owners.interviewee(record)
    matter = Outstanding(
        f"The record of the interview with {record.interviewee} is not shared yet.",
        owner=author,
        url=record.get_absolute_url(),
        act="Write the record of an interview and share it",
        form=reverse("panels:interview_write", args=[record.pk]),
        read_at=record.get_absolute_url(),
        key=f"interview:{record.pk}",
        watchers=(replace(interviewee, above=()),),
    )
    if record.status == InterviewStatus.ARRANGED and record.text and record.held_on:
        return replace(
            matter,
            act="Share the record of an interview",
            form=reverse("panels:interview_share", args=[record.pk]),
        )
    if record.status == InterviewStatus.DISPUTED:
        return replace(
            matter,
            sentence=f"{record.interviewee} has asked for a correction of their record.",
            act="Change a record as it was asked, and share it again",
        )
    if record.status == InterviewStatus.SHARED:
        return replace(
            matter,
            sentence=f"{record.interviewee} has not yet checked the record of their interview.",
            owner=interviewee,
            act="Check the record of your interview",
            form=reverse("panels:interview_confirm", args=[record.pk]),
            since=record.shared_at,
            watchers=(replace(author, above=()),),
        )
    return matter


@gate(
    "panels.sections_written",
    source="Portsmouth leaflet: 'a summary and analysis of involvement … good practice, lessons … recommendations'",
)
def sections_written(imr: Any) -> Iterator[Outstanding]:
    owner = owners.author(imr.commission)
    for name in imr.WRITTEN:
        if not getattr(imr, name):
            title = imr._meta.get_field(f"{name}_sealed").verbose_name
            yield Outstanding(
                f"“{title}” is still empty.",
                owner=owner,
                url=reverse("panels:imr_section", args=[imr.review_id, imr.pk, name]),
                detail=True,
            )


@gate("panels.record_written", source="Portsmouth leaflet: 'A written record of each interview will be made'")
def record_written(record: Any) -> Iterator[Outstanding]:
    owner, url = owners.author(record.imr.commission), record.get_absolute_url()
    if not record.text:
        yield Outstanding("The record of the interview is still empty.", owner=owner, url=url, detail=True)
    if record.held_on is None:
        yield Outstanding("The day of the interview is not recorded.", owner=owner, url=url, detail=True)


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
    refusal = before_being_told(record, record.held_on)
    if refusal is None:
        return
    if record.told_on is not None:
        author = owners.author(record.imr.commission)
        yield Outstanding(refusal, owner=author, url=record.get_absolute_url(), detail=True)
        return
    yield Outstanding(
        refusal,
        record.review.procedure.interviews.terms_source,
        owner=owners.interviewee(record),
        url=record.get_absolute_url(),
        act="Read what your interview is for, and say that you have",
        form=reverse("panels:interview_terms_read", args=[record.pk]),
        read_at=record.get_absolute_url(),
        key=f"terms_read:{record.pk}",
        watchers=(replace(owners.author(record.imr.commission), above=()),),
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
            owner=owners.interviewee(record),
            detail=True,
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
            owner=owners.author(record.imr.commission),
            detail=True,
            url=record.get_absolute_url(),
        )


@gate("panels.closing_agreed", source="The portal’s own rule: nobody closes a record of another alone")
def closing_agreed(record: Any) -> Iterator[Outstanding]:
    agreed = record.closings.filter(outcome=ClosingOutcome.AGREED)
    if not agreed.exists():
        yield Outstanding(
            "A lead of the agency has not agreed that the record is closed.",
            owner=owners.lead(record.imr.commission),
            detail=True,
            url=record.get_absolute_url(),
        )


@gate("panels.nothing_written", source=PROMISE)
def nothing_written(record: Any) -> Iterator[Outstanding]:
    if record.text:
        yield Outstanding(
            "A record has been written. Share it, so that the person can check it.",
            owner=owners.author(record.imr.commission),
            detail=True,
            url=record.get_absolute_url(),
        )


@gate(
    "panels.problem_rows_settled",
    source="The portal’s own rule: no row of a chronology is dropped in silence",
)
def problem_rows_settled(chronology: Any) -> Iterator[Outstanding]:
    owner = owners.author(chronology.commission)
    for row, part in held_rows(chronology):
        yield Outstanding(
            f"Row {row} needs you." if part == 1 else f"Row {row} of table {part} needs you.",
            owner=owner,
            url=f"{chronology.get_absolute_url()}#row-{part}-{row}",
            detail=True,
        )


def held_rows(chronology: Any) -> list[tuple[int, int]]:
    """Row and table of each row that waits for its author."""
    waiting = chronology.problems.filter(settled_at__isnull=True, severity="held")
    return list(waiting.values_list("row", "part").distinct().order_by("part", "row"))
