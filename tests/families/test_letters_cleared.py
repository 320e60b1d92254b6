"""A letter to one relative says nothing of another until a second person has cleared it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import AboutAnother, OutgoingText
from families.services import letters, others, relatives
from families.services.others import ChangedSince, ClearedByGiver
from reviews.services import identities
from scr_portal.access import Denied
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again
from tests.refusing import refuses

from .letters import PLAIN, TELLS, asked, blocked, cleared, keys, send, text_of
from .sides import letter, opposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> SimpleNamespace:
    return opposed()


def test_each_sentence_about_another_blocks_until_a_second_person_clears_it(case: Any) -> None:
    row, outgoing = asked(case)
    assert blocked(row) == [
        "Two sentences in the letter for Mother may tell of another person. Somebody else clears each, or it is taken out."
    ]
    with pytest.raises(TransitionBlocked):
        send(row, case.contact)
    first, second = keys(row)
    others.clear(outgoing, chosen=[first], reason="She was there.", by=case.people.manager)
    assert keys(row) == [second]
    with pytest.raises(TransitionBlocked):
        send(row, case.contact)
    others.clear(outgoing, chosen=[second], reason="The court said so.", by=case.people.panel_chair)
    assert send(row, case.contact).status == "sent"
    matter = AboutAnother.objects.get(found=first)
    assert (matter.reason, matter.cleared_by) == ("She was there.", case.people.manager)


def test_what_is_taken_out_waits_no_longer(case: Any) -> None:
    row, outgoing = asked(case)
    row = letters.write(row, kind="asked", text=PLAIN, version=row.version, by=case.contact)
    assert blocked(row) == []
    assert not outgoing.matters.exists()


def test_a_change_voids_the_clearing_of_its_passage_and_of_the_next_and_of_no_other(case: Any) -> None:
    text = f"{TELLS} His aunt drinks."
    row = cleared(case, text)
    assert blocked(row) == []
    changed = text.replace("in May", "in June")
    row = letters.write(row, kind="asked", text=changed, version=row.version, by=case.contact)
    assert [found.sentence for found in text_of(row).waiting()] == ["His aunt drinks."]
    changed = text.replace("was arrested", "was not arrested")
    row = letters.write(row, kind="asked", text=changed, version=row.version, by=case.contact)
    waiting = [found.sentence for found in text_of(row).waiting()]
    assert waiting == ["He was not arrested in spring.", "His aunt drinks."]


def test_an_entry_of_the_register_made_since_counts_at_once(case: Any) -> None:
    row = letter(case, f"{PLAIN} Ruth Penhale sends her best.")
    assert blocked(row) == []
    relatives.add(
        case.review, name="Ruth Penhale", relationship="other", label="Aunt 4", by=case.people.manager
    )
    assert blocked(row) == [
        "One sentence in the letter for Mother may tell of another person. Somebody else clears each, or it is taken out."
    ]
    with pytest.raises(TransitionBlocked):
        send(row, case.contact)


def test_the_home_and_number_of_another_are_found_from_their_page(case: Any) -> None:
    for words in (
        "Post to 4 Marazion Steps comes back.",
        "Ring 07700900563.",
        "The tinworker next door may take a message.",
    ):
        assert blocked(letter(case, words)), words
        assert blocked(letter(case, words, to="father")) == [], words


def test_two_who_live_together_have_one_address(case: Any) -> None:
    row = letter(case, f"{PLAIN} We write to 4 Marazion Steps.")
    assert blocked(row)
    details = "4 Marazion Steps, Fennmouth. Telephone 07700 900563."
    relatives.change(
        case.mother,
        relationship="mother",
        contact_details=details,
        version=again(case.mother).version,
        by=case.contact,
    )
    assert blocked(row) == []


def test_nobody_clears_what_they_give_and_the_database_says_so_too(case: Any) -> None:
    row, outgoing = asked(case)
    with pytest.raises(Denied, match="Somebody else has to clear what a text of yours says of others"):
        others.clear(outgoing, chosen=keys(row), reason="Fine.", by=case.contact)
    matter = outgoing.matters.first()
    matter.cleared_at, matter.cleared_by = timezone.now(), case.contact
    with pytest.raises(IntegrityError, match="matter_cleared_by_another"), transaction.atomic():
        matter.save()


def test_whoever_cleared_a_text_does_not_give_it(case: Any) -> None:
    text = text_of(cleared(case))
    assert others.require_cleared(text, by=case.contact)
    with pytest.raises(
        ClearedByGiver,
        match="You cleared what this says of others, so somebody else gives it to the relative",
    ):
        others.require_cleared(text, by=case.people.manager)


def test_whoever_changes_a_letter_is_its_writer_and_what_they_cleared_waits_again(case: Any) -> None:
    row = cleared(case)
    manager = case.people.manager
    text = TELLS.replace("in May", "in June")
    row = letters.write(row, kind="asked", text=text, version=row.version, by=manager)
    assert len(keys(row)) == 2
    with pytest.raises(Denied, match="A letter is sent, or set aside, by whoever wrote it last"):
        send(row, case.contact)
    outgoing = OutgoingText.objects.get(of=row.pk)
    others.clear(outgoing, chosen=keys(row), reason="She knows.", by=case.contact)
    assert send(row, manager).sent_by == manager


def test_the_database_refuses_a_letter_sent_while_anything_waits_or_unread(case: Any) -> None:
    unread = letter(case, TELLS)
    waits, _ = asked(case)
    for row in (unread, waits):
        row.status, row.sent_at, row.sent_by = "sent", timezone.now(), case.contact
        with pytest.raises(IntegrityError, match="second person has cleared"), transaction.atomic():
            row.save()
    settled = cleared(case)
    settled.status, settled.sent_at, settled.sent_by, settled.digest = (
        "sent",
        timezone.now(),
        case.contact,
        "0" * 64,
    )
    with pytest.raises(IntegrityError, match="second person has cleared"), transaction.atomic():
        settled.save()


def test_the_database_refuses_a_letter_sent_by_whoever_cleared_in_it(case: Any) -> None:
    row, manager = cleared(case), case.people.manager
    row.status, row.sent_at = "sent", timezone.now()
    row.written_by = row.sent_by = manager
    with pytest.raises(IntegrityError, match="second person has cleared"), transaction.atomic():
        row.save()


def test_clearing_has_a_sentence_and_a_reason_and_is_of_the_text_that_was_read(case: Any) -> None:
    row, outgoing = asked(case)
    manager, (first, _) = case.people.manager, keys(row)
    with refuses("reason", "Say why the relative may read this."):
        others.clear(outgoing, chosen=[first], reason=" ", by=manager)
    with refuses("chosen", "Choose what you clear."):
        others.clear(outgoing, chosen=[], reason="Fine.", by=manager)
    text = TELLS.replace("told us", "told everybody")
    row = letters.write(row, kind="asked", text=text, version=row.version, by=case.contact)
    with pytest.raises(ChangedSince, match="The text has changed since this page was opened"):
        others.clear(outgoing, chosen=[first], reason="Fine.", by=manager)


def test_what_the_register_learned_since_is_cleared_as_it_stands_now_and_not_as_it_was(case: Any) -> None:
    row, outgoing = asked(case, f"{PLAIN} Ruth Penhale was arrested in spring.")
    (before,) = keys(row)
    by = case.people.manager
    relatives.add(case.review, name="Ruth Penhale", relationship="other", label="Aunt 4", by=by)
    (now,) = keys(row)
    with pytest.raises(ChangedSince):
        others.clear(outgoing, chosen=[before], reason="She knows.", by=by)
    others.clear(outgoing, chosen=[now], reason="She knows.", by=by)
    assert keys(row) == []


def test_a_register_that_takes_a_name_back_lists_it_no_longer(case: Any) -> None:
    kin = make.person(case.people, case.review, "Uncle 8", name="Corentin Vyvyan", role="uncle")
    row = letter(case, f"{PLAIN} Corentin Vyvyan sends his best.")
    assert blocked(row)
    identities.remove(kin, by=case.people.manager)
    assert blocked(row) == []
