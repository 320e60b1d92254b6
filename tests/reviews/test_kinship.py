"""Who is kin to whom: recorded by the manager, never against itself, taken back without a trace lost."""

from __future__ import annotations

import datetime
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reviews.actions import ReviewAction
from reviews.kin_suggestions import suggestions
from reviews.models import Identity, Kinship, Review
from reviews.services import identities, kinship
from scr_portal.audit.models import AuditEvent
from scr_portal.refusals import IN_THE_FUTURE, Refused
from scr_portal.web.stale import StaleForm
from tests import cast, make
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db

GENOGRAM = "The genogram is read by the manager, the panel, the overview author and the family’s contact."
MARCH, MAY, JULY = (datetime.date(2021, month, 1) for month in (3, 5, 7))


@pytest.fixture
def case() -> SimpleNamespace:
    """A child, her mother and father, her grandmother, and a nurse who is nobody's kin."""
    people = make.staff(make.board())
    review = make.review(people)
    labels = {"mother": "Mother", "father": "Father", "grandmother": "Grandmother 3", "nurse": "Nurse 7"}
    made = {key: make.person(people, review, label) for key, label in labels.items()}
    return SimpleNamespace(people=people, review=review, child=make.child(review), **made)


def record(
    case: SimpleNamespace, person: Identity, relative: Identity, kind: str = "birth", **values: Any
) -> Kinship:
    return make.kin(case.people, person, relative, kind, **values)


def refusal(
    case: SimpleNamespace, person: Identity, relative: Identity, kind: str, **values: Any
) -> dict[str, list[str]]:
    """What is refused: by the service, and by the page that asks beforehand, in the same words."""
    with pytest.raises(Refused) as refused:
        record(case, person, relative, kind, **values)
    register = case.review.identity_register()
    asked = kinship.checks_record(register, person=person, relative=relative, kind=kind, **values)
    assert {field: [sentence] for field, sentence in asked.items()} == refused.value.sentences
    return refused.value.sentences


def verbs() -> list[str]:
    acts = AuditEvent.objects.filter(verb__regex="^(kinship|identity.described)").order_by("seq")
    return list(acts.values_list("verb", flat=True))


def test_a_parent_is_recorded_with_who_recorded_it_and_no_text_is_coded_anew(case: SimpleNamespace) -> None:
    register = case.review.identity_register()
    before = type(register).objects.get(pk=register.pk).version

    made = record(case, case.mother, case.child)

    assert (made.person, made.relative, made.kind) == (case.mother, case.child, "birth")
    assert made.recorded_by == case.people.manager
    assert made.words == f"Mother is a birth parent of {case.child}."
    assert verbs() == ["kinship.recorded"]
    assert type(register).objects.get(pk=register.pk).version == before


def test_a_couple_is_one_entry_whoever_is_named_first(case: SimpleNamespace) -> None:
    first = record(case, case.mother, case.father, "married", until=MARCH)
    second = record(case, case.father, case.mother, "divorced", since=MARCH)
    assert (first.person, first.relative) == (second.person, second.relative)
    assert first.person.pk < first.relative.pk


def test_nobody_is_their_own_kin(case: SimpleNamespace) -> None:
    assert refusal(case, case.mother, case.mother, "birth") == {"relative": ["Choose two different people."]}


def test_two_people_are_one_thing_to_each_other_at_a_time(case: SimpleNamespace) -> None:
    sentence = "What these two are to each other at that time is recorded already. Change that entry instead."
    record(case, case.mother, case.father, "partner", since=MARCH, until=MAY)
    record(case, case.father, case.mother, "married", since=MAY)
    for values in ({}, {"since": JULY}, {"since": MARCH, "until": JULY}, {"until": MAY}):
        assert refusal(case, case.father, case.mother, "divorced", **values) == {"relative": [sentence]}
    assert refusal(case, case.mother, case.father, "step") == {"relative": [sentence]}


def test_nobody_becomes_their_own_ancestor_by_any_kind_of_parent(case: SimpleNamespace) -> None:
    record(case, case.grandmother, case.mother)
    record(case, case.mother, case.child, "adoptive")
    sentence = "This would make somebody their own ancestor. Look at who is recorded as whose parent."
    for kind in ("birth", "adoptive", "step", "foster"):
        assert refusal(case, case.child, case.grandmother, kind) == {"relative": [sentence]}
    record(case, case.grandmother, case.child, "foster")


def test_a_child_has_two_birth_parents_and_any_number_of_others(case: SimpleNamespace) -> None:
    record(case, case.mother, case.child)
    record(case, case.father, case.child)
    sentence = "This child has two birth parents in the register already."
    assert refusal(case, case.nurse, case.child, "birth") == {"relative": [sentence]}
    record(case, case.nurse, case.child, "foster")


def test_months_are_in_order_and_not_to_come_and_a_birth_has_none(case: SimpleNamespace) -> None:
    to_come = datetime.date(2999, 1, 1)
    backwards = {"since": MAY, "until": MARCH}
    ended = "It cannot have ended before it began."
    for_good = "A birth parent is one for good. Leave the months empty."
    assert refusal(case, case.mother, case.child, "foster", **backwards) == {"until": [ended]}
    assert refusal(case, case.mother, case.child, "foster", since=to_come) == {"since": [IN_THE_FUTURE]}
    assert refusal(case, case.mother, case.child, "birth", since=MAY) == {"since": [for_good]}
    assert kinship.checks_record(case.review.identity_register(), **backwards) == {"until": ended}


def test_only_people_of_the_same_register_are_kin(case: SimpleNamespace) -> None:
    sentence = "Choose two people of this case’s register."
    other = make.child(make.review(case.people))
    born = case.child.numbers.get()
    assert refusal(case, case.mother, other, "birth") == {"relative": [sentence]}
    assert refusal(case, case.mother, born, "birth") == {"relative": [sentence]}
    with pytest.raises(Refused, match=sentence):
        kinship.describe(born, sex="female", died=False, by=case.people.manager)


def row(case: SimpleNamespace, person: Identity, relative: Identity, kind: str, **values: Any) -> Kinship:
    """A row as no service would write it."""
    return Kinship(
        register=case.review.identity_register(),
        person=person,
        relative=relative,
        kind=kind,
        recorded_by=case.people.manager,
        **values,
    )


def refused_by_the_database(made: Kinship) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        made.save()
    return str(refused.value)


def test_the_database_holds_what_must_never_be_so(case: SimpleNamespace) -> None:
    low, high = sorted((case.mother, case.father), key=lambda one: one.pk)
    other = make.child(make.review(case.people))
    wrong = {
        "nobody_is_their_own_kin": row(case, case.mother, case.mother, "birth"),
        "kinship_of_a_known_kind": row(case, high, low, "married"),
        "kinship_ends_after_it_began": row(case, low, high, "married", since=MAY, until=MARCH),
        "kinship_of_two_people_of_one_register": row(case, case.mother, other, "birth"),
    }
    for constraint, made in wrong.items():
        assert constraint in refused_by_the_database(made) or constraint == "nobody_is_their_own_kin"
    record(case, case.mother, case.father, "partner")
    again = row(case, case.father, case.mother, "foster")
    assert "one_kinship_a_pair_at_a_time" in refused_by_the_database(again)


def test_a_correction_counts_and_a_second_writer_is_told(case: SimpleNamespace) -> None:
    made = record(case, case.mother, case.father, "partner")
    changed = kinship.change(made, kind="separated", since=MAY, until=None, version=0, by=case.people.manager)
    assert (changed.kind, changed.since, changed.version) == ("separated", MAY, 1)
    with pytest.raises(StaleForm):
        kinship.change(made, kind="married", since=None, until=None, version=0, by=case.people.manager)
    with pytest.raises(Refused, match="A couple and a parent with a child are recorded apart"):
        kinship.change(made, kind="foster", since=None, until=None, version=1, by=case.people.manager)
    with pytest.raises(Refused, match="cannot have ended before"):
        kinship.change(made, kind="married", since=MAY, until=MARCH, version=1, by=case.people.manager)
    assert verbs() == ["kinship.recorded", "kinship.changed"]


def test_what_is_taken_back_is_gone_once_and_its_history_stays(case: SimpleNamespace) -> None:
    made = record(case, case.mother, case.child)
    kinship.take_back(made, by=case.people.manager)
    kinship.take_back(made, by=case.people.manager)
    assert not Kinship.objects.exists()
    assert [entry.history_type for entry in Kinship.history.order_by("history_id")] == ["+", "-"]
    assert verbs() == ["kinship.recorded", "kinship.taken_back"]


def test_somebody_with_kin_stays_in_the_register(case: SimpleNamespace) -> None:
    record(case, case.mother, case.child)
    with pytest.raises(identities.InUse):
        identities.remove(case.mother, by=case.people.manager)


def test_a_symbol_says_what_is_recorded_and_the_same_again_is_no_act(case: SimpleNamespace) -> None:
    for _ in range(2):
        kinship.describe(case.mother, sex="female", died=True, by=case.people.manager)
    case.mother.refresh_from_db()
    assert (case.mother.sex, case.mother.died) == ("female", True)
    assert verbs() == ["identity.described"]


def roles(case: SimpleNamespace, **by_label: str) -> list[str]:
    """The suggestions once people have these roles, in words."""
    for label, role in by_label.items():
        make.person(case.people, case.review, label, role=role)
    return [one.words for one in suggestions(case.review.identity_register())]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("mother", "Ada is a birth parent of {child}. Drawn as female."),
        ("birth father", "Ada is a birth parent of {child}. Drawn as male."),
        ("Step-Father", "Ada is a step-parent of {child}. Drawn as male."),
        ("kinship carer", "Ada is a foster or kinship carer of {child}."),
        ("brother or sister", ""),
        ("grandparent", ""),
        ("health visitor", ""),
    ],
)
def test_only_a_plain_role_suggests_a_relationship(case: SimpleNamespace, role: str, said: str) -> None:
    assert roles(case, Ada=role) == ([said.format(child=case.child)] if said else [])


def test_a_relative_of_the_mother_is_suggested_while_there_is_one_mother(case: SimpleNamespace) -> None:
    alone = roles(case, Ada="mother’s mother")
    assert alone == []
    both = roles(case, Bee="mother")
    assert f"Bee is a birth parent of {case.child}. Drawn as female." in both
    assert "Ada is a birth parent of Bee. Drawn as female." in both
    assert roles(case, Cee="mother") == []


def test_what_is_ticked_is_recorded_and_what_is_recorded_is_suggested_no_longer(
    case: SimpleNamespace,
) -> None:
    roles(case, Ada="mother", Bee="foster carer", Cee="foster carer")
    register = case.review.identity_register()
    keys = [one.key for one in suggestions(register) if str(one.person) != "Cee"]

    made = kinship.accept(register, keys=[*keys, f"{uuid.uuid4()}:nothing"], by=case.people.manager)

    assert sorted(str(one.person) for one in made) == ["Ada", "Bee"]
    assert Identity.objects.get(pseudonym="Ada").sex == "female"
    assert [str(one.person) for one in suggestions(register)] == ["Cee"]
    assert kinship.accept(register, keys=keys, by=case.people.manager) == []


def test_the_manager_alone_records_and_those_who_work_with_it_read() -> None:
    world = cast.world()
    begun = cast.begin(world, make.review(world.people))
    review: Review = begun.review
    aunt = make.person(world.people, review, "Aunt 6")
    made = make.kin(world.people, aunt, make.child(review), "foster")
    for on in (review, made):
        assert_told(world, ReviewAction.VIEW_GENOGRAM, on, "bm pch ova pm fl", GENOGRAM)
    for act in (
        lambda: kinship.take_back(made, by=world.who["pch"]),
        lambda: kinship.change(made, kind="step", since=None, until=None, version=0, by=world.who["pch"]),
        lambda: kinship.describe(aunt, sex="female", died=False, by=world.who["pch"]),
        lambda: kinship.accept(aunt.register, keys=[], by=world.who["pch"]),
        lambda: kinship.record(aunt.register, person=aunt, relative=aunt, kind="birth", by=world.who["pch"]),
    ):
        with pytest.raises(PermissionDenied):
            act()
