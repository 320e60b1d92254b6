"""A case before its report, in order but for one thing: what each gate there asks for."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from panels.models import Appointment, Commission, InterviewRecord
from panels.services import chronology_returns, closings, commissions, imrs
from reviews.models import Review, TermsOfReference
from reviews.services import criteria, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal.accounts.models import Membership
from tests import make
from tests.asking import again
from tests.families import sides

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


def ready_to_gather(procedure: str = "portsmouth-2010", **left_out: bool) -> tuple[SimpleNamespace, Review]:
    people = make.staff(make.board(procedure=procedure))
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


def gathering_without_an_agency_that_the_leaflet_names() -> tuple[Any, str]:
    _, review = ready_to_gather("hampshire-2006")
    of_housing = Membership.objects.filter(board=review.board, agency__kind="housing").values("user")
    Appointment.objects.filter(review=review, user__in=of_housing).delete()
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


def letter_that_tells_of_another() -> tuple[Any, str]:
    case = sides.opposed()
    return sides.letter(case, "Mr Zennor lives at 4 Marazion Steps now."), "sent"


def letter_to_somebody_not_told() -> tuple[Any, str]:
    case = sides.opposed()
    row = sides.letter(case, "We will ring you on Monday.")
    make.hold(case.people, case.mother)
    return again(row), "sent"


def letter_with_words_that_are_sealed() -> tuple[Any, str]:
    case = sides.opposed()
    text = "The panel meets in the small room above the library."
    make.seal(sides.letter(case, text, to="father"), by=case.people.manager)
    return again(sides.letter(case, text)), "sent"


BEFORE_THE_REPORT: dict[str, Missing] = {
    "reviews.referral_complete": referral_without_an_account,
    "reviews.criteria_answered": assessment_with_an_open_limb,
    "reviews.recommendation_reasoned": recommendation_without_reasons,
    "reviews.terms_complete": terms_without_a_question,
    "reviews.names_settled": terms_with_a_name,
    "reviews.terms_agreed": gathering_without_terms,
    "panels.chair_and_author_appointed": gathering_without_an_author,
    "panels.core_agencies_on_panel": gathering_without_an_agency_that_the_leaflet_names,
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
    "families.kept_apart": letter_that_tells_of_another,
    "families.may_be_told": letter_to_somebody_not_told,
    "families.nothing_sealed": letter_with_words_that_are_sealed,
}
