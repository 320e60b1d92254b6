"""A letter to one relative is written, sent by its writer, and stays as it was sent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import AboutAnother, FamilyContact, FamilyLetter
from families.services import holds, letters, others
from families.services.letters import LetterClosed
from families.services.others import NoLongerOpen
from reviews.services import reviews
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from scr_portal.web.stale import StaleForm
from tests import make
from tests.asking import again
from tests.refusing import refuses

from .letters import PLAIN, TELLS, asked, blocked, cleared, send, text_of
from .sides import letter, opposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return opposed()


def test_a_letter_that_tells_of_nobody_else_is_sent_and_recorded_as_a_contact(case: Any) -> None:
    row = letter(case, PLAIN)
    sent = send(row, case.contact)
    assert (sent.status, sent.sent_by) == ("sent", case.contact)
    contact = FamilyContact.objects.get(relative=case.mother, kind="asked")
    assert (contact.means, contact.recorded_by) == ("letter", case.contact)


def test_what_was_sent_stays_as_it_was(case: Any) -> None:
    row = send(cleared(case), case.contact)
    with pytest.raises(LetterClosed):
        letters.write(row, kind="asked", text=PLAIN, version=row.version, by=case.contact)
    with pytest.raises(
        NoLongerOpen,
        match="This text has been sent, set aside or made public, so nothing is cleared in it",
    ):
        others.ask(text_of(again(row)), by=case.contact)
    row = again(row)
    row.digest = "0" * 64
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        row.save()
    matter = AboutAnother.objects.filter(outgoing__of=row.pk).first()
    assert matter is not None
    matter.cleared_at = matter.cleared_by = None
    with pytest.raises(IntegrityError, match="nothing waits"), transaction.atomic():
        matter.save()


def test_a_letter_is_sent_by_its_writer_alone(case: Any) -> None:
    row, _ = asked(case, PLAIN)
    row.status, row.sent_at, row.sent_by = "sent", timezone.now(), case.people.manager
    with pytest.raises(IntegrityError, match="letter_sent_by_its_writer"), transaction.atomic():
        row.save()
    for person in (case.people.manager, case.people.panel_chair, case.people.author):
        with pytest.raises(Denied):
            send(again(row), person)


def test_no_letter_goes_to_somebody_who_is_not_told_for_now(case: Any) -> None:
    row = letter(case, PLAIN)
    make.hold(case.people, case.mother)
    assert blocked(row) == ["Mother is not told for now. End that before a letter goes to them."]
    holds.end(case.mother.not_told_holds.get(), by=case.contact)
    assert blocked(row) == []


def test_a_letter_sent_while_contact_is_held_says_why(case: Any) -> None:
    row = letter(case, PLAIN)
    reviews.record_proceeding(
        case.review,
        kind="criminal",
        holds_publication=False,
        holds_family_contact=True,
        reason="The police ask.",
        look_again_on=timezone.localdate() + timezone.timedelta(days=9),
        by=case.people.manager,
    )
    with refuses("despite_hold", "Proceedings held contact with the family then. Say why it took place."):
        send(row, case.contact)
    assert again(row).status == "draft"
    assert send(row, case.contact, despite_hold="She asked in writing.").status == "sent"


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"text": " "}, "text", "Write the letter."),
        ({"kind": "heard"}, "kind", "Choose what the letter is for."),
    ],
)
def test_a_letter_has_words_and_a_purpose(case: Any, values: Any, field: str, sentence: str) -> None:
    with refuses(field, sentence):
        letters.begin(case.mother, by=case.contact, **({"kind": "told", "text": PLAIN} | values))
    assert not FamilyLetter.objects.exists()


def test_two_writers_lose_nothing_and_a_letter_set_aside_stays(case: Any) -> None:
    row = letter(case, PLAIN)
    letters.write(row, kind="asked", text=TELLS, version=row.version, by=case.contact)
    with pytest.raises(StaleForm):
        letters.write(row, kind="asked", text=PLAIN, version=row.version, by=case.people.manager)
    aside = letters.set_aside(row, by=case.contact)
    assert letters.set_aside(aside, by=case.contact).status == "aside"
    assert again(row).text.original == TELLS
    with pytest.raises(LetterClosed, match="This letter has been sent or set aside, so it stays as it is"):
        letters.write(row, kind="asked", text=PLAIN, version=again(row).version, by=case.contact)


def test_each_act_stands_in_the_record_of_the_case_without_a_word_of_the_letter(case: Any) -> None:
    send(cleared(case), case.contact)
    events = AuditEvent.objects.for_case(case.review.code).filter(verb__startswith="family.")
    said = [(event.verb, event.actor_id) for event in events.order_by("seq")][-5:]
    contact, manager = case.contact.pk, case.people.manager.pk
    assert said == [
        ("family.letter_written", contact),
        ("family.others_asked", contact),
        ("family.others_cleared", manager),
        ("family.contact_recorded", contact),
        ("family.letter_sent", contact),
    ]
    assert "Zennor" not in str([event.facts for event in events])
