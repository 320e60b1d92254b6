"""Each act for a family is for those who may, stands in the record under its name, and touches its own row alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.models import PersonalContact
from families.services import contacts, holds, relatives
from reviews.models import Review
from scr_portal import workflow
from scr_portal.access import Denied, grants
from scr_portal.access.roles import Role
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def acts_of(review: Review, since: int) -> list[tuple[str, Any]]:
    """Return the acts of the case after this number, each with who did it."""
    events = AuditEvent.objects.for_case(review.code).filter(seq__gt=since)
    return [(event.verb, event.actor_id) for event in events]


def last() -> int:
    event = AuditEvent.objects.order_by("seq").last()
    return event.seq if event else 0


def test_naming_and_ending_a_personal_contact_are_acts_of_the_case_done_once(
    people: Any, review: Any
) -> None:
    person = make.member(people.board, Role.FAMILY_LIAISON)
    before = last()
    row = contacts.name(review, user=person, by=people.manager)
    ended = contacts.end(row, by=people.manager)
    assert contacts.end(row, by=people.manager).ended_at == ended.ended_at
    manager = people.manager.pk
    assert acts_of(review, before) == [("family.contact_named", manager), ("family.contact_ended", manager)]


def test_one_contact_of_two_is_ended_by_the_manager_alone(people: Any, review: Any) -> None:
    rows = [
        contacts.name(review, user=make.member(people.board, Role.FAMILY_LIAISON), by=people.manager)
        for _ in range(2)
    ]
    with pytest.raises(Denied, match="personal contact is named by the business manager"):
        contacts.end(rows[0], by=rows[0].user)
    contacts.end(rows[0], by=people.manager)
    assert list(PersonalContact.objects.filter(ended_at=None)) == [rows[1]]
    assert "support_family" in grants.held(again(rows[1].user), review)


def test_asking_agreeing_and_ending_a_hold_are_acts_of_the_case(people: Any, review: Any) -> None:
    mother = make.relative(people, review, told=False)
    before = last()
    hold = make.hold(people, mother)
    holds.end(hold, by=people.manager)
    holds.end(hold, by=people.manager)
    manager, chair = people.manager.pk, people.panel_chair.pk
    assert acts_of(review, before) == [
        ("family.hold_placed", manager),
        ("family.hold_agreed", chair),
        ("family.hold_ended", manager),
    ]


def test_what_is_written_of_a_relative_is_an_act_of_the_case(people: Any, review: Any) -> None:
    mother = make.relative(people, review, told=False)
    before, day = last(), timezone.localdate()
    relatives.record_contact(mother, kind="told", means="visit", on=day, by=people.manager)
    relatives.change(mother, relationship="carer", contact_details="", version=0, by=people.manager)
    relatives.change_wishes(mother, safe_contact="", wishes="By letter.", version=1, by=people.manager)
    for _ in range(2):
        relatives.give_copy(mother, digest="0" * 64, given_on=day, means="visit", by=people.manager)
    assert [verb for verb, _ in acts_of(review, before)] == [
        "family.contact_recorded",
        "relative.changed",
        "relative.wishes_changed",
        "family.copy_given",
    ]


ACTS: dict[str, Callable[[Any, Any, Any], Any]] = {
    "add": lambda relative, hold, by: relatives.add(
        relative.review, name="Jory Vean", relationship="father", label="Father", by=by
    ),
    "change": lambda relative, hold, by: relatives.change(
        relative, relationship="carer", contact_details="", version=0, by=by
    ),
    "wishes": lambda relative, hold, by: relatives.change_wishes(
        relative, safe_contact="", wishes="", version=0, by=by
    ),
    "copy": lambda relative, hold, by: relatives.give_copy(
        relative, digest="0" * 64, given_on=timezone.localdate(), means="visit", by=by
    ),
    "ask for a hold": lambda relative, hold, by: holds.place(
        relative, reason="Asked.", agreed_with="police", look_again_on=timezone.localdate(), by=by
    ),
    "end a hold": lambda relative, hold, by: holds.end(hold, by=by),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("person", ["panel_member", "chair"])
def test_no_act_for_a_family_is_open_to_others_of_the_board(
    act: str, person: str, people: Any, review: Any
) -> None:
    mother = make.relative(people, review)
    hold = make.hold(people, mother)
    before = last()
    with pytest.raises(Denied, match="recorded by its personal contact or the business manager"):
        ACTS[act](mother, hold, getattr(people, person))
    assert acts_of(review, before) == []
    assert again(hold).ended_at is None


def test_a_new_decision_ends_those_agreed_before_and_no_other(people: Any, review: Any) -> None:
    mother = make.relative(people, review, told=False)
    earlier = make.hold(people, mother)
    later = make.hold(people, mother, days=60, agreed=False)
    holds.agree(later, by=people.panel_chair)
    assert again(earlier).ended_at is not None
    assert again(later).ended_at is None


def test_a_relative_of_another_case_is_not_owed_anything_in_this_one(people: Any, review: Any) -> None:
    gate = workflow.registered()["families.told_of_review"]
    make.relative(people, review)
    make.relative(people, make.review(people), told=False)
    assert list(gate.missing(again(review))) == []


def test_where_the_procedure_does_not_ask_to_tell_first_nobody_is_owed_it_before_agencies_report(
    people: Any, review: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = workflow.registered()["families.told_of_review"]
    assert list(gate.missing(review))
    procedure = review.procedure
    relaxed = replace(procedure, family=replace(procedure.family, told_before_gathering=False))
    monkeypatch.setattr(Review, "procedure", relaxed)
    assert list(gate.missing(review)) == []
