"""What the queue of unknown names refuses, and what it asks before it answers."""

from __future__ import annotations

import pytest
from lxml import html

from reviews.models import Identity, SettledName, UnknownName
from tests import make

from .asking import answered, enter, flag, path, read, unknown

pytestmark = pytest.mark.django_db


# What is refused


def test_an_answer_to_no_name_says_so(manager, referral):
    name = unknown("Nuala")
    page = manager.post(f"{path(referral)}?open={name.pk}", {"answer": "allow"})
    assert page.status_code == 422
    assert "Tick at least one name." in read(page)


def test_choosing_nobody_says_so_where_it_happened(manager, people, referral):
    page = answered(manager, referral, "Nuala", "chosen")
    assert page.status_code == 422
    assert "Choose who or what it is." in read(page)


@pytest.mark.parametrize("answer", ["", "nonsense", "known:nobody"])
def test_an_answer_that_does_not_exist_is_refused_and_nothing_is_answered(manager, referral, answer):
    assert answered(manager, referral, "Nuala", answer).status_code == 422
    assert UnknownName.objects.waiting().count() == 4


def test_a_name_that_somebody_has_answered_meanwhile_is_not_answered_again(manager, people, referral):
    name = unknown("Threlkeld")
    answered(manager, referral, "Threlkeld", "allow")
    values = {"name": [str(name.pk)], "answer": "not_a_name"}
    page = manager.post(f"{path(referral)}?open={name.pk}", values, follow=True)
    assert "This name has been answered already." in read(page)
    assert SettledName.objects.get().settled_as == "allow"


@pytest.mark.parametrize("query", ["", "?name=1", "?name=5ec2030f-9956-4eac-b3b9-111bbd87bb76&as=rubbish"])
def test_a_page_for_a_new_identity_without_a_name_leads_back(manager, referral, query):
    page = manager.get(path(referral, "names_new") + query, follow=True)
    assert "This name has been answered already." in read(page)


def test_a_label_that_somebody_has_is_refused_and_the_typing_is_kept(manager, people, referral):
    enter(referral, people, "Oona Marsh", "Health Visitor 3")
    page = f"{path(referral, 'names_new')}?as=person&name={unknown('Threlkeld').pk}"
    values = {"kind": "person", "canonical": "Ada Threlkeld", "role": "aunt", "pseudonym": "Health Visitor 3"}
    refused = manager.post(page, values)
    assert "Another person of this case has that label." in read(refused)
    assert b"Ada Threlkeld" in refused.content


# What is asked first


def test_a_name_that_is_a_word_too_is_asked_with_the_count_before_it_is_done(manager, people, referral):
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    flag(referral, "Grant refused to go.")
    page = read(answered(manager, referral, "Grant", f"known:{known.pk}"))
    assert "Is “Grant” really Health Visitor 3?" in page
    assert "“Grant” is an ordinary word too. It stands" in page
    assert UnknownName.objects.waiting().count() == 5
    answered(manager, referral, "Grant", f"known:{known.pk}", sure="on")
    assert "Grant" in (Identity.objects.get(pk=known.pk).aliases or [])


def test_a_name_that_two_people_have_is_asked_first(manager, people, referral):
    enter(referral, people, "Ada Threlkeld", "Aunt", "aunt")
    known = enter(referral, people, "Ivo Threlkeld", "Uncle", "uncle")
    flag(referral, "Threlkeld rang.")
    page = read(answered(manager, referral, "Threlkeld", f"known:{known.pk}"))
    assert "“Threlkeld” is a name of Aunt (Ada Threlkeld) as well." in page


def test_a_name_of_the_boards_own_agency_is_asked_first(manager, people, referral):
    make.agency(people.board, name="Threlkeld Ambulance Service")
    known = enter(referral, people, "Oona Marsh", "Health Visitor 3")
    page = read(answered(manager, referral, "Threlkeld", f"known:{known.pk}"))
    assert "“Threlkeld” is also in the name of Threlkeld Ambulance Service." in page


def test_a_new_person_of_a_known_name_is_asked_first_and_entered_on_the_second_press(
    manager, people, referral
):
    enter(referral, people, "Ada Threlkeld", "Aunt", "aunt")
    flag(referral, "Mr Threlkeld rang.")
    name = UnknownName.objects.waiting().spelled(
        referral.identity_register(), "Threlkeld"
    ).first() or unknown("Threlkeld")
    page = f"{path(referral, 'names_new')}?as=person&name={name.pk}"
    values = {"kind": "person", "canonical": "Ivo Threlkeld", "role": "uncle", "pseudonym": "Uncle"}
    asked = manager.post(page, values)
    assert "is a name of Aunt (Ada Threlkeld) as well." in read(asked)
    assert not Identity.objects.filter(pseudonym="Uncle").exists()
    assert html.fromstring(asked.content).xpath("//input[@name='sure']/@value") == ["on"]
    manager.post(page, values | {"sure": "on"})
    assert Identity.objects.filter(pseudonym="Uncle").exists()
