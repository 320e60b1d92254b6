"""Whoever writes a letter clears nothing in it, by no way round; and each page about it leads where its reader may go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.enums import Outgoing
from families.models import FamilyLetter, OutgoingText
from families.outgoing import Text, key_of
from families.services import letters, others, relatives
from scr_portal.access import Denied
from tests.asking import again
from tests.platform.signing_in import sign_in

from .sides import letter, opposed

pytestmark = pytest.mark.django_db

TELLS = "Dear Mrs Quillfeather, thank you. Mr Zennor was arrested."


@pytest.fixture
def case() -> SimpleNamespace:
    made = opposed()
    made.letter = letter(made, TELLS)
    return made


def text_of(row: FamilyLetter) -> Text:
    return Text(Outgoing.LETTER, row, row.relative)


def keys(row: FamilyLetter) -> list[str]:
    return [key_of(found) for found in text_of(row).waiting()]


def page(name: str, row: FamilyLetter, *, by: Any) -> Any:
    return sign_in(Client(), by).get(reverse(f"families:{name}", args=[row.relative.review_id, row.pk]))


def test_whoever_asks_about_the_letter_of_another_may_clear_it_and_its_writer_may_not(case: Any) -> None:
    outgoing = others.ask(text_of(case.letter), by=case.people.manager)
    assert outgoing.asked_by == case.contact
    with pytest.raises(Denied, match="Somebody else has to clear what a text of yours says of others"):
        others.clear(outgoing, chosen=keys(case.letter), reason="Mine.", by=case.contact)
    assert page("letter_print", case.letter, by=case.contact).status_code == 409
    others.clear(outgoing, chosen=keys(case.letter), reason="She knows.", by=case.people.manager)
    assert page("letter_print", case.letter, by=case.contact).status_code == 200


def test_asking_from_an_old_page_is_about_the_letter_as_it_is_and_of_its_present_writer(case: Any) -> None:
    old = text_of(again(case.letter))
    manager = case.people.manager
    letters.write(
        case.letter, kind="asked", text=f"{TELLS} He drinks.", version=case.letter.version, by=manager
    )
    outgoing = others.ask(old, by=case.contact)
    assert (outgoing.asked_by, outgoing.matters.count()) == (manager, 2)
    assert outgoing.digest == again(case.letter).digest


def test_what_was_set_aside_is_not_printed(case: Any) -> None:
    letters.set_aside(case.letter, by=case.contact)
    answer = page("letter_print", case.letter, by=case.contact)
    assert answer.status_code == 404
    assert b"Zennor" not in answer.content


def test_only_who_may_clear_is_led_to_where_it_is_cleared(case: Any) -> None:
    outgoing = others.ask(text_of(case.letter), by=case.contact)
    link = f'href="{outgoing.get_absolute_url()}"'
    for name in ("letter", "letter_print", "letter_send"):
        assert link not in page(name, case.letter, by=case.contact).content.decode(), name
    assert link not in page("letter", case.letter, by=case.people.author).content.decode()
    for person in (case.people.manager, case.people.panel_chair):
        assert link in page("letter", case.letter, by=person).content.decode()


def test_a_sentence_that_waits_again_is_not_shown_as_cleared(case: Any) -> None:
    row = letter(case, "Your brother Ruan Penhale was arrested.")
    outgoing = others.ask(text_of(row), by=case.contact)
    others.clear(outgoing, chosen=keys(row), reason="She knows.", by=case.people.manager)
    said = "What a second person has cleared"
    assert said in page("letter", row, by=case.contact).content.decode()
    relatives.add(
        case.review, name="Ruan Penhale", relationship="other", label="Uncle 4", by=case.people.manager
    )
    shown = page("letter", row, by=case.contact).content.decode()
    assert "“Ruan Penhale” is Uncle 4." in shown
    assert said not in shown
    clearing = page("clear_others", OutgoingText.objects.get(of=row.pk), by=case.people.panel_chair)
    assert said not in clearing.content.decode()
