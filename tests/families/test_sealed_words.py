"""Words of a sealed passage that stand in what a family's contact writes, lists or keeps are closed there, too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.services import letters, relatives
from families.services.letters import LetterNotRead
from families.services.relatives import WishesNotRead
from tests.asking import again
from tests.platform.signing_in import sign_in

from . import sealed
from .letters import PLAIN
from .sealed import SEALED, SECRET
from .sides import letter

pytestmark = pytest.mark.django_db

TEXT = f"{PLAIN} {SECRET}"


@pytest.fixture
def case() -> SimpleNamespace:
    return sealed.case()


def at(row: Any, name: str) -> str:
    review = getattr(row, "review_id", None) or row.relative.review_id
    return reverse(f"families:{name}", args=[review, row.pk])


def get(row: Any, name: str, by: Any) -> Any:
    return sign_in(Client(), by).get(at(row, name))


def test_a_letter_of_another_with_a_closed_passage_is_not_changed_and_its_form_says_why(case: Any) -> None:
    row = letter(case, TEXT, by=case.people.manager)
    page = sealed.shown(get(row, "letter_edit", case.contact))
    assert sealed.sentence(case.seal) in page
    assert SEALED not in page
    assert "<textarea" not in page
    typed = {"kind": "asked", "text": "Mine.", "version": row.version}
    answer = sign_in(Client(), case.contact).post(at(row, "letter_edit"), typed)
    assert answer.status_code == 409
    assert SEALED not in sealed.shown(answer)
    with pytest.raises(LetterNotRead, match="A passage is sealed until"):
        letters.write(row, kind="asked", text="Mine.", version=row.version, by=case.contact)
    assert again(row).text.original == TEXT
    assert SEALED in sealed.shown(get(row, "letter_edit", case.people.manager))


def test_whoever_wrote_a_letter_goes_on_changing_it(case: Any) -> None:
    row = letter(case, TEXT)
    assert SEALED in sealed.shown(get(row, "letter_edit", case.contact))
    changed = letters.write(row, kind="asked", text=PLAIN, version=row.version, by=case.contact)
    assert changed.text.original == PLAIN


@pytest.mark.parametrize("name", ["safe_contact", "wishes"])
def test_wishes_with_a_closed_passage_are_not_replaced_and_their_form_says_why(case: Any, name: str) -> None:
    wish(case, **{name: SECRET})
    page = sealed.shown(get(case.mother, "wishes_edit", case.contact))
    assert sealed.sentence(case.seal) in page
    assert SEALED not in page
    assert "<textarea" not in page
    version = again(case.mother).version
    with pytest.raises(WishesNotRead, match="A passage is sealed until"):
        relatives.change_wishes(case.mother, safe_contact="", wishes="", version=version, by=case.contact)
    assert getattr(again(case.mother), name).original == SECRET
    assert SEALED in sealed.shown(get(case.mother, "wishes_edit", case.people.manager))


def wish(case: SimpleNamespace, safe_contact: str = "", wishes: str = "") -> None:
    relatives.change_wishes(
        case.mother,
        safe_contact=safe_contact,
        wishes=wishes,
        version=again(case.mother).version,
        by=case.people.manager,
    )
