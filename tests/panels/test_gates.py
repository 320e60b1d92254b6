"""What holds agencies' contributions back: the sentence of each branch, reached through the services."""

from __future__ import annotations

import datetime
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panels import owners
from panels.chronology.model import ReaderError
from panels.chronology.reading import read_chronology
from panels.gates import chronology_matter, hand_in_matter, judge_matter, newest_chronology, record_matter
from panels.models import ManagementReview
from panels.services import authorship, chronologies, closings, commissions, imrs, interviews, panel, receipts
from reviews import owners as of_case
from reviews.models import ReturnPoint, Review
from reviews.services import returns, terms
from reviews.services.returns import NewPoint
from scr_portal import workflow
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

NOT_HANDED_IN = "The chronology has not been handed in."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def sentences(gate: str, subject: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[gate].missing(again(subject))]


# Panel and agencies ---------------------------------------------------------------------------------------


def test_chair_and_author_are_missing_until_each_is_appointed(people: Any, review: Any) -> None:
    gate = "panels.chair_and_author_appointed"
    no_chair = "No independent panel chair has been appointed."
    no_author = "No independent overview author has been appointed."
    assert sentences(gate, review) == [no_chair, no_author]
    values = {"answers": make.INDEPENDENT, "by": people.manager}
    chair = panel.appoint(review, user=people.panel_chair, capacity="panel_chair", **values)
    assert sentences(gate, review) == [no_author]
    panel.appoint(review, user=people.author, capacity="overview_author", **values)
    assert sentences(gate, review) == []
    panel.end(chair, by=people.manager)
    assert sentences(gate, review) == [no_chair]


def test_an_appointment_without_its_answers_has_not_stated_independence(people: Any, review: Any) -> None:
    """Records from before the questions were asked have no answers; the service takes none without."""
    make.appointed(people, review)
    review.appointments.get(capacity="overview_author").answers.filter(question="line").delete()
    assert sentences("panels.chair_and_author_appointed", review) == [
        "The independent overview author has not stated independence."
    ]


def test_agencies_are_missing_until_one_is_in_scope_and_each_is_asked(people: Any, review: Any) -> None:
    gate = "panels.agencies_commissioned"
    make.appointed(people, review)
    make.agreed_terms(people, review)
    assert sentences(gate, review) == ["No agency has been asked for its review yet."]
    agency = make.agency(people.board, name="Fennmouth Homes")
    planned = commissions.plan(review, agency=agency, by=people.manager)
    assert sentences(gate, review) == ["Fennmouth Homes has not been asked yet."]
    commissions.end(planned, reason="It never knew the family.", by=people.manager)
    assert sentences(gate, review) == ["No agency has been asked for its review yet."]
    make.commission(people, review)
    assert sentences(gate, review) == []


@pytest.mark.parametrize("agreed", [False, True])
def test_an_agency_is_asked_once_the_terms_are_agreed(people: Any, review: Any, agreed: bool) -> None:
    make.appointed(people, review)
    if agreed:
        make.agreed_terms(people, review)
    else:
        terms.draft(review, by=people.manager)
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    (item,) = workflow.registered()["panels.agencies_commissioned"].missing(review)
    assert item.later is not agreed


def test_a_contribution_is_missing_until_the_panel_accepts_it(people: Any) -> None:
    gate, asked = "panels.management_reviews_accepted", make.commission(people)
    name, case = str(asked.agency), asked.review
    assert sentences(gate, case) == [f"{name} has not handed in its management review."]
    make.returned_imr(people, asked)
    assert sentences(gate, case) == [f"{name} has not handed in its management review again."]
    row = make.handed_in_again(again(asked))
    assert sentences(gate, case) == [f"The management review of {name} has not been accepted yet."]
    imrs.accept(row, by=people.panel_chair)
    assert sentences(gate, case) == []


def test_an_agency_that_is_no_longer_asked_owes_nothing_and_needs_a_reason(people: Any) -> None:
    asked = make.commission(people)
    with pytest.raises(TransitionBlocked, match=r"Say why this agency is no longer asked\."):
        commissions.end(asked, reason="  ", by=people.manager)
    commissions.end(asked, reason="It never knew the family.", by=people.manager)
    assert sentences("panels.management_reviews_accepted", asked.review) == []


# What an agency hands in ----------------------------------------------------------------------------------


def test_independence_is_missing_until_it_is_stated(people: Any) -> None:
    gate, asked = "panels.independence_stated", make.commission(people)
    row = asked.management_review
    assert sentences(gate, row) == ["You have not yet stated that you had no part in the case."]
    authorship.state_independence(asked, no_involvement=True, no_line_management=True, by=asked.author)
    assert sentences(gate, row) == []


def test_the_chronology_is_one_matter_from_the_file_to_its_acceptance(people: Any) -> None:
    asked = make.commission(people)
    gate = "panels.chronology_accepted"

    def now() -> str:
        return chronology_matter(asked, newest_chronology(asked)).sentence

    assert now() == NOT_HANDED_IN
    content = (make.SAMPLES / "housing.csv").read_bytes()
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("a.csv", content), by=asked.author)
    assert now() == "The file is being read."
    assert chronology_matter(asked, row).later
    row = chronologies.keep_reading(row, read_chronology(content, "a.csv"))
    assert now() == "Rows of the chronology need their author."
    make.leave_held_rows_out(row, by=asked.author)
    assert now() == "The chronology has not been accepted yet."
    missing = "The chronology of your agency has not been accepted yet."
    assert sentences(gate, asked.management_review) == [missing]
    chronologies.accept(row, by=asked.author)
    assert sentences(gate, asked.management_review) == []
    chronologies.withdraw(row, reason="The wrong family.", by=asked.author)
    assert now() == NOT_HANDED_IN
    assert sentences(gate, asked.management_review) == [missing]


def test_a_file_that_could_not_be_read_is_handed_in_again(people: Any) -> None:
    asked = make.commission(people)
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("a.csv", b"Date;What\n"), by=asked.author)
    row = chronologies.refuse(row, ReaderError("no_rows", "The file has no rows."))
    matter = chronology_matter(asked, newest_chronology(asked))
    assert (matter.sentence, matter.act) == (
        "The file could not be read.",
        "Hand in a chronology that can be read",
    )


def test_an_information_report_needs_no_chronology_under_this_procedure(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    asked = make.commission(people, review, contribution="information_report")
    assert sentences("panels.chronology_accepted", asked.management_review) == []


def test_each_empty_section_is_named_until_it_is_written(people: Any) -> None:
    gate, row = "panels.sections_written", make.commission(people).management_review
    needed = [name for name in row.sections if name not in row.MAY_STAY_EMPTY]
    titles = [row._meta.get_field(f"{name}_sealed").verbose_name for name in needed]
    assert sentences(gate, row) == [f"“{title}” is still empty." for title in titles]
    for number, name in enumerate(needed, 1):
        imrs.write(row, section=name, text="The agency knew her.", version=0, by=row.author)
        assert sentences(gate, row) == [f"“{title}” is still empty." for title in titles[number:]]


def test_an_information_report_is_asked_for_its_own_sections(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    row = make.commission(people, review, contribution="information_report").management_review
    items = list(workflow.registered()["panels.sections_written"].missing(row))
    assert 0 < len(items) < len(ManagementReview.objects.get(pk=make.imr().pk).sections)
    assert {item.source for item in items} == {row.review.procedure.information_report.source}


# Interviews -----------------------------------------------------------------------------------------------


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


def test_what_a_contribution_lacks_stands_beside_its_forms_and_in_nobodys_list(people: Any) -> None:
    asked = make.commission(people)
    row = make.chronology(asked, accepted=False)
    assert details("panels.problem_rows_settled", row) == {True}
    assert details("panels.sections_written", asked.management_review) == {True}
    assert details("panels.end_reasoned", asked) == {True}
    assert details("panels.chronology_accepted", asked.management_review) == {False}


def test_points_on_a_chronology_are_one_matter_in_the_list_of_their_author(people: Any) -> None:
    asked = make.commission(people)
    points = [NewPoint("Which office?"), NewPoint("Who called?")]
    make.returned_chronology(people, asked, *points)
    [matter] = workflow.registered()["panels.chronology_points_answered"].missing(
        again(asked).management_review
    )
    assert matter.sentence == "Two points on the chronology are not answered yet."
    assert not matter.detail
    first = ReturnPoint.objects.order_by("number").first()
    returns.answer_point(first, answer="not_changed", reason="The only one.", by=asked.author)
    [matter] = workflow.registered()["panels.chronology_points_answered"].missing(
        again(asked).management_review
    )
    assert matter.sentence == "One point on the chronology is not answered yet."


def test_agency_owes_its_review_from_the_day_it_was_asked(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    planned = commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    assert hand_in_matter(planned, review).later
    assert not hand_in_matter(make.commission(people, review), review).later


def test_record_is_checked_before_a_review_is_handed_in_where_the_procedure_says_so(monkeypatch: Any) -> None:
    row = arranged().imr
    procedure = row.review.procedure
    assert sentences("panels.interview_records_checked", row)
    rule = replace(procedure.interviews, record_checked_before_submission=False)
    monkeypatch.setattr(Review, "procedure", replace(procedure, interviews=rule))
    assert sentences("panels.interview_records_checked", row) == []


def test_accepted_review_of_one_case_and_the_records_of_another_are_nothing_to_this_one(people: Any) -> None:
    asked, other = make.commission(people), make.commission(people)
    make.accepted_imr(people, asked)
    assert sentences("panels.management_reviews_accepted", asked.review) == []
    assert len(sentences("panels.management_reviews_accepted", other.review)) == 1


def test_what_an_agency_owes_is_watched_by_its_lead_and_by_those_at_work_on_the_case(people: Any) -> None:
    asked = make.commission(people)
    at_work, lead = of_case.those_at_work(asked.review), owners.lead(asked)
    assert hand_in_matter(asked, asked.review).watchers == (*at_work, lead)
    author = replace(owners.author(asked), above=())
    assert judge_matter(asked.management_review).watchers == (*at_work, author, lead)
    assert author.includes(asked.author)
    assert len(at_work) > 1
