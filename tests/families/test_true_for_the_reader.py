"""The pages about the family ask nobody to record what they cannot, and offer the manager to end a part."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.services import contacts
from reviews.models import Review
from scr_portal.access.roles import Role
from tests import make
from tests.asking import words_of
from tests.platform.signing_in import sign_in

from . import sides

pytestmark = pytest.mark.django_db

TELLS = "Mr Zennor lives at 4 Marazion Steps now."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def family(review: Review) -> str:
    return reverse("families:family", args=[review.pk])


def test_reader_who_records_no_relative_is_told_who_does(people: Any, review: Review) -> None:
    asked = "Record each relative apart"
    assert asked in words_of(people.manager, family(review))
    words = words_of(people.panel_chair, family(review))
    assert asked not in words
    assert "The business manager or the family’s personal contact records each relative" in words


def test_reader_who_records_no_contact_is_not_asked_to_begin(people: Any, review: Review) -> None:
    relative = make.relative(people, review, told=False)
    begin = "Begin with how they were told"
    assert begin in words_of(people.manager, relative.get_absolute_url())
    assert begin not in words_of(people.panel_chair, relative.get_absolute_url())


def test_manager_ends_the_part_of_a_personal_contact_on_a_page_that_says_who_owes_then(
    people: Any, review: Review
) -> None:
    person = make.member(people.board, Role.FAMILY_LIAISON, name="Edda Marsh")
    contact = contacts.name(review, user=person, by=people.manager)
    end = reverse("families:personal_contact_end", args=[review.pk, contact.pk])
    assert "Name another" in words_of(people.manager, family(review))
    assert end in words_of(people.manager, family(review))
    assert end not in words_of(people.panel_chair, family(review))
    assert sign_in(Client(), people.panel_chair).get(end).status_code == 403
    words = words_of(people.manager, end)
    assert "Is Edda Marsh no longer the family’s personal contact?" in words
    assert "is then owed by the business manager." in words
    answer = sign_in(Client(), people.manager).post(end, follow=True)
    assert "Nobody is named as the family’s personal contact yet." in answer.content.decode()
    assert sign_in(Client(), person).get(family(review)).status_code == 404
    assert sign_in(Client(), people.manager).get(end).status_code == 404


def test_whoever_reads_a_letter_in_labels_is_led_to_no_part_of_the_page_that_only_writers_have() -> None:
    case = sides.opposed()
    row = sides.letter(case, TELLS)
    here = "#about-others"
    assert here in page(case.contact, row)
    assert here not in page(case.people.panel_chair, row)


def test_what_waits_for_a_second_person_is_never_said_to_be_with_whoever_asked() -> None:
    case = sides.opposed()
    row = sides.letter(case, TELLS, by=case.people.manager)
    make.asked_about(row, by=case.people.manager)
    words = words_of(case.people.manager, row.get_absolute_url())
    assert "a second person: the business manager, the panel chair or the family’s contact" in words


def page(person: Any, row: Any) -> str:
    return sign_in(Client(), person).get(row.get_absolute_url()).content.decode()
