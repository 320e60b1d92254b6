"""Records of interviews: told before, checked by the person, closed without them only by the rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone

from scr_portal.web.words import counted, long_date, number_in_words
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..enums import (
    ClosingOutcome,
    InterviewStatus,
)
from ..models import InterviewRecord, ManagementReview


@gate(
    "panels.interview_records_checked",
    source="Portsmouth leaflet, How will I know the outcomes of my interview?",
)
def interview_records_checked(imr: ManagementReview) -> Iterator[Outstanding]:
    if not imr.review.procedure.interviews.record_checked_before_submission:
        return
    for record in imr.interviews.unresolved().select_related("interviewee", "imr__commission__agency"):
        yield replace(
            record_matter(record),
            sentence=f"{record.interviewee} has not yet checked the record of their interview.",
            source=imr.review.procedure.interviews.source,
        )


def record_matter(record: InterviewRecord) -> Outstanding:
    """Return the record of an interview as one matter, with whoever has to do the next thing about it.

    Only the author and the person interviewed ever see it.
    """
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


@gate("panels.record_written", source="Portsmouth leaflet: ‘A written record of each interview will be made’")
def record_written(record: InterviewRecord) -> Iterator[Outstanding]:
    owner, url = owners.author(record.imr.commission), record.get_absolute_url()
    if not record.text:
        yield Outstanding("The record of the interview is still empty.", owner=owner, url=url, detail=True)
    if record.held_on is None:
        yield Outstanding("The day of the interview is not recorded.", owner=owner, url=url, detail=True)


def before_being_told(record: InterviewRecord, day: datetime.date | None) -> str | None:
    """Return the sentence that refuses `day` as the day of the interview, or None where the person knew enough by then."""
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
    source="Portsmouth leaflet: terms of reference and scope ‘will be shared with you prior to interview’",
)
def told_before_interview(record: InterviewRecord) -> Iterator[Outstanding]:
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
def waited_for_the_person(record: InterviewRecord) -> Iterator[Outstanding]:
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
def person_reminded(record: InterviewRecord) -> Iterator[Outstanding]:
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
def closing_agreed(record: InterviewRecord) -> Iterator[Outstanding]:
    agreed = record.closings.filter(outcome=ClosingOutcome.AGREED)
    if not agreed.exists():
        yield Outstanding(
            "A lead of the agency has not agreed that the record is closed.",
            owner=owners.lead(record.imr.commission),
            detail=True,
            url=record.get_absolute_url(),
        )


@gate("panels.nothing_written", source=PROMISE)
def nothing_written(record: InterviewRecord) -> Iterator[Outstanding]:
    if record.text:
        yield Outstanding(
            "A record has been written. Share it, so that the person can check it.",
            owner=owners.author(record.imr.commission),
            detail=True,
            url=record.get_absolute_url(),
        )
