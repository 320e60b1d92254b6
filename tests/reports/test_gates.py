"""Each gate alone keeps its step shut: everything else is in order, and one thing is missing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.services import relatives
from panels.models import Appointment, Commission, InterviewRecord
from panels.services import chronology_returns, closings, commissions, imrs
from reports.models import EditionEstimate, OverviewReport, PublicEdition, ResidualFlag, SignOff
from reports.services import editions, flags
from reviews.models import Review, TermsOfReference
from reviews.services import criteria, identities, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal import workflow
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

Missing = Callable[[], tuple[Any, str]]


# The case until the agencies report ----------------------------------------------------------------------


def referral_without_an_account() -> tuple[Any, str]:
    row = make.referral(submitted=False)
    row.account.write("")
    row.save()
    return again(row), "submitted"


def assessment_with_an_open_limb() -> tuple[Any, str]:
    people = make.staff(make.board())
    made = recommended_in_hand(people)
    made.answers.filter(criterion="death").delete()
    return again(made.referral), "screened"


def recommendation_without_reasons() -> tuple[Any, str]:
    made = recommended_in_hand(make.staff(make.board()))
    made.reasons.write("")
    made.save()
    return again(made.referral), "screened"


def recommended_in_hand(people: SimpleNamespace) -> Any:
    """Answers and a recommendation, not sent yet."""
    made = make.assessment(people, make.referral(people))
    made.recommendation = "review"
    made.reasons.write("The criteria are met.")
    made.save()
    return made


def terms_without_a_question() -> tuple[Any, str]:
    people = make.staff(make.board())
    draft = terms.draft(make.review(people), by=people.manager)
    day = timezone.localdate()
    made = terms.write(draft, version=0, scope_start=day, scope_end=day, questions=[], by=people.manager)
    return made, "proposed"


def terms_with_a_name() -> tuple[Any, str]:
    people = make.staff(make.board())
    draft = terms.draft(make.review(people), by=people.manager)
    day, asked = timezone.localdate(), ["Was Nesta Goonhilly told?"]
    made = terms.write(draft, version=0, scope_start=day, scope_end=day, questions=asked, by=people.manager)
    return made, "proposed"


def ready_to_gather(**left_out: bool) -> tuple[SimpleNamespace, Review]:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    make.commission(people, review)
    make.relative(people, review, told="told" not in left_out)
    return people, review


def gathering_without_terms() -> tuple[Any, str]:
    _, review = ready_to_gather()
    in_force = TermsOfReference.objects.get(review=review)
    in_force.status, in_force.agreed_at, in_force.agreed_by = "replaced", None, None
    in_force.save()
    return again(review), "gathering"


def gathering_without_an_author() -> tuple[Any, str]:
    _, review = ready_to_gather()
    Appointment.objects.get(review=review, capacity="overview_author").delete()
    return again(review), "gathering"


def gathering_with_a_family_that_knows_nothing() -> tuple[Any, str]:
    _, review = ready_to_gather(told=False)
    return again(review), "gathering"


def gathering_with_an_agency_not_asked() -> tuple[Any, str]:
    people, review = ready_to_gather()
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    return again(review), "gathering"


# What the agencies hand in -------------------------------------------------------------------------------


def reporting_without_a_management_review() -> tuple[Any, str]:
    people, review = ready_to_gather()
    return reviews.advance(review, "gathering", by=people.manager), "reporting"


def commission_ended_without_a_reason() -> tuple[Any, str]:
    return make.commission(), "ended"


def imr_without_independence() -> tuple[Any, str]:
    made = make.ready_imr(make.commission())
    asked = Commission.objects.get(pk=made.commission_id)
    asked.independence_stated_at = asked.independence_stated_by = None
    asked.save()
    return again(made), "submitted"


def imr_without_a_chronology() -> tuple[Any, str]:
    made = make.ready_imr(make.commission())
    made.commission.chronologies.all().delete()
    return again(made), "submitted"


def imr_with_a_record_not_checked() -> tuple[Any, str]:
    made = make.ready_imr(make.commission())
    make.interview(made)
    return again(made), "submitted"


def imr_with_an_unanswered_point() -> tuple[Any, str]:
    imr = make.submitted_imr(make.commission())
    chair = imr.review.appointments.current().get(capacity="panel_chair").user
    imrs.send_back(imr, points=[NewPoint("When was the child last seen?")], by=chair)
    return again(imr), "submitted"


def imr_with_an_unanswered_point_on_its_chronology() -> tuple[Any, str]:
    people = make.staff(make.board())
    commission = make.commission(people)
    imr = make.ready_imr(commission)
    chair = imr.review.appointments.current().get(capacity="panel_chair").user
    chronology_returns.send_back(
        commission.chronologies.get(), points=[NewPoint("Where was the child seen?")], by=chair
    )
    return again(imr), "submitted"


def referral_with_an_unanswered_point_on_the_recommendation() -> tuple[Any, str]:
    people = make.staff(make.board())
    referral = make.recommended(people)
    criteria.ask_again(referral, points=[NewPoint("Were the appointments missed?")], by=people.chair)
    assessment = again(referral).assessment
    assessment.recommendation = "review"
    assessment.reasons.write("The same as before.")
    assessment.save()
    return again(referral), "screened"


def imr_with_an_empty_section() -> tuple[Any, str]:
    made = make.ready_imr(make.commission())
    imrs.write(made, section="lessons", text="", version=1, by=made.author)
    return again(made), "submitted"


def record_without_a_day() -> tuple[Any, str]:
    made: InterviewRecord = make.interview(shared=False)
    made.held_on = None
    made.save()
    return again(made), "shared"


def record_of_somebody_told_nothing() -> tuple[Any, str]:
    made: InterviewRecord = make.interview(shared=False)
    made.receipts.all().delete()
    return again(made), "shared"


def record_whose_time_has_not_passed() -> tuple[Any, str]:
    made = make.unanswered_interview(days=13)
    made.closings.create(reason="On sick leave.", asked_by=made.imr.author, **agreed_by_the_lead(made))
    return again(made), "lapsed"


def record_nobody_was_reminded_of() -> tuple[Any, str]:
    made = make.unanswered_interview(reminders=1)
    made.closings.create(reason="On sick leave.", asked_by=made.imr.author, **agreed_by_the_lead(made))
    return again(made), "lapsed"


def record_without_a_second_person() -> tuple[Any, str]:
    made = make.unanswered_interview()
    closings.ask(made, reason="On sick leave.", by=made.imr.author)
    return again(made), "lapsed"


def agreed_by_the_lead(record: InterviewRecord) -> dict[str, Any]:
    """An agreement that the service would not have taken yet."""
    lead = closings.leads_to_ask(record)[0]
    return {"outcome": "agreed", "answered_at": timezone.now(), "answered_by": lead}


def interview_called_off_with_words() -> tuple[Any, str]:
    return make.interview(shared=False), "cancelled"


def chronology_with_a_row_in_doubt() -> tuple[Any, str]:
    return make.chronology(make.commission(), accepted=False), "accepted"


# The report and its edition ------------------------------------------------------------------------------


def report_without_a_summary() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    made.summary.write("")
    made.status = "returned"
    made.save()
    return again(made), "submitted"


def report_agreed_in_another_text() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    made.overview.write("Another text altogether.")
    made.status = "agreed"
    made.save()
    return again(made), "signed"


def review_without_a_signature() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    SignOff.objects.get(report=made, capacity="board_chair").delete()
    review = again(made.review)
    review.status = "reporting"
    review.save()
    return again(review), "signed_off"


def edition_with_a_passage_in_doubt() -> tuple[Any, str]:
    people, edition = prepared()
    make.read_by_two(edition, by=people.manager)
    ResidualFlag.objects.create(edition=edition, place="summary", number=99, kind="name", text="Saltern")
    edition.cleared_by, edition.cleared_at = people.chair, timezone.now()
    return edition, "cleared"


def edition_nobody_else_looked_at() -> tuple[Any, str]:
    people, edition = prepared()
    make.read_by_two(edition, by=people.manager)
    return edition, "cleared"


def edition_that_one_reader_has_read() -> tuple[Any, str]:
    people, edition = prepared()
    make.read_by(make.readers_of(edition, by=people.manager)[0])
    edition.cleared_by, edition.cleared_at = people.chair, timezone.now()
    return edition, "cleared"


def edition_without_an_estimate() -> tuple[Any, str]:
    """As one that was cleared by a second reader before two were required."""
    _, edition = ready_to_publish()
    EditionEstimate.objects.all().delete()
    return again(edition), "published"


def prepared() -> tuple[SimpleNamespace, PublicEdition]:
    people = make.staff(make.board())
    edition = make.edition(people, make.signed_report(people), cleared=False)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    return people, again(edition)


def ready_to_publish(*, told: bool = True, copied: bool = True) -> tuple[SimpleNamespace, PublicEdition]:
    """An edition with every gate to the public open, but those left out."""
    people = make.staff(make.board())
    report = make.signed_report(people)
    edition = make.edition(people, report)
    edition = make.searched(edition, by=people.manager)
    day, mother = timezone.localdate(), report.review.relatives.get()
    if told:
        relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    if copied:
        editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    return people, again(edition)


def edition_with_a_pdf_of_another_text() -> tuple[Any, str]:
    _, edition = ready_to_publish()
    edition.pdf_digest = "0" * 64
    edition.save()
    return again(edition), "published"


def edition_older_than_the_register() -> tuple[Any, str]:
    people, edition = ready_to_publish()
    register = edition.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="Nurse 7", by=people.manager
    )
    return again(edition), "published"


def edition_the_family_was_not_told_of() -> tuple[Any, str]:
    _, edition = ready_to_publish(told=False)
    return edition, "published"


def edition_the_family_has_no_copy_of() -> tuple[Any, str]:
    _, edition = ready_to_publish(copied=False)
    return edition, "published"


def edition_under_a_hold() -> tuple[Any, str]:
    people, edition = ready_to_publish()
    reviews.record_proceeding(
        edition.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    return again(edition), "published"


def review_without_a_public_edition() -> tuple[Any, str]:
    _, edition = ready_to_publish()
    return again(edition.review), "published"


def review_with_an_edition_still_public() -> tuple[Any, str]:
    people, edition = ready_to_publish()
    editions.publish(edition, by=people.manager)
    return again(edition.review), "signed_off"


ALONE: dict[str, Missing] = {
    "reviews.referral_complete": referral_without_an_account,
    "reviews.criteria_answered": assessment_with_an_open_limb,
    "reviews.recommendation_reasoned": recommendation_without_reasons,
    "reviews.terms_complete": terms_without_a_question,
    "reviews.names_settled": terms_with_a_name,
    "reviews.terms_agreed": gathering_without_terms,
    "panels.chair_and_author_appointed": gathering_without_an_author,
    "families.told_of_review": gathering_with_a_family_that_knows_nothing,
    "panels.agencies_commissioned": gathering_with_an_agency_not_asked,
    "panels.end_reasoned": commission_ended_without_a_reason,
    "panels.management_reviews_accepted": reporting_without_a_management_review,
    "panels.independence_stated": imr_without_independence,
    "panels.chronology_accepted": imr_without_a_chronology,
    "panels.interview_records_checked": imr_with_a_record_not_checked,
    "panels.sections_written": imr_with_an_empty_section,
    "reviews.points_answered": imr_with_an_unanswered_point,
    "panels.chronology_points_answered": imr_with_an_unanswered_point_on_its_chronology,
    "reviews.points_on_recommendation_answered": referral_with_an_unanswered_point_on_the_recommendation,
    "panels.record_written": record_without_a_day,
    "panels.told_before_interview": record_of_somebody_told_nothing,
    "panels.waited_for_the_person": record_whose_time_has_not_passed,
    "panels.person_reminded": record_nobody_was_reminded_of,
    "panels.closing_agreed": record_without_a_second_person,
    "panels.nothing_written": interview_called_off_with_words,
    "panels.problem_rows_settled": chronology_with_a_row_in_doubt,
    "reports.texts_written": report_without_a_summary,
    "reports.panel_chair_signed_this_text": report_agreed_in_another_text,
    "reports.report_signed": review_without_a_signature,
    "reports.flags_settled": edition_with_a_passage_in_doubt,
    "reports.read_by_two": edition_that_one_reader_has_read,
    "reports.estimate_on_record": edition_without_an_estimate,
    "reports.cleared_by_another": edition_nobody_else_looked_at,
    "reports.pdf_made_and_clean": edition_with_a_pdf_of_another_text,
    "reports.register_unchanged": edition_older_than_the_register,
    "reports.family_told_the_result": edition_the_family_was_not_told_of,
    "reports.family_has_a_copy": edition_the_family_has_no_copy_of,
    "reviews.no_hold_on_publication": edition_under_a_hold,
    "reports.edition_public": review_without_a_public_edition,
    "reports.edition_withdrawn": review_with_an_edition_still_public,
}


DETAILS = {
    "reviews.referral_complete",
    "reviews.criteria_answered",
    "reviews.recommendation_reasoned",
    "reviews.terms_complete",
    "reviews.points_answered",
    "reviews.points_on_recommendation_answered",
    "panels.end_reasoned",
    "panels.sections_written",
    "panels.problem_rows_settled",
    "panels.record_written",
    "panels.waited_for_the_person",
    "panels.person_reminded",
    "panels.closing_agreed",
    "panels.nothing_written",
    "reports.texts_written",
}
"""Gates whose sentences stand beside the form of their step alone. All others are matters in somebody's list."""


FOLLOWS = {"reports.flags_settled": {"reports.read_by_two"}}
"""What cannot be met either while a gate is shut: a text with a passage in doubt is not the text that was read."""


@pytest.mark.parametrize("gate", ALONE)
def test_one_thing_missing_keeps_the_step_shut_and_says_so(gate: str) -> None:
    subject, to = ALONE[gate]()

    with pytest.raises(workflow.TransitionBlocked) as shut:
        workflow.move(subject, to)

    assert {item.gate for item in shut.value.outstanding} - FOLLOWS.get(gate, set()) == {gate}
    assert all(item.sentence[-1] in ".?" and item.source for item in shut.value.outstanding)
    assert {item.detail for item in shut.value.outstanding} == {gate in DETAILS}
    assert str(subject.status) != to


def test_every_gate_there_is_has_been_tried_alone() -> None:
    assert set(ALONE) == set(workflow.registered())


def test_with_nothing_missing_the_way_to_the_public_is_open() -> None:
    _, edition = ready_to_publish()
    assert workflow.missing(edition, "published") == []


def test_a_step_the_table_does_not_have_is_refused_in_a_sentence() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    with pytest.raises(workflow.NoSuchTransition, match="not open from where the case stands"):
        reviews.advance(review, "published", by=people.manager)
