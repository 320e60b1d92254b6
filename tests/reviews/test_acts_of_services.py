"""Each act on a case is for those who may, and stands in the record under its name and its person."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reviews.models import SettledName, UnknownName
from reviews.services import (
    conflicts,
    criteria,
    decisions,
    identities,
    kinship,
    proceedings,
    referrals,
    register_export,
    returns,
    reviews,
    terms,
    unknown_names,
)
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

POINTS = [NewPoint("Where was he found?")]
ACCOUNT = "Nurse Threlkeld rang Keith Venn. Tamsin Quillfeather had missed two appointments."


def acts(review: Any, *kinds: str) -> list[tuple[str, Any]]:
    """Return the acts of a case of these kinds with who did each; the same one several times on end stands once."""
    events = AuditEvent.objects.for_case(review.code, review.referral.code)
    listed = [(event.verb, event.actor_id) for event in events if event.verb.partition(".")[0] in kinds]
    return [act for act, _ in groupby(listed)]


def last() -> int:
    return AuditEvent.objects.order_by("seq").values_list("seq", flat=True).last() or 0


def refused(act: Callable[[Any, Any], Any], world: Any, by: Any) -> None:
    before = last()
    with pytest.raises(Denied):
        act(world, by)
    assert last() == before


def soon(days: int = 30) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def hold(people: Any, review: Any) -> Any:
    return reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=soon(),
        by=people.manager,
    )


def over(row: Any, by: Any) -> Any:
    return proceedings.propose_end(
        row, outcome="Nobody was charged.", over_on=timezone.localdate(), reason="Closed.", by=by
    )


def unknown(review: Any, surface: str = "Threlkeld") -> UnknownName:
    return UnknownName.objects.spelled(review.identity_register(), surface).get()


def entered(review: Any, by: Any, **values: Any) -> Any:
    return identities.enter(
        review.identity_register(),
        **{"kind": "person", "canonical": "Una Lanyon", "pseudonym": "Aunt", "role": "aunt"} | values,
        by=by,
    )


def exported(review: Any, by: Any) -> bytes:
    return register_export.export(
        review.identity_register(),
        reason="The coroner has asked for it.",
        passphrase="copper kettle on a windy hill",
        by=by,
    )


# Who may ---------------------------------------------------------------------------------------------------


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


@pytest.fixture
def world() -> SimpleNamespace:
    """A review with terms, proceedings, a conflict, an identity, a relationship, a settled name and one that waits."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people, account=ACCOUNT))
    row = hold(people, review)
    aunt = entered(review, people.manager)
    register = review.identity_register()
    identities.settle(register, text="Venn", settled_as="allow", by=people.manager)
    return SimpleNamespace(
        people=people,
        review=review,
        referral=review.referral,
        register=register,
        terms=terms.draft(review, by=people.manager),
        proceeding=over(row, people.manager),
        conflict=reviews.declare_conflict(
            review, of=make.member(people.board, "panel_member"), reason="A neighbour.", by=people.manager
        ),
        identity=aunt,
        kin=make.kin(people, aunt, make.child(review), "step"),
        settled=SettledName.objects.get(register=register),
        name=unknown(review),
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


# What is recorded ------------------------------------------------------------------------------------------


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
