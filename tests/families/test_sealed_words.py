"""Words of a sealed passage that stand in what a family's contact writes, lists or keeps are closed there, too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.services import letters, others, relatives
from families.services.letters import LetterNotRead
from families.services.others import NotReadWhole
from families.services.relatives import WishesNotRead
from tests.asking import again
from tests.platform.signing_in import sign_in

from . import sealed
from .letters import PLAIN, asked, keys
from .sealed import SEALED, SECRET
from .sides import letter

pytestmark = pytest.mark.django_db

TEXT = f"{PLAIN} {SECRET}"
OPEN = "His aunt drinks."


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


def test_what_a_letter_says_of_another_is_listed_and_kept_without_the_closed_sentences(case: Any) -> None:
    row, outgoing = asked(case, f"{TEXT} {OPEN}")
    page = sealed.shown(get(row, "letter", case.contact))
    assert page.count(f"[{sealed.sentence(case.seal)}]") == 2  # in the letter, and in the list
    assert OPEN in page[page.index("about-others") :]
    assert SEALED not in page
    others.clear(outgoing, chosen=keys(row), reason="She knows.", by=case.people.manager)
    page = sealed.shown(get(row, "letter", case.contact))
    kept = page[page.index("What a second person has cleared") :]
    assert sealed.sentence(case.seal) in kept
    assert OPEN in kept
    assert SEALED not in page
    assert SEALED in sealed.shown(get(row, "letter", case.people.manager))


def test_nobody_clears_in_a_letter_what_they_do_not_read(case: Any) -> None:
    row, outgoing = asked(case, f"{TEXT} {OPEN}")
    chosen = keys(row)
    chair = case.people.panel_chair
    answers = [
        sign_in(Client(), chair).get(outgoing.get_absolute_url()),
        sign_in(Client(), chair).post(outgoing.get_absolute_url(), {"chosen": chosen, "reason": "Known."}),
    ]
    for answer in answers:
        page = sealed.shown(answer)
        assert NotReadWhole.sentence in page
        assert SEALED not in page
    with pytest.raises(NotReadWhole, match="A passage of this text is sealed and closed to you, so somebody"):
        others.clear(outgoing, chosen=chosen, reason="Known.", by=chair)
    assert keys(row) == chosen
    page = sealed.shown(sign_in(Client(), case.people.manager).get(outgoing.get_absolute_url()))
    assert SEALED in page


def test_what_the_wishes_said_before_is_closed_where_they_held_or_hold_sealed_words(case: Any) -> None:
    wish(case, safe_contact=SECRET, wishes="With her sister.")
    wish(case, safe_contact="By letter.", wishes="With her sister.")
    for person in (case.contact, case.people.panel_chair):
        page = sealed.shown(sign_in(Client(), person).get(case.mother.get_absolute_url()))
        before = page[page.index("What it said before") :]
        assert f"[{sealed.sentence(case.seal)}]" in before
        assert "sister" in before
        assert SEALED not in page
    assert SEALED in sealed.shown(sign_in(Client(), case.people.manager).get(case.mother.get_absolute_url()))
    wish(case, wishes=f"He was at the refuge by the sea. {SECRET}")
    page = sealed.shown(sign_in(Client(), case.contact).get(case.mother.get_absolute_url()))
    assert "sister" not in page[page.index("What it said before") :]
