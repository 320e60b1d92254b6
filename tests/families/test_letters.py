"""A letter to one relative says nothing of another until a second person has cleared it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.enums import Outgoing
from families.models import AboutAnother, FamilyContact, FamilyLetter, OutgoingText
from families.outgoing import Text, key_of
from families.services import holds, letters, others, relatives
from families.services.letters import LetterClosed
from families.services.others import ChangedSince, ClearedByGiver, NoLongerOpen
from reviews.services import identities, reviews
from scr_portal import workflow
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from scr_portal.web.stale import StaleForm
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again
from tests.refusing import refuses

from .sides import letter, opposed

pytestmark = pytest.mark.django_db

PLAIN = "Dear Mrs Quillfeather, the panel would like to hear from you."
TELLS = f"{PLAIN} Mr Zennor has told us what he thinks. He was arrested in spring. The panel meets in May."


@pytest.fixture
def case() -> SimpleNamespace:
    return opposed()


def text_of(row: FamilyLetter) -> Text:
    return Text(Outgoing.LETTER, row, row.relative)


def asked(case: SimpleNamespace, text: str = TELLS) -> tuple[FamilyLetter, OutgoingText]:
    row = letter(case, text)
    return row, others.ask(text_of(row), by=case.contact)


def keys(row: FamilyLetter) -> list[str]:
    return [key_of(found) for found in text_of(row).waiting()]


def cleared(case: SimpleNamespace, text: str = TELLS) -> FamilyLetter:
    row, outgoing = asked(case, text)
    others.clear(outgoing, chosen=keys(row), reason="She knows.", by=case.people.manager)
    return row


def send(row: FamilyLetter, by: Any, **values: Any) -> FamilyLetter:
    return letters.send(row, on=timezone.localdate(), by=by, **values)


def blocked(row: FamilyLetter) -> list[str]:
    return [item.sentence for item in workflow.missing(again(row), "sent")]


def test_a_letter_that_tells_of_nobody_else_is_sent_and_recorded_as_a_contact(case: Any) -> None:
    row = letter(case, PLAIN)
    sent = send(row, case.contact)
    assert (sent.status, sent.sent_by) == ("sent", case.contact)
    contact = FamilyContact.objects.get(relative=case.mother, kind="asked")
    assert (contact.means, contact.recorded_by) == ("letter", case.contact)


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


def test_a_register_that_takes_a_name_back_lists_it_no_longer(case: Any) -> None:
    kin = make.person(case.people, case.review, "Uncle 8", name="Corentin Vyvyan", role="uncle")
    row = letter(case, f"{PLAIN} Corentin Vyvyan sends his best.")
    assert blocked(row)
    identities.remove(kin, by=case.people.manager)
    assert blocked(row) == []
