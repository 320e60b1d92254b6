"""Words of a sealed passage that stand in what a family's contact writes, lists or keeps are closed there, too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.gates import nothing_sealed
from families.services import letters, others, relatives
from families.services.letters import LetterNotRead
from families.services.others import NotReadWhole
from families.services.relatives import WishesNotRead
from reviews.services import seals
from scr_portal.sealed.reading import reading_as
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again, tasks
from tests.platform.signing_in import sign_in

from . import sealed
from .letters import PLAIN, asked, blocked, keys, send
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


def test_a_letter_that_repeats_sealed_words_is_neither_sent_nor_printed_by_anybody(case: Any) -> None:
    text = f"{PLAIN} We hear of a meeting at a refuge near the sea wall in May."
    manager = case.people.manager
    plain, row = letter(case, PLAIN, by=manager), letter(case, text, by=manager)
    sentence = (
        f"Words stand in this letter that are {case.seal.words}. No letter with them is printed or sent."
    )
    assert blocked(plain) == []
    assert sentence in blocked(row)
    for name in ("letter_print", "letter_send"):
        page = sealed.shown(get(row, name, manager))
        assert sentence in page
        assert SEALED not in page
    assert get(row, "letter_print", manager).status_code == 409
    with pytest.raises(TransitionBlocked):
        send(row, manager)
    assert "Have what is sealed taken out of the letter to Mother" in tasks(manager)


def test_it_is_kept_back_also_from_a_sender_to_whom_the_passage_is_closed_and_under_another_name(
    case: Any,
) -> None:
    seals.lift(case.seal, reason="For now.", by=case.people.manager)
    words = "Then Lanyon Zennor met us there."
    terms = make.next_terms(case.people, case.review, "Was the child seen?", f"Where? {words}")
    make.sealed_passage(terms, "question_2", 2, by=case.people.manager)
    row = letter(case, "Then Mr Zennor met us there.")
    with reading_as(case.contact):
        assert len(list(nothing_sealed(again(row)))) == 1


def test_a_letter_that_went_is_not_printed_again_once_its_words_are_sealed(case: Any) -> None:
    seals.lift(case.seal, reason="For now.", by=case.people.manager)
    words = "We met in the small room above the library on a Tuesday."
    row = send(letter(case, f"{PLAIN} {words}"), case.contact)
    assert words in sealed.shown(get(row, "letter_print", case.contact))
    assert "Print it again" in sealed.shown(get(row, "letter", case.contact))
    terms = make.next_terms(case.people, case.review, "Was the child seen?", f"Where? {words}")
    seal = make.sealed_passage(terms, "question_2", 2, by=case.people.manager)
    sentence = f"Words stand in this letter that are {seal.words}. No letter with them is printed or sent."
    for person in (case.contact, case.people.manager):
        answer = get(row, "letter_print", person)
        assert answer.status_code == 409
        assert sentence in sealed.shown(answer)
        assert "small room" not in sealed.shown(answer)
        page = sealed.shown(get(row, "letter", person))
        assert sentence in page
        assert "Print it again" not in page


def test_a_sealed_letter_goes_to_its_own_reader_and_the_next_to_them_may_repeat_it(case: Any) -> None:
    text = "The panel meets in the small room above the library."
    first, second = letter(case, text), letter(case, text)
    make.seal(first, case.contact, by=case.people.manager)
    assert blocked(first) == blocked(second) == []
    assert len(blocked(letter(case, text, to="father"))) == 1
