"""What the services of panel and agencies refuse, each in its sentence, with nothing written."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panels.chronology.reading import read_chronology
from panels.enums import Capacity
from panels.models import Commission, InterviewRecord, RowProblem
from panels.services import (
    authors,
    authorship,
    chronologies,
    closings,
    commissions,
    imrs,
    independence,
    interviews,
    panel,
    rows,
)
from reviews.models import Review
from reviews.services import reviews
from scr_portal.access import Denied, grants
from scr_portal.access.roles import Role
from scr_portal.refusals import Refused
from scr_portal.web.stale import StaleForm
from tests import make
from tests.asking import again
from tests.refusing import refuses

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    row = make.appointed(people, make.review(people))
    make.agreed_terms(people, row)
    return row


@pytest.fixture
def asked(people: SimpleNamespace, review: Review) -> Commission:
    return make.commission(people, review)


# Commissions ----------------------------------------------------------------------------------------------


def test_an_agency_of_this_board_is_in_scope_once(people: Any, review: Any) -> None:
    with refuses("agency", "Choose an agency of this board."):
        commissions.plan(review, agency=make.agency(make.board()), by=people.manager)
    agency = make.agency(people.board)
    planned = commissions.plan(review, agency=agency, by=people.manager)
    with refuses("agency", "This agency is in the review already."):
        commissions.plan(review, agency=agency, by=people.manager)
    commissions.end(planned, reason="It never knew the family.", by=people.manager)
    assert commissions.plan(review, agency=agency, by=people.manager).status == "planned"


@pytest.mark.parametrize("days", [0, -1])
def test_an_agency_is_given_a_day_in_the_future(people: Any, review: Any, days: int) -> None:
    planned = commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    values = {"author_email": "a@example.org", "author_name": "Noor Hale", "by": people.manager}
    with refuses("due_on", "Choose a day in the future."):
        commissions.issue(planned, due_on=timezone.localdate() + days * DAY, **values)
    assert again(planned).status == "planned"
    row = commissions.issue(planned, due_on=timezone.localdate() + DAY, **values)
    assert row.due_on == timezone.localdate() + DAY


def test_somebody_interviewed_in_the_review_writes_for_no_agency(people: Any, asked: Any) -> None:
    person = make.interview(asked.management_review).interviewee
    planned = commissions.plan(asked.review, agency=make.agency(people.board), by=people.manager)
    with refuses("author_email", "This person is interviewed in this review, so cannot write for an agency."):
        commissions.issue(planned, author_email=person.email, author_name=str(person), by=people.manager)


def test_a_relative_writes_for_no_agency(people: Any, review: Any) -> None:
    relative = make.member(people.board, Role.RELATIVE)
    planned = commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    with refuses("author_email", "A relative cannot write for an agency."):
        commissions.issue(planned, author_email=relative.email, author_name=str(relative), by=people.manager)


def test_a_conflict_keeps_an_author_out_only_while_it_stands(people: Any, review: Any) -> None:
    from reviews.services import conflicts

    person = make.member(people.board, Role.IMR_AUTHOR, agency=make.agency(people.board))
    conflict = reviews.declare_conflict(review, of=person, reason="A neighbour.", by=people.manager)
    assert authors.refusal_to_write(review, person) == (
        "This person has declared a conflict of interest in this review."
    )
    conflicts.lift(conflict, reason="They have moved away.", by=people.chair)
    assert authors.refusal_to_write(review, person) is None


@pytest.mark.parametrize(("part", "line"), [(False, True), (True, False), (False, False)])
def test_an_author_states_both_halves_of_independence(asked: Any, part: bool, line: bool) -> None:
    with refuses(
        "statements",
        "You can only write this review if you had no part in the case and do not manage anyone who did. "
        "Tell the board’s business manager, who will ask your agency for another author.",
    ):
        authorship.state_independence(asked, no_involvement=part, no_line_management=line, by=asked.author)
    assert again(asked).independence_stated_at is None


def test_records_are_secured_today_or_before(asked: Any) -> None:
    values = {"no_involvement": True, "no_line_management": True, "by": asked.author}
    with refuses("records_secured_on", "The date must be today or in the past."):
        authorship.state_independence(asked, records_secured_on=timezone.localdate() + DAY, **values)
    row = authorship.state_independence(asked, records_secured_on=timezone.localdate(), **values)
    row = authorship.state_independence(row, **values)
    assert row.records_secured_on == timezone.localdate()


def test_a_former_author_neither_writes_nor_states_nor_hands_in(people: Any, asked: Any) -> None:
    former, row = asked.author, asked.management_review
    authorship.replace_author(
        asked, author_email="n.hale@example.org", author_name="Noor Hale", reason="Leave.", by=people.manager
    )
    for act in (
        lambda: imrs.write(row, section="analysis", text="Mine.", version=0, by=former),
        lambda: imrs.submit(row, by=former),
        lambda: authorship.state_independence(asked, no_involvement=True, no_line_management=True, by=former),
    ):
        with pytest.raises(Denied, match="by the agency’s own author"):
            act()
    assert not grants.has(again(former), "write_imr", row)
    assert "write_for_agency" not in grants.held(again(former), asked.review)


def test_the_author_of_two_agencies_keeps_the_part_for_the_one_that_is_left(people: Any, asked: Any) -> None:
    agency = make.agency(people.board)
    other = make.commission(people, asked.review, agency=agency, author_email=asked.author.email)
    commissions.end(asked, reason="It never knew the family.", by=people.manager)
    assert "write_for_agency" in grants.held(again(asked.author), asked.review)
    assert not grants.has(again(asked.author), "write_imr", asked.management_review)
    commissions.end(other, reason="Nor did this one.", by=people.manager)
    assert "write_for_agency" not in grants.held(again(asked.author), asked.review)


# The panel ------------------------------------------------------------------------------------------------


def test_there_is_one_chair_and_one_author_and_any_number_of_members(people: Any, review: Any) -> None:
    other = make.member(people.board, Role.PANEL_CHAIR, name="Bronagh Pike")
    values = {"answers": make.INDEPENDENT, "by": people.manager}
    with refuses("", "Somebody holds this appointment already. End it first."):
        panel.appoint(review, user=other, capacity="panel_chair", **values)
    member = make.member(people.board, Role.PANEL_MEMBER, name="Colm Reddy")
    panel.appoint(review, user=member, capacity="panel_member", by=people.manager)
    panel.end(review.appointments.get(capacity="panel_chair"), by=people.manager)
    assert panel.appoint(review, user=other, capacity="panel_chair", **values).ended_on is None


def test_an_interviewed_person_is_not_appointed(people: Any, asked: Any) -> None:
    person = make.interview(asked.management_review).interviewee
    person.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    with refuses("user", "This person is interviewed in this review, so cannot be appointed in it."):
        panel.appoint(asked.review, user=person, capacity="panel_member", by=people.manager)


NOT_INDEPENDENT = (
    "With this answer the person is not independent. The board chair can set this aside with a reason."
)
NAMED = "This person bears the name of somebody in the case."


def test_a_namesake_is_appointed_only_where_the_board_chair_sets_it_aside(people: Any, review: Any) -> None:
    namesake = make.member(people.board, Role.PANEL_MEMBER, name="tamsin  QUILLFEATHER")
    described = dict(independence.candidates(review, Capacity.PANEL_MEMBER))
    assert described[namesake] == f"panel member. {NAMED} The board chair can set this aside."
    with refuses("user", f"{NAMED} The board chair can set this aside with a reason."):
        panel.appoint(review, user=namesake, capacity="panel_member", by=people.manager)
    with pytest.raises(Denied, match="set aside by the board chair"):
        panel.appoint(
            review, user=namesake, capacity="panel_member", set_aside="No relation.", by=people.manager
        )
    row = panel.appoint(
        review, user=namesake, capacity="panel_member", set_aside=" No relation. ", by=people.chair
    )
    assert (row.set_aside_because, row.set_aside_by) == ("No relation.", people.chair)


@pytest.mark.parametrize("question", ["employed", "part", "line", "family"])
@pytest.mark.parametrize("capacity", ["panel_chair", "overview_author"])
def test_every_answer_of_chair_and_author_counts(people: Any, question: str, capacity: str) -> None:
    case = make.review(people)
    person = people.panel_chair if capacity == "panel_chair" else people.author
    values = {"user": person, "capacity": capacity, "by": people.manager}
    missing = {key: answer for key, answer in make.INDEPENDENT.items() if key != question}
    with refuses(question, "Answer yes or no."):
        panel.appoint(case, answers=missing, **values)
    yes = make.INDEPENDENT | {question: (True, "  ")}
    with pytest.raises(Refused) as refused:
        panel.appoint(case, answers=yes, **values)
    assert refused.value.sentences == {f"{question}_words": ["Say how."], question: [NOT_INDEPENDENT]}
    with refuses(question, NOT_INDEPENDENT):
        panel.appoint(case, answers=make.INDEPENDENT | {question: (True, "For a year.")}, **values)
    assert not case.appointments.exists()
    panel.appoint(case, answers=make.INDEPENDENT, **values)


# Chronologies and their rows ------------------------------------------------------------------------------


def test_the_same_file_is_not_taken_twice_and_says_which_it_is(asked: Any) -> None:
    make.chronology(asked)
    content = (make.SAMPLES / "housing.csv").read_bytes()
    with refuses("file", "This is the same file as edition 1, so it was not taken a second time."):
        chronologies.upload(asked, upload=SimpleUploadedFile("b.csv", content), by=asked.author)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_withdrawn_or_left_out_without_a_reason(asked: Any, reason: str) -> None:
    row = make.chronology(asked, accepted=False)
    with refuses("reason", "Say why this file is withdrawn."):
        chronologies.withdraw(row, reason=reason, by=asked.author)
    assert again(row).status == "read"
    held = row.problems.filter(severity="held").first()
    with refuses("reason", "Say why this row is left out."):
        rows.leave_out(held, reason=reason, by=asked.author)
    assert RowProblem.objects.get(pk=held.pk).outcome == ""
    chronologies.withdraw(row, reason=" The wrong family. ", by=asked.author)
    assert again(row).withdrawn_because == "The wrong family."


def test_a_second_reading_of_one_file_changes_nothing(asked: Any) -> None:
    row = make.chronology(asked, accepted=False)
    events = row.events.count()
    content = (make.SAMPLES / "housing.csv").read_bytes()
    chronologies.keep_reading(row, read_chronology(content, "housing.csv"))
    assert row.events.count() == events


# Interviews -----------------------------------------------------------------------------------------------


def arrange(asked: Commission, **values: Any) -> InterviewRecord:
    values = {
        "email": "nurse@example.org",
        "name": "Nuala Brightwater",
        "job": "Health visitor",
        "support": "Occupational health",
    } | values
    return interviews.arrange(asked.management_review, by=asked.author, **values)


def test_an_interview_is_arranged_once_and_with_somebody_to_support(asked: Any) -> None:
    with refuses("support", "Name who in your agency supports this person."):
        arrange(asked, support="  ")
    assert not InterviewRecord.objects.exists()
    arrange(asked)
    with refuses("email", "An interview with this person is arranged already."):
        arrange(asked)


def test_a_stale_save_of_an_interview_overwrites_nothing(asked: Any) -> None:
    record = make.interview(asked.management_review, shared=False)
    version, day = record.version, record.held_on
    interviews.write(record, text="The first text.", held_on=day, version=version, by=asked.author)
    with pytest.raises(StaleForm):
        interviews.write(record, text="The second text.", held_on=day, version=version, by=asked.author)
    assert again(record).text.original == "The first text."


def test_a_record_is_written_before_it_is_shared_and_not_for_tomorrow(asked: Any) -> None:
    record = make.interview(asked.management_review, shared=False)
    values = {"text": "Other words.", "version": record.version, "by": asked.author}
    with refuses("held_on", "The date must be today or in the past."):
        interviews.write(record, held_on=timezone.localdate() + DAY, **values)
    interviews.share(record, by=asked.author)
    with refuses("", "This record has been shared and can no longer be changed."):
        interviews.write(record, held_on=timezone.localdate(), **values)
    assert "Other words" not in again(record).text.original


def test_a_correction_says_how_it_should_read(asked: Any) -> None:
    record = make.interview(asked.management_review)
    with refuses("correction", "Write how it should read."):
        interviews.ask_correction(record, correction="  ", by=record.interviewee)
    assert again(record).status == "shared"


def test_a_section_that_the_review_does_not_have_is_not_written(asked: Any) -> None:
    with refuses("", "There is no such section."):
        imrs.write(asked.management_review, section="weather", text="Rain.", version=0, by=asked.author)


def test_nobody_is_interviewed_for_a_review_that_has_been_handed_in(asked: Any) -> None:
    make.submitted_imr(asked)
    with pytest.raises(Denied, match="has been handed in, so nobody else is interviewed for it"):
        arrange(again(asked))


def test_a_lead_is_asked_once_and_answers_once() -> None:
    record = make.unanswered_interview()
    author, lead = record.imr.author, closings.leads_to_ask(record)[0]
    asked = closings.ask(record, reason="She has left.", by=author)
    with refuses("", "A lead of your agency has been asked already."):
        closings.ask(record, reason="She has left.", by=author)
    closings.decline(asked, answer="She is back on Monday.", by=lead)
    with refuses("", "This has been answered already."):
        closings.agree(asked, by=lead)
    assert again(record).status == "shared"
