"""Each act on a case is for those who may, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
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
    returns,
    reviews,
    terms,
    unknown_names,
)
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.reviews.acts import POINTS, entered, exported, hold, over, review_with_everything, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    return review_with_everything()


def last() -> int:
    return AuditEvent.objects.order_by("seq").values_list("seq", flat=True).last() or 0


def refused(act: Callable[[Any, Any], Any], world: Any, by: Any) -> None:
    before = last()
    with pytest.raises(Denied):
        act(world, by)
    assert last() == before


@pytest.fixture
def referred() -> SimpleNamespace:
    """A referral whose criteria are answered; nobody has recommended anything."""
    people = make.staff(make.board())
    referral = make.referral(people)
    return SimpleNamespace(
        people=people,
        referral=referral,
        assessment=make.assessment(people, referral, answered=False),
        unassessed=make.referral(people, child_name="Jory Vean"),
    )


BEFORE_THE_DECISION: dict[str, Callable[[Any, Any], Any]] = {
    "refer": lambda world, by: referrals.begin(board=world.people.board, agency=None, by=by),
    "write a referral": lambda world, by: referrals.write(world.referral, version=0, by=by),
    "send a referral": lambda world, by: referrals.submit(world.referral, by=by),
    "ask the referrer": lambda world, by: referrals.send_back(world.referral, points=POINTS, by=by),
    "begin the criteria": lambda world, by: criteria.begin(world.unassessed, by=by),
    "choose a procedure": lambda world, by: criteria.choose_procedure(
        world.referral, procedure_code="portsmouth-2010", reason="It fits.", by=by
    ),
    "answer a criterion": lambda world, by: criteria.answer(
        world.assessment, criterion="death", met="yes", reasons="As reported.", by=by
    ),
    "recommend": lambda world, by: criteria.recommend(
        world.assessment, recommendation="review", reasons="Met.", dissent="", by=by
    ),
    "ask the committee again": lambda world, by: criteria.ask_again(world.referral, points=POINTS, by=by),
    "decide": lambda world, by: decisions.decide(world.referral, outcome="review", reasons="Yes.", by=by),
    "decide again": lambda world, by: decisions.decide_again(
        world.referral, outcome="review", reasons="Yes.", because="An error.", by=by
    ),
}
ON_A_REVIEW: dict[str, Callable[[Any, Any], Any]] = {
    "open the next stage": lambda world, by: reviews.advance(world.review, "gathering", by=by),
    "extend the clock": lambda world, by: reviews.extend(
        world.review, new_due_on=soon(400), reason="The inquest.", by=by
    ),
    "record proceedings": lambda world, by: hold(SimpleNamespace(manager=by), world.review),
    "look again": lambda world, by: reviews.look_again(world.proceeding, look_again_on=soon(60), by=by),
    "record their end": lambda world, by: over(world.proceeding, by),
    "agree their end": lambda world, by: proceedings.agree_end(world.proceeding, by=by),
    "object to their end": lambda world, by: proceedings.object_to_end(
        world.proceeding, reason="An appeal.", by=by
    ),
    "declare for another": lambda world, by: reviews.declare_conflict(
        world.review, of=world.people.panel_member, reason="A neighbour.", by=by
    ),
    "lift a conflict": lambda world, by: conflicts.lift(world.conflict, reason="Moved.", by=by),
    "draft terms": lambda world, by: terms.draft(world.review, by=by),
    "write terms": lambda world, by: terms.write(
        world.terms, version=0, scope_start=None, scope_end=None, questions=[], by=by
    ),
    "propose terms": lambda world, by: terms.propose(world.terms, by=by),
    "return terms": lambda world, by: terms.send_back(world.terms, points=POINTS, by=by),
    "agree terms": lambda world, by: terms.agree(world.terms, by=by),
    "enter an identity": lambda world, by: entered(world.review, by, canonical="Jory Vean"),
    "change an identity": lambda world, by: identities.change(world.identity, pseudonym="Aunt 2", by=by),
    "remove an identity": lambda world, by: identities.remove(world.identity, by=by),
    "settle a name": lambda world, by: identities.settle(
        world.register, text="Othenby", settled_as="allow", by=by
    ),
    "unsettle a name": lambda world, by: identities.unsettle(world.settled, by=by),
    "record a relationship": lambda world, by: kinship.record(
        world.register, person=world.identity, relative=make.child(world.review), kind="foster", by=by
    ),
    "change a relationship": lambda world, by: kinship.change(
        world.kin, kind="foster", since=None, until=None, version=world.kin.version, by=by
    ),
    "take a relationship back": lambda world, by: kinship.take_back(world.kin, by=by),
    "describe": lambda world, by: kinship.describe(world.identity, sex="female", died=False, by=by),
    "accept suggestions": lambda world, by: kinship.accept(world.register, keys=[], by=by),
    "export the register": lambda world, by: exported(world.review, by),
    "answer a name as known": lambda world, by: unknown_names.answer_as_known(
        world.name, identity=world.identity, by=by
    ),
    "answer a name as new": lambda world, by: unknown_names.answer_as_new(
        world.name, kind="person", pseudonym="Nurse 4", role="nurse", by=by
    ),
    "answer a name as a word": lambda world, by: unknown_names.answer_as_word(
        world.name, settled_as="no_name", by=by
    ),
    "take an answer back": lambda world, by: unknown_names.take_back(world.name, by=by),
}


@pytest.mark.parametrize("act", BEFORE_THE_DECISION)
def test_no_act_before_the_decision_is_open_to_whoever_only_sits_on_panels(act: str, referred: Any) -> None:
    refused(BEFORE_THE_DECISION[act], referred, referred.people.panel_member)


@pytest.mark.parametrize("act", ON_A_REVIEW)
def test_no_act_on_a_review_is_open_to_the_author_of_its_overview(act: str, world: Any) -> None:
    refused(ON_A_REVIEW[act], world, world.people.author)


def test_points_are_answered_by_nobody_but_whoever_has_to() -> None:
    people = make.staff(make.board())
    referral = make.referral(people)
    returned = referrals.send_back(referral, points=POINTS, by=people.manager)
    for person in (people.manager, people.committee):
        with pytest.raises(Denied):
            returns.answer_point(returned.points.get(), answer="not_changed", reason="It says so.", by=person)
    assert returned.points.get().answer == ""
