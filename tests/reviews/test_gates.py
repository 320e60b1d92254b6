"""What holds a case back from its next step: the sentence of each branch, reached through the services."""

from __future__ import annotations

import datetime
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reviews.gates import hold_matter, terms_matter, unanswered_points
from reviews.models import CriteriaAssessment, Referral, Review
from reviews.services import criteria, proceedings, referrals, returns, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal import workflow
from scr_portal.web.words import long_date
from tests import make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
FIELDS = {
    "child_name": "Say which child this is about.",
    "harm": "Say whether a child has died or been seriously harmed.",
    "happened_on": "Say when it happened.",
    "known_on": "Say when your agency came to know.",
    "account": "Say what happened.",
}


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def sentences(subject: Any, to: str, gate: str = "") -> list[str]:
    """What is missing for the step, of one gate or of all."""
    subject = type(subject)._base_manager.get(pk=subject.pk)
    return [item.sentence for item in workflow.missing(subject, to) if gate in ("", item.gate)]


# The referral ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIELDS)
def test_a_referral_is_not_sent_without(people: Any, field: str) -> None:
    row = make.referral(people, submitted=False, **{field: ""})
    assert sentences(row, "submitted") == [FIELDS[field]]
    with pytest.raises(workflow.TransitionBlocked, match=FIELDS[field]):
        referrals.submit(row, by=people.referrer)


def test_an_empty_referral_lacks_everything_and_a_full_one_nothing(people: Any) -> None:
    agency = people.referrer.memberships.get().agency
    empty = referrals.begin(board=people.board, agency=agency, by=people.referrer)
    assert sentences(empty, "submitted") == list(FIELDS.values())
    assert sentences(make.referral(people, submitted=False), "submitted") == []


# Criteria and recommendation ------------------------------------------------------------------------------


def test_a_referral_nobody_assessed_lacks_answers_and_recommendation(people: Any) -> None:
    assert sentences(make.referral(people), "screened") == [
        "The criteria have not been answered.",
        "The committee has not said what it recommends.",
    ]


def test_each_criterion_is_missing_until_it_is_answered(people: Any) -> None:
    assessment = make.assessment(people, make.referral(people), answered=False)
    questions = [limb.question for limb in assessment.procedure.criteria]
    for number, limb in enumerate(assessment.procedure.criteria):
        assert sentences(assessment.referral, "screened", "reviews.criteria_answered") == [
            f"Not answered yet: {question}" for question in questions[number:]
        ]
        criteria.answer(
            assessment, criterion=limb.code, met="no", reasons="As reported.", by=people.committee
        )
    assert sentences(assessment.referral, "screened", "reviews.criteria_answered") == []


def test_a_recommendation_without_reasons_is_not_made(people: Any) -> None:
    assessment = make.assessment(people, make.referral(people))
    with pytest.raises(
        workflow.TransitionBlocked, match=r"The recommendation has no reasons yet\."
    ) as blocked:
        criteria.recommend(assessment, recommendation="none", reasons="", dissent="", by=people.committee)
    assert [item.detail for item in blocked.value.outstanding] == [True]
    assert CriteriaAssessment.objects.get().recommendation == ""
    assert Referral.objects.get().status == "submitted"


def details(subject: Any, to: str) -> set[bool]:
    """Whether what is missing for the step is a detail of its form, which stands in nobody's list by itself."""
    subject = type(subject)._base_manager.get(pk=subject.pk)
    return {item.detail for item in workflow.missing(subject, to)}


def test_what_a_form_lacks_stands_beside_it_and_in_nobodys_list(people: Any, review: Any) -> None:
    agency = people.referrer.memberships.get().agency
    assert details(referrals.begin(board=people.board, agency=agency, by=people.referrer), "submitted") == {
        True
    }
    referral = make.referral(people)
    assert details(referral, "screened") == {True}
    assessment = make.assessment(people, referral, answered=False)
    assert details(referral, "screened") == {True}
    for limb in assessment.procedure.criteria:
        criteria.answer(assessment, criterion=limb.code, met="no", reasons="Seen.", by=people.committee)
    assert details(referral, "screened") == {True}
    assert details(terms.draft(review, by=people.manager), "proposed") == {True}


# Terms of reference ---------------------------------------------------------------------------------------

NO_DAYS = "The scope has no first and last day yet."
NO_QUESTION = "There is no question yet for the agencies to answer."


@pytest.mark.parametrize(
    ("first", "last", "questions", "missing"),
    [
        (None, None, [], [NO_DAYS, NO_QUESTION]),
        (1, None, ["Who saw the child?"], [NO_DAYS]),
        (None, 9, ["Who saw the child?"], [NO_DAYS]),
        (1, 9, ["  "], [NO_QUESTION]),
        (1, 9, ["Who saw the child?"], []),
    ],
)
def test_terms_have_both_days_and_a_question(
    people: Any, review: Any, first: int | None, last: int | None, questions: list[str], missing: list[str]
) -> None:
    row = terms.write(
        terms.draft(review, by=people.manager),
        version=0,
        scope_start=datetime.date(2010, 1, first) if first else None,
        scope_end=datetime.date(2010, 1, last) if last else None,
        questions=questions,
        by=people.manager,
    )
    assert sentences(row, "proposed") == missing


def test_terms_in_force_are_enough_while_a_new_version_is_written(people: Any, review: Any) -> None:
    gate = "reviews.terms_agreed"
    assert sentences(review, "gathering", gate) == ["The terms of reference are not agreed yet."]
    make.appointed(people, review)
    make.agreed_terms(people, review)
    assert sentences(review, "gathering", gate) == []
    terms.draft(review, by=people.manager)
    assert sentences(review, "gathering", gate) == []


def test_first_terms_are_missing_until_they_are_agreed_whether_written_or_not(
    people: Any, review: Any
) -> None:
    gate = "reviews.terms_agreed"
    missing = ["The terms of reference are not agreed yet."]
    terms.draft(review, by=people.manager)
    assert sentences(review, "gathering", gate) == missing
    make.appointed(people, review)
    other = make.appointed(people, make.review(people))
    make.agreed_terms(people, other)
    assert sentences(review, "gathering", gate) == missing


def test_only_points_without_an_answer_are_named_in_the_act_and_of_this_round_alone(
    people: Any, review: Any
) -> None:
    rows = []
    for case in (review, make.review(people)):
        make.appointed(people, case)
        row, day = terms.draft(case, by=people.manager), timezone.localdate()
        asks = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
        row = terms.propose(terms.write(row, version=0, by=people.manager, **asks), by=people.manager)
        points = [NewPoint("Which years?"), NewPoint("Which agencies?")]
        rows.append(terms.send_back(row, points=points, by=people.panel_chair).subject)
    first, second = unanswered_points(rows[0])
    returns.answer_point(first, answer="not_changed", reason="As the leaflet says.", by=people.manager)
    assert unanswered_points(rows[0]) == [second]
    assert len(unanswered_points(rows[1])) == 2


def test_the_act_on_the_terms_follows_how_far_they_are(people: Any, review: Any) -> None:
    def act() -> str:
        return terms_matter(review, review.terms.first()).act

    make.appointed(people, review)
    assert act() == "Write the terms of reference"
    row = terms.draft(review, by=people.manager)
    assert act() == "Write the terms of reference"
    day = timezone.localdate()
    asks = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    row = terms.write(row, version=0, by=people.manager, **asks)
    assert act() == "Put the terms of reference before the panel chair"
    row = terms.propose(row, by=people.manager)
    assert act() == "Agree the terms of reference"
    terms.send_back(row, points=[NewPoint("Which years?")], by=people.panel_chair)
    assert act() not in ("Agree the terms of reference", "Put the terms of reference before the panel chair")
    make.answer_points(row, by=people.manager)
    assert act() == "Put the terms of reference before the panel chair"


# Proceedings ----------------------------------------------------------------------------------------------


def hold(people: Any, review: Review, *, holds: bool = True, kind: str = "criminal") -> Any:
    return reviews.record_proceeding(
        review,
        kind=kind,
        holds_publication=holds,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + 30 * DAY,
        by=people.manager,
    )


def on_publication(review: Review) -> list[str]:
    gate = workflow.registered()["reviews.no_hold_on_publication"]
    return [item.sentence for item in gate.missing(review)]


def test_running_proceedings_hold_publication_with_the_day_to_look_again(people: Any, review: Any) -> None:
    hold(people, review)
    again = long_date(timezone.localdate() + 30 * DAY)
    assert on_publication(review) == [
        f"Publication is on hold: criminal proceedings. To be looked at again on {again}."
    ]


@pytest.mark.parametrize("holds", [True, False])
def test_hold_names_the_leaflet_where_the_procedure_holds_publication_for_a_trial(
    people: Any, review: Any, monkeypatch: pytest.MonkeyPatch, holds: bool
) -> None:
    hold(people, review)
    procedure = review.procedure
    rule = replace(procedure.proceedings, trial_holds_publication=holds)
    monkeypatch.setattr(Review, "procedure", replace(procedure, proceedings=rule))
    [matter] = workflow.registered()["reviews.no_hold_on_publication"].missing(review)
    own = workflow.registered()["reviews.no_hold_on_publication"].source
    assert matter.source == (rule.source if holds else own)


def test_proceedings_that_hold_nothing_run_beside_the_review(people: Any, review: Any) -> None:
    row = hold(people, review, holds=False)
    assert on_publication(review) == []
    assert hold_matter(row).sentence.startswith("Beside the review: criminal proceedings.")


def test_a_hold_stands_until_the_second_person_agrees_and_then_no_more(people: Any, review: Any) -> None:
    row = hold(people, review)
    values = {"outcome": "Nobody was charged.", "reason": "The police have closed the case."}
    row = proceedings.propose_end(row, over_on=timezone.localdate(), by=people.manager, **values)
    assert on_publication(review) == [
        "Publication is on hold: criminal proceedings. A second person has still to agree that they are over."
    ]
    proceedings.agree_end(row, by=people.chair)
    assert on_publication(review) == []


def test_an_end_that_is_objected_to_leaves_the_hold_as_it_was(people: Any, review: Any) -> None:
    row = hold(people, review)
    before = on_publication(review)
    row = proceedings.propose_end(
        row, outcome="Over.", over_on=timezone.localdate(), reason="Nothing is left.", by=people.manager
    )
    proceedings.object_to_end(row, reason="An appeal is open.", by=people.chair)
    assert on_publication(review) == before


def test_each_of_two_proceedings_holds_for_itself(people: Any, review: Any) -> None:
    first = hold(people, review)
    hold(people, review, kind="family_court")
    assert len(on_publication(review)) == 2
    make.ended(people, first)
    (left,) = on_publication(review)
    assert left.startswith("Publication is on hold: family court")
