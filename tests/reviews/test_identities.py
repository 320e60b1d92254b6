"""One guarded way into the identity register: label rule, record and version, whoever enters a name."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from reviews.models import Identity, IdentityRegister
from reviews.services import identities, referrals
from reviews.services.identities import AlreadyRegistered, LabelHoldsName
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

WHY = "A spelling has to be checked with the school."


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def register(people: Any) -> IdentityRegister:
    return make.referral(people).register


@pytest.fixture
def nurse(register: IdentityRegister, people: Any) -> Identity:
    return identities.enter_person(
        register, name="Mrs Ann Marie Otterby", role="nurse", pseudonym="Nurse 7", by=people.manager
    )


def version(register: IdentityRegister) -> int:
    return IdentityRegister.objects.get(pk=register.pk).version


def verbs() -> list[str]:
    acts = AuditEvent.objects.filter(verb__startswith="identity.").order_by("seq")
    return list(acts.values_list("verb", flat=True))


def replace(nurse: Identity, people: Any, name: str, label: str = "Nurse 7") -> Identity:
    return identities.enter_person(
        nurse.register, name=name, role="nurse", pseudonym=label, replacing=nurse, by=people.manager
    )


def test_a_name_spelled_anew_raises_the_version_once_and_is_on_record(nurse: Identity, people: Any) -> None:
    before, acts = version(nurse.register), len(verbs())

    replaced = replace(nurse, people, "Mrs Ann Marie Otterbee")

    assert (replaced.pk, replaced.canonical, replaced.given) == (nurse.pk, "Ann Marie Otterbee", "Ann")
    assert version(nurse.register) == before + 1
    assert verbs()[acts:] == ["identity.changed"]


@pytest.mark.parametrize("name", ["Mrs Ann Marie Otterby", " Mrs  Ann Marie Otterby "])
def test_the_same_name_again_changes_nothing(nurse: Identity, people: Any, name: str) -> None:
    before, acts, saves = version(nurse.register), verbs(), nurse.history.count()

    replace(nurse, people, name)

    assert version(nurse.register) == before
    assert (verbs(), nurse.history.count()) == (acts, saves)


def test_a_name_that_the_label_would_give_away_is_refused_when_it_is_replaced_too(
    nurse: Identity, people: Any
) -> None:
    before = version(nurse.register)

    with pytest.raises(LabelHoldsName, match="must not hold the name"):
        replace(nurse, people, "Nurse Ann Otterby", label="Ann 7")

    nurse.refresh_from_db()
    assert (nurse.canonical, nurse.pseudonym) == ("Ann Marie Otterby", "Nurse 7")
    assert version(nurse.register) == before


def test_a_name_that_is_somebody_elses_is_refused_with_a_sentence(nurse: Identity, people: Any) -> None:
    identities.enter_person(
        nurse.register, name="Ivo Larch", role="uncle", pseudonym="Uncle", by=people.manager
    )

    with pytest.raises(AlreadyRegistered, match="in the register already"):
        replace(nurse, people, "Ivo Larch")


def test_a_child_with_a_title_is_coded_anew_only_when_the_name_changes(people: Any) -> None:
    referral = make.referral(people, submitted=False, child_name="Miss Tamsin Quillfeather")
    register = referral.register
    before = version(register)

    for text in ("First.", "Second."):
        referral = referrals.write(referral, account=text, version=referral.version, by=people.referrer)
    assert version(register) == before

    referrals.write(referral, child_name="Tamsyn Quillfeather", version=referral.version, by=people.referrer)
    assert version(register) == before + 1
    child = register.identities.get(role="subject child")
    assert child.canonical == "Tamsyn Quillfeather"


def test_a_child_whose_new_name_stands_in_the_label_gets_another_label(people: Any) -> None:
    referral = make.referral(people, submitted=False)
    label = referral.register.identities.get(role="subject child").pseudonym
    letter = label.split()[1]

    referrals.write(referral, child_name=f"{letter} Penrose", version=referral.version, by=people.referrer)

    child = referral.register.identities.get(role="subject child")
    assert child.pseudonym != label and child.pseudonym.startswith("Child ")


def test_a_date_of_birth_is_entered_once_and_corrected_once(nurse: Identity, people: Any) -> None:
    before = version(nurse.register)
    for day in (1, 1, 2, 2):
        identities.enter_birth(nurse, born_on=datetime.date(1990, 5, day), by=people.manager)

    assert version(nurse.register) == before + 2
    assert nurse.numbers.get().canonical == "1990-05-02"
    assert verbs()[-2:] == ["identity.entered", "identity.changed"]


def test_twins_have_one_date_of_birth_each(nurse: Identity, people: Any) -> None:
    day = datetime.date(1990, 5, 2)
    twin = identities.enter_person(
        nurse.register, name="Ivo Otterby", role="brother", pseudonym="Brother 4", by=people.manager
    )
    for person in (nurse, twin, nurse):
        identities.enter_birth(person, born_on=day, by=people.manager)
    assert [one.numbers.get().canonical for one in (nurse, twin)] == ["1990-05-02"] * 2
    nobodys: dict[str, Any] = {"kind": "date_of_birth", "canonical": "1990-05-03", "pseudonym": "[date]"}
    identities.enter(nurse.register, by=people.manager, **nobodys)
    with pytest.raises(AlreadyRegistered):
        identities.enter(nurse.register, by=people.manager, **nobodys)


def test_a_change_that_changes_nothing_is_none(nurse: Identity, people: Any) -> None:
    before, acts = version(nurse.register), verbs()

    identities.change(nurse, pseudonym="Nurse 7", aliases=[], by=people.manager)
    assert (version(nurse.register), verbs()) == (before, acts)

    identities.change(nurse, aliases=["Annie"], by=people.manager)
    assert version(nurse.register) == before + 1
    assert Identity.objects.get(pk=nurse.pk).aliases == ["Annie"]


def test_only_the_manager_enters_or_changes_an_identity_by_hand(nurse: Identity, people: Any) -> None:
    with pytest.raises(PermissionDenied):
        identities.change(nurse, pseudonym="Nurse 8", by=people.referrer)
    with pytest.raises(PermissionDenied):
        identities.enter(
            nurse.register, kind="person", canonical="Ivo Larch", pseudonym="Uncle", by=people.referrer
        )


def test_a_word_settled_twice_is_settled_once_and_may_be_settled_otherwise(people: Any) -> None:
    register = make.review(people).identity_register()
    before = version(register)
    for verdict in ("not_a_name", "not_a_name", "allow"):
        settled = identities.settle(register, text="May", settled_as=verdict, by=people.manager)

    assert settled.settled_as == "allow"
    assert version(register) == before + 2


def test_an_identity_is_changed_only_while_real_names_are_showing(people: Any) -> None:
    review = make.review(people)
    nurse = identities.enter_person(
        review.identity_register(), name="Ann Otterby", role="nurse", pseudonym="Nurse 7", by=people.manager
    )
    browser = sign_in(Client(), people.manager)
    path = reverse("reviews:identity", args=[review.pk, nurse.pk])
    asked = browser.get(path, follow=True)
    assert "Why do you need to see real names?" in asked.content.decode()
    assert "Otterby" not in asked.content.decode()
    shown = browser.post(
        asked.request["PATH_INFO"] + "?" + asked.request["QUERY_STRING"], {"reason": WHY}, follow=True
    )
    assert shown.request["PATH_INFO"] == path
    assert "Otterby" in shown.content.decode()


def test_the_named_view_leads_back_to_pages_of_the_portal_only(people: Any) -> None:
    review = make.review(people)
    path = reverse("reviews:named_view", args=["review", review.pk])
    answer = sign_in(Client(), people.manager).post(
        f"{path}?next=https://elsewhere.example/", {"reason": WHY}
    )
    assert answer["Location"] == review.get_absolute_url()


def test_what_was_typed_is_saved_after_real_names_have_gone(people: Any) -> None:
    review = make.review(people)
    nurse = identities.enter_person(
        review.identity_register(), name="Ann Otterby", role="nurse", pseudonym="Nurse 7", by=people.manager
    )
    path = reverse("reviews:identity", args=[review.pk, nurse.pk])
    typed = {"kind": "person", "canonical": "Ann Otterby", "pseudonym": "Nurse 9"}
    sign_in(Client(), people.manager).post(path, typed)
    nurse.refresh_from_db()
    assert nurse.pseudonym == "Nurse 9"
