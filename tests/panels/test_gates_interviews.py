"""What holds the records of interviews back: the sentence of each branch, reached through the services."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from panels.gates import (
    before_being_told,
    record_matter,
)
from panels.services import closings, interviews, receipts
from reviews.models import Review
from scr_portal import workflow
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db


def sentences(gate: str, subject: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[gate].missing(again(subject))]


def arranged() -> Any:
    row = make.imr()
    return interviews.arrange(
        row,
        email="nurse@example.org",
        name="Nuala Brightwater",
        job="Health visitor",
        support="Occupational health",
        by=row.author,
    )


def test_a_record_is_one_matter_from_its_writing_to_the_persons_answer() -> None:
    record = arranged()
    author = record.imr.author

    def now() -> tuple[str, str]:
        matter = record_matter(again(record))
        return matter.sentence, matter.act

    unshared = "The record of the interview with Nuala Brightwater is not shared yet."
    assert now() == (unshared, "Write the record of an interview and share it")
    empty = "The record of the interview is still empty."
    no_day = "The day of the interview is not recorded."
    assert sentences("panels.record_written", record) == [empty, no_day]
    receipts.confirm_read(record, by=record.interviewee)
    interviews.write(record, text="She came twice.", held_on=None, version=0, by=author)
    assert sentences("panels.record_written", record) == [no_day]
    assert now()[1] == "Write the record of an interview and share it"
    interviews.write(record, text="She came twice.", held_on=timezone.localdate(), version=1, by=author)
    assert now() == (unshared, "Share the record of an interview")
    interviews.share(record, by=author)
    unchecked = "Nuala Brightwater has not yet checked the record of their interview."
    assert now() == (unchecked, "Check the record of your interview")
    interviews.ask_correction(record, correction="It was once.", by=record.interviewee)
    assert now()[0] == "Nuala Brightwater has asked for a correction of their record."
    assert sentences("panels.interview_records_checked", record.imr) == [unchecked]
    interviews.share(record, by=author)
    interviews.confirm(record, by=record.interviewee)
    assert sentences("panels.interview_records_checked", record.imr) == []


def test_a_record_closed_or_called_off_holds_nothing_back() -> None:
    record = arranged()
    assert len(sentences("panels.interview_records_checked", record.imr)) == 1
    closings.call_off(record, reason="She is ill.", by=record.imr.author)
    assert sentences("panels.interview_records_checked", record.imr) == []


def test_a_lead_has_agreed_to_a_closing_only_when_they_said_so() -> None:
    record = make.unanswered_interview()
    gate, missing = "panels.closing_agreed", "A lead of the agency has not agreed that the record is closed."
    assert sentences(gate, record) == [missing]
    asked = closings.ask(record, reason="She has left.", by=record.imr.author)
    assert sentences(gate, record) == [missing]
    lead = closings.leads_to_ask(record)[0]
    closings.decline(asked, answer="She is back on Monday.", by=lead)
    assert sentences(gate, record) == [missing]
    asked = closings.ask(record, reason="She has left after all.", by=record.imr.author)
    closings.agree(asked, by=lead)
    assert sentences(gate, record) == []


@pytest.mark.parametrize(("days", "shut"), [(13, True), (14, False)])
def test_the_person_has_all_the_days_of_the_procedure(days: int, shut: bool) -> None:
    record = make.unanswered_interview(days=days)
    assert bool(sentences("panels.waited_for_the_person", record)) is shut


def test_reminders_sent_before_the_record_was_shared_anew_do_not_count() -> None:
    record = make.unanswered_interview(reminders=2)
    assert sentences("panels.person_reminded", record) == []
    interviews.ask_correction(record, correction="It was once.", by=record.interviewee)
    interviews.share(record, by=record.imr.author)
    assert sentences("panels.person_reminded", record) == [
        "No reminders have been sent since the record was shared. Two are needed."
    ]


def details(gate: str, subject: Any) -> set[bool]:
    """Whether what is missing is a detail of the form of its step, which stands in nobody's list by itself."""
    return {item.detail for item in workflow.registered()[gate].missing(subject)}


def test_what_a_record_lacks_stands_beside_its_forms_and_in_nobodys_list() -> None:
    record: Any = make.unanswered_interview(days=1, reminders=0)
    for gate in ("waited_for_the_person", "person_reminded", "closing_agreed", "nothing_written"):
        assert details(f"panels.{gate}", record) == {True}, gate
    assert details("panels.record_written", arranged()) == {True}
    record.held_on = record.told_on - datetime.timedelta(days=1)
    assert details("panels.told_before_interview", record) == {True}
    assert details("panels.told_before_interview", arranged()) == {False}


def test_record_is_checked_before_a_review_is_handed_in_where_the_procedure_says_so(monkeypatch: Any) -> None:
    row = arranged().imr
    procedure = row.review.procedure
    assert sentences("panels.interview_records_checked", row)
    rule = replace(procedure.interviews, record_checked_before_submission=False)
    monkeypatch.setattr(Review, "procedure", replace(procedure, interviews=rule))
    assert sentences("panels.interview_records_checked", row) == []


def test_nobody_is_dated_before_they_were_told_and_on_that_day_they_may_be(monkeypatch: Any) -> None:
    record: Any = arranged()
    refused = "has not yet read what the interview is for and the terms of reference"
    assert refused in before_being_told(record, None)
    receipts.confirm_read(record, by=record.interviewee)
    record = again(record)
    day = record.told_on
    assert [before_being_told(record, on) for on in (None, day)] == [None, None]
    assert "The day of the interview cannot be before that." in before_being_told(
        record, day - datetime.timedelta(days=1)
    )
    procedure = record.review.procedure
    rule = replace(procedure.interviews, terms_shared_before=False)
    monkeypatch.setattr(Review, "procedure", replace(procedure, interviews=rule))
    assert before_being_told(record, day - datetime.timedelta(days=1)) is None


def test_no_reminder_is_counted_of_a_record_that_was_not_shared() -> None:
    assert sentences("panels.person_reminded", arranged()) == [
        "No reminders have been sent since the record was shared. Two are needed."
    ]
    assert sentences("panels.waited_for_the_person", arranged()) == []
    assert sentences("panels.nothing_written", arranged()) == []
