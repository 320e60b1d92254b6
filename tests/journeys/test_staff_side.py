"""The side of staff who are interviewed: told before, checked by them, closed without them only by the rules."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone

from panels.models import InterviewRecord
from panels.services import closings, interviews
from scr_portal.access.roles import Role
from scr_portal.notices.models import Notice
from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import let_in
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

TEXT = "She said that the child looked well in March."


@pytest.fixture
def arranged() -> InterviewRecord:
    """An interview to which somebody has been invited, and nothing more."""
    review = make.imr()
    return interviews.arrange(
        review,
        email="n.brightwater@example.org",
        name="Nuala Brightwater",
        job="Health visitor",
        support="Occupational health",
        by=review.author,
    )


def write(author: Visitor, record: InterviewRecord, day: datetime.date) -> None:
    author.go(record.get_absolute_url())
    acts.write_record(author, day, TEXT)


def test_interview_is_not_dated_before_the_day_on_which_the_person_was_told_and_opened_the_terms(
    visitor: NewVisitor, arranged: InterviewRecord
) -> None:
    author, person = let_in(visitor(), arranged.imr.author), let_in(visitor(), arranged.interviewee)
    today = timezone.localdate()
    write(author, arranged, today)
    author.must_read(
        "Nuala Brightwater has not yet read what the interview is for and the terms of reference"
    )
    assert author.page.get_by_label("Record of the interview").input_value() == TEXT

    person.go("/work/")
    person.follow(re.compile("^Read what your interview is for"))
    person.must_read("Was the child seen and heard?", "Occupational health")
    person.press("I have read this")
    person.must_read("You said on")
    write(author, arranged, today - datetime.timedelta(days=1))
    author.must_read("The day of the interview cannot be before that.")
    author.enter_day("Day of the interview", today)
    author.press("Save")
    author.must_read("Saved. Share it when it is ready.")
    acts.share_record(author)
    author.must_read("Shared.")


def test_terms_given_on_paper_say_by_whom_and_when_and_the_interview_is_not_dated_before_that(
    visitor: NewVisitor, arranged: InterviewRecord
) -> None:
    author = let_in(visitor(), arranged.imr.author)
    today = timezone.localdate()
    author.go(arranged.get_absolute_url())
    author.follow("Record that they were given on paper")
    author.press("Record")
    author.must_read("Enter the day on which they were given.", "Enter who handed them over.")
    author.enter_day("On which day were they given?", today)
    author.type("Who gave them to the person?", "Her team leader")
    author.press("Record")
    author.must_read("Given on paper", "by Her team leader")
    write(author, arranged, today - datetime.timedelta(days=1))
    author.must_read("The day of the interview cannot be before that.")
    author.enter_day("Day of the interview", today)
    author.press("Save")
    author.must_read("Saved. Share it when it is ready.")


def test_interview_is_closed_without_agreement_after_days_reminders_and_a_second_person_and_counted_apart(
    visitor: NewVisitor,
) -> None:
    record = make.unanswered_interview(reminders=1)
    (lead,) = closings.leads_to_ask(record)
    of_board = record.review.board.memberships.get(role="business_manager").user
    agency, board = record.imr.commission.agency, record.review.board
    record.imr.author.memberships.create(board=board, role=Role.AGENCY_LEAD, agency=agency)
    author, second = let_in(visitor(), record.imr.author), let_in(visitor(), lead)
    author.go(record.get_absolute_url())
    author.follow(re.compile("^Close it without"))
    author.must_wait_for("One reminder has been sent", "Portal default")
    assert not author.is_offered("Ask the agency’s lead")
    author.follow("Back to the interview")
    author.press("Send a reminder")
    author.press("Send a reminder")
    author.follow(re.compile("^Close it without"))
    author.type("Why is the record closed", "She has left the service.")
    author.press("Ask the agency’s lead")
    author.must_read("A lead of your agency was asked on")
    author.go(record.closings.get().get_absolute_url())
    author.must_read("She has left the service.")
    assert not author.is_offered("Answer for your agency")

    second.go("/work/")
    second.follow(re.compile("^Say whether an interview record may be closed"))
    second.must_read("She has left the service.", "Nuala Brightwater")
    second.must_not_read("looked well in March")
    second.press("Answer for your agency")
    second.choose("What do you decide for your agency?", "Agree: close the record")
    second.press("Record your answer")
    second.must_read("Agreed")
    assert Notice.objects.filter(to=record.interviewee, template="interview_closed").count() == 1
    person, manager = let_in(visitor(), record.interviewee), let_in(visitor(), of_board)
    person.go(record.get_absolute_url())
    person.must_read("without your agreement", f"{lead} agreed to that", "She has left the service.")
    manager.go(record.imr.commission.get_absolute_url())
    manager.must_read("1 closed without agreement")
    manager.must_not_read("1 confirmed", "She has left the service.")


def test_record_is_not_closed_before_the_days_of_the_procedure_have_passed(
    visitor: NewVisitor,
) -> None:
    record = make.unanswered_interview(days=10)
    author = let_in(visitor(), record.imr.author)
    author.go(record.get_absolute_url())
    author.follow(re.compile("^Close it without"))
    author.must_wait_for("It can be closed without their agreement from", "Portal default")
    assert not author.page.get_by_role("main").get_by_role("textbox").count()
    assert not author.is_offered("Ask the agency’s lead")
