"""Who the others are for one relative, and how they are reached, is known from the register and their pages."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from families.apart import Found
from families.enums import Outgoing
from families.models import FamilyLetter
from families.outgoing import Text
from families.services import letters, relatives
from reviews.services import identities
from tests.asking import again

from .sides import letter, opposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return opposed()


def waiting(row: FamilyLetter) -> list[Found]:
    return Text(Outgoing.LETTER, row, row.relative).waiting()


@pytest.mark.parametrize(
    ("home", "words"),
    [
        ("Rose Cottage, Saltern Lane, Fennmouth", "Post to ROSE COTTAGE comes back."),
        ("She stays at Quay House, by the mill", "We called at Quay House."),
        ("Fennmouth ZX16 7XY", "It is near zx167xy."),
    ],
)
def test_a_house_without_a_number_and_a_postcode_alone_are_found(case: Any, home: str, words: str) -> None:
    father = again(case.father)
    relatives.change(
        father, relationship="father", contact_details=home, version=father.version, by=case.contact
    )
    assert waiting(letter(case, words))
    assert waiting(letter(case, words, to="father")) == []


def test_a_number_of_the_reader_is_nothing_about_another(case: Any) -> None:
    identities.enter(
        case.review.identity_register(),
        kind="phone",
        canonical="01632 960143",
        pseudonym="[phone]",
        of=case.mother.identity,
        by=case.people.manager,
    )
    words = "The line 01632 960143 was dead."
    assert waiting(letter(case, words)) == []
    assert len(waiting(letter(case, words, to="father"))) == 1


def test_to_a_grandparent_a_daughter_is_the_mother(case: Any) -> None:
    grandmother = relatives.add(
        case.review,
        name="Ysolde Penrose",
        relationship="grandparent",
        label="Grandmother",
        by=case.people.manager,
    )
    words = "Your daughter has moved."
    told = letters.begin(grandmother, kind="asked", text=words, by=case.contact)
    assert len(waiting(told)) == 1
    assert waiting(letter(case, words)) == [], "to the mother of a child who died it is the child"
