"""An unknown name is answered once; every text follows, and an answer taken back brings its label again."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from reviews.models import Identity, IdentityRegister, Referral, SettledName, UnknownName
from reviews.narratives import Effect, effect_of, path_to_referral, texts_of
from reviews.services import identities, referrals, unknown_names
from reviews.services.identities import AlreadyRegistered, InUse, LabelTaken
from reviews.services.unknown_names import AnsweredAlready, NotAnswered, OfAnotherCase
from scr_portal import sealed
from scr_portal.audit.models import AuditEvent
from scr_portal.sealed.columns import narratives_of
from tests import make
from tests.test_scope import whole_case

pytestmark = pytest.mark.django_db

ACCOUNT = "Nurse Threlkeld rang Keith Venn at Bramblewick. THRELKELD’s manager knew. Mr Othenby was out."


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def referral(people: Any) -> Referral:
    return make.referral(people, account=ACCOUNT)


def name(referral: Referral, surface: str) -> UnknownName:
    return UnknownName.objects.spelled(referral.register, surface).get()


def account(referral: Referral) -> str:
    return str(Referral.objects.get(pk=referral.pk).account)


def version(referral: Referral) -> int:
    return IdentityRegister.objects.get(referral=referral).version


def test_a_name_answered_as_new_reads_as_its_label_in_every_text(people: Any, referral: Referral) -> None:
    before = account(referral)
    answered = unknown_names.answer_as_new(
        name(referral, "Threlkeld"),
        kind="person",
        pseudonym="Health Visitor 4",
        role="health visitor",
        by=people.manager,
    )
    assert answered.identity is not None
    assert (answered.answer, answered.identity.family or answered.identity.given) == ("new", "Threlkeld")
    assert "Health Visitor 4 rang" in account(referral)
    assert "Health Visitor 4’s manager" in account(referral)
    unknown_names.take_back(answered, by=people.manager)
    assert account(referral) == before
    assert not Identity.objects.filter(pseudonym="Health Visitor 4").exists()


def test_a_name_answered_as_known_becomes_a_spelling_of_that_identity(
    people: Any, referral: Referral
) -> None:
    before = account(referral)
    uncle = identities.enter(
        referral.register, kind="person", canonical="Ivo Larch", pseudonym="Uncle", by=people.manager
    )
    answered = unknown_names.answer_as_known(name(referral, "Keith Venn"), identity=uncle, by=people.manager)
    assert Identity.objects.get(pk=uncle.pk).aliases == ["Keith Venn"]
    assert "rang Uncle at" in account(referral)
    unknown_names.take_back(answered, by=people.manager)
    assert Identity.objects.get(pk=uncle.pk).aliases == []
    assert account(referral) == before


def test_a_spelling_that_was_there_before_the_answer_stays_when_the_answer_goes(
    people: Any, referral: Referral
) -> None:
    row = name(referral, "Keith Venn")
    uncle = identities.enter(
        referral.register,
        kind="person",
        canonical="Ivo Larch",
        aliases=["Keith Venn"],
        pseudonym="Uncle",
        by=people.manager,
    )
    answered = unknown_names.answer_as_known(row, identity=uncle, by=people.manager)
    unknown_names.take_back(answered, by=people.manager)
    assert Identity.objects.get(pk=uncle.pk).aliases == ["Keith Venn"]


@pytest.mark.parametrize("settled_as", ["not_a_name", "allow"])
def test_a_word_stays_in_every_spelling_and_waits_again_when_taken_back(
    people: Any, referral: Referral, settled_as: str
) -> None:
    before = account(referral)
    answered = unknown_names.answer_as_word(
        name(referral, "threlkeld"), settled_as=settled_as, by=people.manager
    )
    assert answered.answer == settled_as
    assert SettledName.objects.get().settled_as == settled_as
    assert account(referral).startswith("Nurse Threlkeld rang")
    assert "THRELKELD’s manager" in account(referral)
    reopened = unknown_names.take_back(answered, by=people.manager)
    assert (reopened.answer, reopened.label, reopened.answered_by) == ("", answered.label, None)
    assert account(referral) == before
    assert not SettledName.objects.exists()


def test_answers_are_taken_back_in_any_order(people: Any, referral: Referral) -> None:
    before = account(referral)
    surfaces = ("Threlkeld", "Keith Venn", "Bramblewick", "Othenby")
    for order in list(itertools.permutations(surfaces))[:3]:
        unknown_names.answer_as_new(
            name(referral, "Threlkeld"), kind="person", pseudonym="Nurse 8", by=people.manager
        )
        unknown_names.answer_as_new(
            name(referral, "Bramblewick"), kind="place", pseudonym="Town 5", by=people.manager
        )
        unknown_names.answer_as_word(name(referral, "Othenby"), settled_as="allow", by=people.manager)
        known = Identity.objects.get(pseudonym="Nurse 8")
        if order[0] == "Threlkeld":
            unknown_names.answer_as_word(name(referral, "Keith Venn"), settled_as="allow", by=people.manager)
        else:
            unknown_names.answer_as_known(name(referral, "Keith Venn"), identity=known, by=people.manager)
        for surface in sorted(order, key=lambda surface: surface == "Threlkeld"):
            unknown_names.take_back(name(referral, surface), by=people.manager)
        assert account(referral) == before
        assert not UnknownName.objects.exclude(answer="").exists()


def test_somebody_new_stays_while_others_have_been_answered_as_them(people: Any, referral: Referral) -> None:
    first = unknown_names.answer_as_new(
        name(referral, "Threlkeld"), kind="person", pseudonym="Nurse 8", by=people.manager
    )
    second = unknown_names.answer_as_known(
        name(referral, "Keith Venn"),
        identity=first.identity,
        by=people.manager,  # type: ignore[arg-type]
    )
    with pytest.raises(
        InUse,
        match=re.escape("Others refer to this entry of the register, so it stays. Take those back first."),
    ):
        unknown_names.take_back(first, by=people.manager)
    assert name(referral, "Threlkeld").answer == "new"
    unknown_names.take_back(second, by=people.manager)
    assert unknown_names.take_back(first, by=people.manager).answer == ""


def test_nothing_is_answered_twice(people: Any, referral: Referral) -> None:
    row = name(referral, "Threlkeld")
    unknown_names.answer_as_word(row, settled_as="allow", by=people.manager)
    with pytest.raises(
        AnsweredAlready,
        match=re.escape("Somebody has answered this name already. Take that answer back first."),
    ):
        unknown_names.answer_as_word(row, settled_as="not_a_name", by=people.manager)
    with pytest.raises(AnsweredAlready):
        unknown_names.answer_as_new(row, kind="person", pseudonym="Nurse 8", by=people.manager)
    unknown_names.take_back(row, by=people.manager)
    with pytest.raises(NotAnswered, match=re.escape("This name has no answer that could be taken back.")):
        unknown_names.take_back(row, by=people.manager)


def test_a_name_settled_on_its_page_is_answered_and_unsettled_waits_again(
    people: Any, referral: Referral
) -> None:
    settled = identities.settle(referral.register, text="KEITH VENN", settled_as="allow", by=people.manager)
    assert name(referral, "Keith Venn").answer == "allow"
    identities.settle(referral.register, text="KEITH VENN", settled_as="not_a_name", by=people.manager)
    assert name(referral, "Keith Venn").answer == "not_a_name"
    identities.unsettle(settled, by=people.manager)
    assert name(referral, "Keith Venn").answer == ""


def test_a_name_settled_before_it_was_met_in_this_spelling_can_still_be_answered(
    people: Any, referral: Referral
) -> None:
    identities.settle(referral.register, text="O’Quandor", settled_as="not_a_name", by=people.manager)
    referral.register.refresh_from_db()
    assert "OQuandor" not in sealed.code("She met OQuandor there.", referral.register)
    unknown_names.answer_as_word(name(referral, "OQuandor"), settled_as="not_a_name", by=people.manager)
    again = IdentityRegister.objects.get(pk=referral.register.pk)
    assert sealed.code("She met OQuandor there.", again) == "She met OQuandor there."


def test_a_label_taken_over_into_another_text_follows_the_answer(people: Any) -> None:
    other = make.referral(people, submitted=False, account=ACCOUNT)
    row = name(other, "Threlkeld")
    other = referrals.write(
        other,
        immediate_safety=f"{row.label} visits.",
        version=Referral.objects.get(pk=other.pk).version,
        by=people.referrer,
    )
    assert str(other.immediate_safety) == f"{row.label} visits."
    answered = unknown_names.answer_as_new(row, kind="person", pseudonym="Nurse 8", by=people.manager)
    assert str(Referral.objects.get(pk=other.pk).immediate_safety) == "Nurse 8 visits."
    unknown_names.take_back(answered, by=people.manager)
    assert str(Referral.objects.get(pk=other.pk).immediate_safety) == f"{row.label} visits."


def test_an_answer_holds_for_a_spelling_that_was_not_settled_letter_by_letter(people: Any) -> None:
    referral = make.referral(people, account="She met Mrs O’Quandor there.")
    unknown_names.answer_as_word(name(referral, "O’Quandor"), settled_as="allow", by=people.manager)
    register = IdentityRegister.objects.get(pk=referral.register.pk)
    assert sealed.code("She met Mrs OQuandor there.", register) == "She met Mrs OQuandor there."


def test_what_the_register_refuses_leaves_the_name_waiting(people: Any, referral: Referral) -> None:
    identities.enter(
        referral.register, kind="person", canonical="Ivo Larch", pseudonym="Uncle", by=people.manager
    )
    row, before = name(referral, "Keith Venn"), version(referral)
    with pytest.raises(LabelTaken):
        unknown_names.answer_as_new(row, kind="person", pseudonym="Uncle", by=people.manager)
    with pytest.raises(AlreadyRegistered):
        unknown_names.answer_as_new(
            row, kind="person", canonical="Ivo Larch", pseudonym="Uncle 2", by=people.manager
        )
    other = make.referral(people).register.identities.get(role="subject child")
    with pytest.raises(OfAnotherCase, match=re.escape("Choose somebody of this case.")):
        unknown_names.answer_as_known(row, identity=other, by=people.manager)
    assert (name(referral, "Keith Venn").answer, version(referral)) == ("", before)


def test_only_the_manager_answers_and_takes_back(people: Any, referral: Referral) -> None:
    row = name(referral, "Keith Venn")
    child = referral.register.identities.get(role="subject child")
    for person in (people.chair, people.committee, people.referrer):
        with pytest.raises(PermissionDenied):
            unknown_names.answer_as_word(row, settled_as="allow", by=person)
        with pytest.raises(PermissionDenied):
            unknown_names.answer_as_new(row, kind="person", pseudonym="Uncle", by=person)
        with pytest.raises(PermissionDenied):
            unknown_names.answer_as_known(row, identity=child, by=person)
    unknown_names.answer_as_word(row, settled_as="allow", by=people.manager)
    with pytest.raises(PermissionDenied):
        unknown_names.take_back(row, by=people.committee)


def test_every_answer_and_every_answer_taken_back_is_on_record_and_counts(
    people: Any, referral: Referral
) -> None:
    child = referral.register.identities.get(role="subject child")
    row, before = name(referral, "Keith Venn"), version(referral)
    for act in (
        lambda: unknown_names.answer_as_known(row, identity=child, by=people.manager),
        lambda: unknown_names.take_back(row, by=people.manager),
        lambda: unknown_names.answer_as_word(row, settled_as="allow", by=people.manager),
        lambda: unknown_names.take_back(row, by=people.manager),
    ):
        act()
        before += 1
        assert version(referral) == before
    verbs = list(
        AuditEvent.objects.filter(verb__contains="name.").order_by("seq").values_list("verb", flat=True)
    )
    assert verbs == [
        "unknown_name.answered",
        "unknown_name.reopened",
        "name.settled",
        "name.unsettled",
        "unknown_name.reopened",
    ]
    assert "Venn" not in str(list(AuditEvent.objects.values_list("facts", flat=True)))
    assert row.history.count() == 5


def test_what_an_entry_would_change_is_counted_before_it_is_made(people: Any) -> None:
    referral = make.referral(
        people,
        account="May came in May. She may go. Mrs Threlkeld rang, and Threlkeld’s son.",
        agencies_involved="Police in May.",
        immediate_safety="None.",
    )
    assert effect_of(referral.register, ["May"]) == Effect(rows=1, words=4)
    assert effect_of(referral.register, ["Threlkeld"]) == Effect(rows=1, words=2)
    assert effect_of(referral.register, ["Quandorly", ""]) == Effect(rows=0, words=0)


def test_every_text_of_a_case_is_among_its_texts_and_no_text_of_another() -> None:
    world, other = whole_case(), make.review(make.staff(make.board()))
    register = world.review.identity_register()
    rows = {(model, row.pk) for model, texts in texts_of(register) for row in texts}
    with_text = [model for model in apps.get_models() if narratives_of(model) and path_to_referral(model)]
    assert {model._meta.label for model in apps.get_models() if narratives_of(model)} - {
        model._meta.label for model in with_text
    } == {"sealed_app.Event"}
    for model in with_text:
        for row in model._default_manager.all():
            assert ((model, row.pk) in rows) is (row.identity_register().pk == register.pk)
    assert {model for model, _ in rows} == set(with_text)
    assert other.identity_register().pk != register.pk
