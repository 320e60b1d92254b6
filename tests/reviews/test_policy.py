"""What each person is told who asks to read or change a case: one table for each state it is in."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reviews.actions import ReviewAction
from reviews.models import Referral, ReturnPoint, Review
from reviews.policy import knows_of_conflicts, review_of
from reviews.policy.conflicts import ConflictOfInterestDeclared
from reviews.services import conflicts, criteria, decisions, proceedings, referrals, returns, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal import access
from scr_portal.access.overrides import Paths
from scr_portal.deadlines import services as clocks
from tests import cast, make
from tests.asking import again
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db

SENT = "This referral has been sent and can no longer be changed here."
NOT_WHILE = "The criteria are answered once a referral has been sent, and until a recommendation is made."
REFERRAL_READ = "This referral is read by the board and by the agency that sent it."
ASSESSMENT_READ = "The assessment is read by the committee, the board chair and the business manager."
DECISION_READ = "The reasons for a decision are read by the board and the panel."
OUTCOME_READ = "The outcome is told to those who may read the referral."
REVIEW_READ = "This review is open to the board and to those who take part in it."
TERMS_READ = "The terms of reference are shown to agencies and family once they are agreed."
TERMS_BEGUN = "The terms of reference are begun by the business manager or the committee; the panel chair may change them."
NAMES_SHOWN = (
    "Real names are shown to the manager, the panel chair, the overview author and the family’s contact; "
    "until the decision also to the committee and the board chair."
)
REGISTER = "The identity register is kept by the business manager."
PROCEEDINGS = "Proceedings are recorded by the business manager."


@pytest.fixture
def world() -> SimpleNamespace:
    return cast.world()


@pytest.fixture
def begun(world: SimpleNamespace) -> SimpleNamespace:
    """Agencies are reporting."""
    return cast.begin(world, make.review(world.people))


def hold(world: SimpleNamespace) -> Any:
    return reviews.record_proceeding(
        world.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=world.people.manager,
    )


# Overrides ------------------------------------------------------------------------------------------------


def test_nobody_is_told_more_than_that_the_case_is_not_theirs(begun: Any) -> None:
    closed = make.member(begun.people.board, "business_manager")
    closed.is_active = False
    for person, sentence in (
        (AnonymousUser(), "Sign in first."),
        (closed, "This account is closed."),
        (begun.who["ob"], "This belongs to another board."),
        (begun.who["su"], "This belongs to another board."),
    ):
        for action in (ReviewAction.VIEW_REVIEW, ReviewAction.ADVANCE, ReviewAction.SHOW_NAMES):
            assert access.refusal(action, person, begun.review) == sentence


@pytest.mark.parametrize("role", ["bm", "bch", "pch", "ova", "pm", "sub", "ofs"])
def test_a_declared_conflict_is_the_answer_to_every_question_until_it_is_lifted(
    begun: Any, role: str
) -> None:
    person = begun.who[role]
    before = {action: access.refusal(action, person, begun.review) for action in (ReviewAction.VIEW_REVIEW,)}
    chair = make.member(begun.people.board, "board_chair")
    conflict = reviews.declare_conflict(
        begun.review, of=person, reason="A neighbour.", by=begun.people.manager
    )
    sentence = "You have declared a conflict of interest in this review."
    for action in (ReviewAction.VIEW_REVIEW, ReviewAction.ADVANCE, ReviewAction.EXTEND_CLOCK):
        assert access.refusal(action, person, begun.review) == sentence
    assert not Review.objects.visible_to(person).exists()
    conflicts.lift(conflict, reason="They have moved away.", by=chair)
    assert {action: access.refusal(action, person, begun.review) for action in before} == before


def test_a_conflict_closes_the_case_at_once_and_a_request_asks_for_it_once(
    begun: Any, django_assert_num_queries: Any
) -> None:
    rule, person = ConflictOfInterestDeclared(), begun.who["pm"]
    assert rule.closed_keys(person) == set()
    reviews.declare_conflict(begun.review, of=person, reason="A neighbour.", by=begun.people.manager)
    assert rule.closed_keys(person) == {begun.review.pk}
    in_a_request = again(person)
    in_a_request.memberships_now = []
    with django_assert_num_queries(1):
        assert rule.closed_keys(in_a_request) == rule.closed_keys(in_a_request) == {begun.review.pk}


def test_a_conflict_closes_what_keeps_only_the_code_of_the_case_or_of_its_referral(begun: Any) -> None:
    rule, person, manager = ConflictOfInterestDeclared(), begun.who["pm"], begun.people.manager
    other = make.review(begun.people)
    rows = [
        clocks.start(
            subject,
            kind="visit",
            label="Visit",
            triggered_on=timezone.localdate(),
            trigger_label="agreed",
            length=1,
            unit="weeks",
            source="The board",
            owner=manager,
            by=manager,
        )
        for subject in (begun.review, begun.review.referral, other, other.referral)
    ]
    reviews.declare_conflict(begun.review, of=person, reason="A neighbour.", by=manager)
    closed = [rule.closes(person, row, Paths(case_code="case_code")) for row in rows]
    assert closed == [True, True, False, False]


# The referral and its criteria ----------------------------------------------------------------------------


def test_a_case_is_referred_by_an_agency_or_the_manager(world: Any) -> None:
    sentence = "Cases are referred by an agency or by the board’s business manager."
    assert_told(world, ReviewAction.REFER, world.people.board, "ref agl bm", sentence)
    assert access.refusal(ReviewAction.REFER, world.who["ref"], None) is None
    assert access.refusal(ReviewAction.REFER, world.who["bch"], None) == sentence


def test_a_draft_referral_is_its_writers_and_their_leads(world: Any) -> None:
    row = make.referral(world.people, submitted=False)
    began = "A referral is changed by the person who began it."
    assert_told(world, ReviewAction.VIEW_REFERRAL, row, "ref agl bm", REFERRAL_READ)
    assert_told(world, ReviewAction.EDIT_REFERRAL, row, "ref agl", began)
    assert_told(world, ReviewAction.SUBMIT_REFERRAL, row, "ref agl", began)
    assert_told(world, ReviewAction.ASSESS_CRITERIA, row, "", NOT_WHILE)


def test_a_referral_that_was_sent_is_read_by_the_board_and_changed_by_nobody(world: Any) -> None:
    row = make.referral(world.people)
    own = "This is your own referral, so somebody else asks about it."
    more = "More is asked of the referrer by the business manager."
    assert_told(world, ReviewAction.VIEW_REFERRAL, row, "ref agl sub bch bm", REFERRAL_READ)
    assert_told(world, ReviewAction.EDIT_REFERRAL, row, "", SENT)
    assert_told(world, ReviewAction.RETURN_REFERRAL, row, "bm", more, {"ref": own})
    assert_told(
        world, ReviewAction.ASSESS_CRITERIA, row, "sub bm", "The criteria are answered by the committee."
    )
    assert_told(world, ReviewAction.VIEW_CRITERIA, row, "sub bch bm", ASSESSMENT_READ)
    assert_told(world, ReviewAction.DECIDE, row, "bch", "The decision is the board chair’s.")


def test_a_manager_does_not_ask_more_of_the_own_referral(world: Any) -> None:
    manager = world.people.manager
    row = referrals.begin(board=world.people.board, agency=None, by=manager)
    assert access.refusal(ReviewAction.RETURN_REFERRAL, manager, row) == (
        "This is your own referral, so somebody else asks about it."
    )


def test_a_returned_referral_is_its_writers_again(world: Any) -> None:
    row = make.referral(world.people)
    referrals.send_back(row, points=[NewPoint("Where was he found?")], by=world.people.manager)
    began = "A referral is changed by the person who began it."
    assert_told(world, ReviewAction.EDIT_REFERRAL, again(row), "ref agl", began)
    assert_told(world, ReviewAction.ASSESS_CRITERIA, again(row), "", NOT_WHILE)


def test_where_the_board_has_a_procedure_another_is_chosen_by_its_manager(world: Any) -> None:
    row = make.referral(world.people)
    usual = "This board has a procedure of its own. Another is chosen by the business manager, with a reason."
    committee = "The criteria are answered by the committee."
    assert_told(world, ReviewAction.CHOOSE_PROCEDURE, row, "bm", committee, {"sub": usual})
    world.people.board.procedure = ""
    world.people.board.save()
    assert_told(world, ReviewAction.CHOOSE_PROCEDURE, again(row), "sub bm", committee)


def test_after_the_recommendation_no_criterion_is_answered(world: Any) -> None:
    row = make.recommended(world.people)
    assert_told(world, ReviewAction.ASSESS_CRITERIA, row, "", NOT_WHILE)
    assert_told(
        world, ReviewAction.ASK_RECOMMENDATION_AGAIN, row, "bch", "The decision is the board chair’s."
    )
    assert_told(world, ReviewAction.VIEW_DECISION, row, "", DECISION_READ)
    assert_told(world, ReviewAction.VIEW_OUTCOME, row, "ref agl sub bch bm", OUTCOME_READ)


def test_the_outcome_is_told_more_widely_than_the_reasons(begun: Any) -> None:
    row = begun.review.referral
    assert_told(begun, ReviewAction.VIEW_DECISION, row, "sub bch bm ofs pch ova pm", DECISION_READ)
    assert_told(begun, ReviewAction.VIEW_OUTCOME, row, "ref agl sub bch bm ofs pch ova pm", OUTCOME_READ)


# The review -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "allowed", "sentence"),
    [
        (ReviewAction.VIEW_REVIEW, "pm pch ova sub bch bm fl ofs imr oa agl", REVIEW_READ),
        (ReviewAction.DECLARE_CONFLICT, "pm pch ova sub bch bm fl ofs imr oa agl", REVIEW_READ),
        (ReviewAction.EXTEND_CLOCK, "bch", "An extension is agreed by the board chair."),
        (ReviewAction.ADVANCE, "bm", "The next stage is opened by the business manager."),
        (ReviewAction.RECORD_PROCEEDING, "bm", PROCEEDINGS),
        (ReviewAction.VIEW_IDENTITIES, "bm", REGISTER),
        (ReviewAction.EDIT_IDENTITIES, "bm", REGISTER),
        (ReviewAction.SETTLE_NAMES, "bm", REGISTER),
        (
            ReviewAction.SHOW_NAMES,
            "bm pch ova fl",
            NAMES_SHOWN,
        ),
        (
            ReviewAction.VIEW_NAME_READERS,
            "bm bch",
            "Who can see real names is read by the business manager and the board chair.",
        ),
        (
            ReviewAction.VIEW_HISTORY,
            "bm bch ofs",
            "The history of a case is read by the business manager, the board chair and an inspector.",
        ),
        (
            ReviewAction.VIEW_CONFLICTS,
            "bm bch",
            "Conflicts of interest are read by the business manager and the board chair.",
        ),
    ],
)
def test_who_may_do_what_with_a_review(begun: Any, action: Any, allowed: str, sentence: str) -> None:
    assert_told(begun, action, begun.review, allowed, sentence)


def test_real_names_of_a_referral_are_shown_to_the_committee_and_the_chair_until_the_decision(
    world: Any,
) -> None:
    row = make.referral(world.people)
    assert_told(world, ReviewAction.SHOW_NAMES, row, "bm sub bch", NAMES_SHOWN)
    row = make.recommended(world.people)
    assert_told(world, ReviewAction.SHOW_NAMES, row, "bm sub bch", NAMES_SHOWN)
    decisions.decide(row, outcome="none", reasons="The criteria are not met.", by=world.people.chair)
    assert_told(world, ReviewAction.SHOW_NAMES, again(row), "bm", NAMES_SHOWN)


def test_terms_in_force_are_begun_anew_by_manager_and_committee(begun: Any) -> None:
    assert_told(begun, ReviewAction.DRAFT_TERMS, begun.review, "bm sub", TERMS_BEGUN)
    assert_told(
        begun,
        ReviewAction.VIEW_TERMS,
        begun.terms,
        "pm pch ova sub bch bm fl imr oa agl ofs",
        TERMS_READ,
    )


def test_terms_being_written_are_changed_by_the_panel_chair_too(begun: Any) -> None:
    row = terms.draft(begun.review, by=begun.people.manager)
    yours = "You write the terms of reference yourself, so you change them instead."
    returned = "The terms of reference are returned by the panel chair or a member of the panel."
    assert_told(begun, ReviewAction.DRAFT_TERMS, row, "bm sub pch", TERMS_BEGUN)
    assert_told(begun, ReviewAction.VIEW_TERMS, row, "pm pch ova sub bch bm", TERMS_READ)
    assert_told(
        begun, ReviewAction.APPROVE_TERMS, row, "pch", "The terms of reference are agreed by the panel chair."
    )
    assert_told(begun, ReviewAction.RETURN_TERMS, row, "pch pm", returned, {"bm sub": yours})
    row = terms.propose(row, by=begun.people.manager)
    assert_told(begun, ReviewAction.DRAFT_TERMS, row, "bm sub pch", TERMS_BEGUN)


def test_the_end_of_proceedings_is_agreed_by_a_second_person(begun: Any) -> None:
    row = proceedings.propose_end(
        hold(begun),
        outcome="Nobody was charged.",
        over_on=timezone.localdate(),
        reason="The police have closed the case.",
        by=begun.people.manager,
    )
    other = make.member(begun.people.board, "business_manager")
    second = "You recorded that these proceedings are over, so a second person agrees to it."
    agreed = "The end of proceedings is agreed by the board chair or a business manager."
    assert_told(begun, ReviewAction.AGREE_END_OF_PROCEEDING, row, "bch", agreed, {"bm": second})
    assert access.refusal(ReviewAction.AGREE_END_OF_PROCEEDING, other, row) is None


def test_a_conflict_is_lifted_by_a_board_chair_other_than_the_person(begun: Any) -> None:
    lifted = "A conflict of interest is lifted by the board chair."
    conflict = reviews.declare_conflict(
        begun.review, of=begun.who["pm"], reason="A neighbour.", by=begun.people.manager
    )
    closed = "You have declared a conflict of interest in this review."
    assert_told(begun, ReviewAction.LIFT_CONFLICT, conflict, "bch", lifted, {"pm": closed})


def test_the_person_never_lifts_their_own_conflict(begun: Any) -> None:
    from reviews.policy import may_lift_conflict

    chair = begun.who["bch"]
    conflict = reviews.declare_conflict(
        begun.review, of=chair, reason="A neighbour.", by=begun.people.manager
    )
    assert may_lift_conflict(chair, conflict) == (
        "Your own conflict of interest is lifted by another board chair."
    )


def test_that_somebody_is_shut_out_is_known_to_those_who_work_with_the_panel(begun: Any) -> None:
    known = ("bm", "bch", "pch", "ova", "pm", "sub", "ofs")
    assert {name for name in known if knows_of_conflicts(begun.who[name], begun.review)} == {
        "bm",
        "bch",
        "pch",
    }


def test_what_hangs_on_a_referral_belongs_to_the_review_that_grew_from_it(world: Any) -> None:
    row = make.recommended(world.people)
    assert (review_of(row.assessment), review_of(row), review_of(object())) == (None, None, None)
    decisions.decide(row, outcome="review", reasons="The committee is right.", by=world.people.chair)
    row, review = again(row), Review.objects.get()
    assert review_of(row.assessment) == review_of(review) == review


# Points ---------------------------------------------------------------------------------------------------


def test_points_are_answered_by_the_writer_until_it_is_sent_again(world: Any) -> None:
    row = make.referral(world.people)
    round = referrals.send_back(row, points=[NewPoint("Where was he found?")], by=world.people.manager)
    point = ReturnPoint.objects.get(round=round)
    began = "A referral is changed by the person who began it."
    own = "Points are answered by somebody other than the person who wrote them."
    read = "Points are read by whoever reads what they are about, and by the person who returned it."
    assert_told(world, ReviewAction.ANSWER_POINT, point, "ref agl", began, {"bm": own})
    assert_told(world, ReviewAction.VIEW_POINTS, round, "ref agl sub bch bm", read)

    returns.answer_point(point, answer="not_changed", reason="It is said there.", by=world.who["ref"])
    referrals.submit(Referral.objects.get(pk=row.pk), by=world.who["ref"])
    over = "This has been sent again, so its points are no longer answered."
    assert_told(world, ReviewAction.ANSWER_POINT, again(point), "", over)


def test_points_on_a_recommendation_are_the_committees(world: Any) -> None:
    row = make.recommended(world.people)
    round = criteria.ask_again(row, points=[NewPoint("Say why.")], by=world.people.chair)
    committee = "The criteria are answered by the committee."
    own = "Points are answered by somebody other than the person who wrote them."
    point = ReturnPoint.objects.get(round=round)
    assert_told(world, ReviewAction.ANSWER_POINT, point, "sub bm", committee, {"bch": own})
    with pytest.raises(access.Denied, match="The decision is the board chair’s"):
        decisions.decide(again(row), outcome="review", reasons="Yes.", by=world.people.committee)
