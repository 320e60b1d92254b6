"""Each act on a case stands in the record once, under its name and its person."""

from __future__ import annotations

import datetime
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest

from reviews.services import (
    conflicts,
    criteria,
    decisions,
    identities,
    kinship,
    proceedings,
    referrals,
    reviews,
    terms,
    unknown_names,
)
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again
from tests.reviews.acts import POINTS, exported, over, review_with_everything, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    return review_with_everything()


def acts(review: Any, *kinds: str) -> list[tuple[str, Any]]:
    """Return the acts of a case of these kinds with who did each; the same one several times on end stands once."""
    events = AuditEvent.objects.for_case(review.code, review.referral.code)
    listed = [(event.verb, event.actor_id) for event in events if event.verb.partition(".")[0] in kinds]
    return [act for act, _ in groupby(listed)]


def test_a_case_leaves_one_act_for_each_step_from_the_referral_to_the_decision_and_back() -> None:
    people = make.staff(make.board())
    referral = make.referral(people)
    referrals.send_back(referral, points=POINTS, by=people.manager)
    make.answer_points(again(referral), by=people.referrer)
    referral = referrals.submit(again(referral), by=people.referrer)
    assessment = make.assessment(people, referral)
    given = {"recommendation": "review", "reasons": "Met.", "dissent": "", "by": people.committee}
    referral = criteria.recommend(assessment, **given)
    criteria.ask_again(referral, points=POINTS, by=people.chair)
    make.answer_points(again(assessment), by=people.committee)
    referral = criteria.recommend(again(assessment), **given)
    decisions.decide(referral, outcome="review", reasons="The committee is right.", by=people.chair)
    decisions.decide_again(
        again(referral), outcome="review", reasons="As before.", because="A slip.", by=people.chair
    )
    referrer, committee, chair = people.referrer.pk, people.committee.pk, people.chair.pk
    review = again(referral).review
    assert acts(review, "referral", "point", "criteria", "criterion", "decision", "review") == [
        ("referral.begun", referrer),
        ("referral.written", referrer),
        ("referral.submitted", referrer),
        ("referral.returned", people.manager.pk),
        ("point.answered", referrer),
        ("referral.submitted", referrer),
        ("criteria.begun", committee),
        ("criterion.answered", committee),
        ("criteria.recommended", committee),
        ("criteria.recommendation_asked_again", chair),
        ("point.answered", committee),
        ("criteria.recommended", committee),
        ("decision.recorded", chair),
        ("review.opened", chair),
        ("decision.taken_again", chair),
    ]


def test_terms_leave_one_act_for_each_step_to_their_agreement() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    row = terms.draft(review, by=people.manager)
    row = terms.write(
        row,
        version=row.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=["Was the child seen?"],
        by=people.manager,
    )
    terms.propose(row, by=people.manager)
    terms.send_back(again(row), points=POINTS, by=people.panel_chair)
    make.answer_points(again(row), by=people.manager)
    terms.agree(terms.propose(again(row), by=people.manager), by=people.panel_chair)
    manager, chair = people.manager.pk, people.panel_chair.pk
    assert acts(review, "terms", "point") == [
        ("terms.begun", manager),
        ("terms.written", manager),
        ("terms.proposed", manager),
        ("terms.returned", chair),
        ("point.answered", manager),
        ("terms.proposed", manager),
        ("terms.agreed", chair),
    ]


def test_proceedings_conflicts_and_more_time_are_acts_of_whoever_did_them(world: Any) -> None:
    people, review = world.people, world.review
    proceedings.object_to_end(world.proceeding, reason="An appeal.", by=people.chair)
    reviews.look_again(again(world.proceeding), look_again_on=soon(60), by=people.manager)
    over(again(world.proceeding), people.manager)
    for _ in range(2):
        proceedings.agree_end(again(world.proceeding), by=people.chair)
        conflicts.lift(again(world.conflict), reason="They have moved.", by=people.chair)
    by = review.procedure.clock("sign_off").extended_by
    reviews.extend(
        review, new_due_on=soon(400), reason="The inquest.", by=review.board.memberships.get(role=by).user
    )
    manager, chair = people.manager.pk, people.chair.pk
    assert acts(review, "proceeding", "conflict", "deadline")[1:] == [
        ("proceeding.recorded", manager),
        ("proceeding.end_proposed", manager),
        ("conflict.declared", manager),
        ("proceeding.end_objected", chair),
        ("proceeding.looked_at", manager),
        ("proceeding.end_proposed", manager),
        ("proceeding.ended", chair),
        ("conflict.lifted", chair),
        ("deadline.extended", review.board.memberships.get(role=by).user_id),
    ]


def test_every_change_of_the_register_is_an_act_of_the_manager(world: Any) -> None:
    manager, review = world.people.manager, world.review
    before = len(acts(review, "identity", "kinship", "name", "unknown_name", "register"))
    identities.change(world.identity, pseudonym="Aunt 2", by=manager)
    kinship.describe(world.identity, sex="female", died=False, by=manager)
    kinship.change(
        world.kin, kind="foster", since=None, until=None, version=again(world.kin).version, by=manager
    )
    for _ in range(2):
        kinship.take_back(world.kin, by=manager)
    identities.remove(again(world.identity), by=manager)
    identities.unsettle(world.settled, by=manager)
    unknown_names.answer_as_new(
        world.name, kind="person", pseudonym="Nurse 4", role="nurse", title="Nurse", by=manager
    )
    unknown_names.take_back(again(world.name), by=manager)
    exported(review, manager)
    listed = acts(review, "identity", "kinship", "name", "unknown_name", "register")[before:]
    assert {person for _, person in listed} == {manager.pk}
    assert [verb for verb, _ in listed] == [
        "identity.changed",
        "identity.described",
        "kinship.changed",
        "kinship.taken_back",
        "identity.removed",
        "name.unsettled",
        "identity.entered",
        "unknown_name.answered",
        "identity.removed",
        "unknown_name.reopened",
        "register.exported",
    ]
