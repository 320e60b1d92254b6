"""Relative A meets nothing of relative B: not on a page, in a letter, a PDF, search, an export, the calendar, mail or history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.enums import Outgoing
from families.models import FamilyContact, FamilyLetter, Relative
from families.outgoing import Text, key_of
from families.services import letters, others, relatives
from reports import document
from reports.services import copies, editions
from scr_portal.access import scope
from scr_portal.access.roles import Role
from scr_portal.accounts.services import invitations
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again
from tests.platform.signing_in import delivered, sign_in
from tests.test_urls_denied import ADDRESSES

from .sides import FATHERS_WORDS, opposed

pytestmark = pytest.mark.django_db

OWN_PAGES = [
    one.name
    for one in ADDRESSES
    if not one.keys and one.name.split(":")[0] in ("reviews", "reports", "accounts")
]


@pytest.fixture
def case() -> SimpleNamespace:
    """Both sides, letters to each, and the mother let in to the board as a relative."""
    made = opposed()
    made.to_father = make.letter(
        made.people, made.father, "Dear Mr Zennor, the quoits are at Marazion Steps."
    )
    make.asked_about(made.to_father, by=made.people.manager)
    made.to_mother = make.letter(made.people, made.mother, "Dear Mrs Quillfeather, the panel meets in May.")
    made.user = make.member(made.people.board, Role.RELATIVE, name="Oona Quillfeather")
    made.client = sign_in(Client(), made.user)
    return made


def told_of(text: Any) -> list[str]:
    """Which of the father's words stand in a text, folded."""
    folded = re.sub(
        r"\s+", " ", text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    ).lower()
    return [word for word in FATHERS_WORDS if word.lower() in folded]


def addresses(case: SimpleNamespace) -> Iterator[str]:
    """Every address of what hangs on the father, with his own keys. `test_urls_denied` asks the rest of the portal."""
    outgoing = case.father.outgoing_texts.get()
    for one in ADDRESSES:
        if one.name.startswith("families:") or one.name.startswith("reports:copy"):
            for thing in (case.father, case.to_father, outgoing, case.review):
                given = {key: case.review.pk if key == "review_id" else thing.pk for key in one.keys}
                yield reverse(one.name, kwargs=given)


def test_what_could_leak_is_there_and_those_who_may_read_it(case: Any) -> None:
    manager = sign_in(Client(), case.people.manager)
    opened = {"reason": "To write to him."}
    manager.post(reverse("reviews:named_view", args=["review", case.review.pk]), opened)
    page = manager.get(case.father.get_absolute_url()).content
    letter = manager.get(case.to_father.get_absolute_url()).content
    assert set(told_of(page + letter)) == set(FATHERS_WORDS)


def test_signed_in_a_relative_opens_no_page_of_a_case_and_meets_no_word_of_another(case: Any) -> None:
    wrong = []
    paths = dict.fromkeys(addresses(case))
    for path in paths:
        answer = case.client.get(path)
        if told_of(answer.content):
            wrong.append(path)
        if f"/reviews/{case.review.pk}/" in path and answer.status_code != 404:
            wrong.append(f"{path}: {answer.status_code}")
    for name in OWN_PAGES:
        answer = case.client.get(reverse(name), {"q": "Zennor", "search": "Zennor"}, follow=True)
        if told_of(answer.content.replace(b"=Zennor", b"").replace(b'value="Zennor"', b"")):
            wrong.append(f"{name} searched")
    assert len(paths) > 60
    assert wrong == []


def test_nothing_can_be_posted_to_the_case_by_a_relative(case: Any) -> None:
    for path in (
        case.to_father.get_absolute_url() + "send/",
        case.to_father.get_absolute_url() + "edit/",
        case.father.outgoing_texts.get().get_absolute_url(),
    ):
        answer = case.client.post(path, {"chosen": "1", "reason": "Mine.", "text": "Mine.", "on_0": "1"})
        assert answer.status_code == 404
    assert again(case.to_father).status == "draft"


def test_no_row_of_a_case_is_visible_to_a_relative_and_nothing_waits_for_them(case: Any) -> None:
    models = [model for model in scope.scoped_models() if scope.paths_of(model).case]
    seen = [model for model in models if scope.scoped_manager(model).visible_to(again(case.user)).exists()]
    assert seen == []
    assert FamilyLetter.objects.exists()
    assert FamilyContact.objects.exists()
    keeping.catch_up()
    assert list(items_for(again(case.user))) == []


def test_mail_to_a_relative_says_nothing_of_a_case(case: Any) -> None:
    invitations.invite(
        "jenifer.hale@example.org",
        "Jenifer Hale",
        board=case.people.board,
        role=Role.RELATIVE,
        by=case.contact,
    )
    assert Notice.objects.filter(to=case.user).count() == 0
    sent = [message for message in delivered() if "jenifer" in str(message.to)] or mail.outbox
    assert sent
    for message in sent:
        assert told_of(f"{message.subject} {message.body}") == []
        assert case.review.code not in f"{message.subject} {message.body}"


def test_a_letter_to_one_is_not_printed_while_it_tells_of_the_other(case: Any) -> None:
    for words in (
        "Mr Zennor was there.",
        "We met Lanyon.",
        "He lives at 4 Marazion Steps.",
        "The number is 07700 900563.",
        "The tinworker next door may take a message for him.",
        "He said that the mistletoe came down that night.",
        "Never on a day of quoits, and his aunt sits with him.",
    ):
        row = make.letter(case.people, case.mother, f"Dear Mrs Quillfeather.\n{words}")
        manager = sign_in(Client(), case.people.manager)
        page = manager.get(reverse("families:letter_print", args=[case.review.pk, row.pk]))
        assert page.status_code == 409, words
        assert told_of(page.content) == [], words
        with pytest.raises(TransitionBlocked, match="may tell of another person"):
            letters.send(row, on=timezone.localdate(), by=case.people.manager)


def test_what_is_printed_for_one_holds_what_was_cleared_and_nothing_else_of_the_other(case: Any) -> None:
    row = make.letter(case.people, case.mother, "Dear Mrs Quillfeather. Mr Zennor was there.")
    outgoing = make.asked_about(row, by=case.people.manager)
    chosen = [key_of(found) for found in Text(Outgoing.LETTER, row, case.mother).waiting()]
    others.clear(outgoing, chosen=chosen, reason="She saw him.", by=case.contact)
    manager = sign_in(Client(), case.people.manager)
    page = manager.get(reverse("families:letter_print", args=[case.review.pk, row.pk]))
    assert page.status_code == 200
    assert told_of(page.content) == ["Zennor"]
    assert page["Cache-Control"] == "no-store, private"


def test_the_page_of_one_relative_holds_nothing_of_the_other(case: Any) -> None:
    manager = sign_in(Client(), case.people.manager)
    manager.post(reverse("reviews:named_view", args=["review", case.review.pk]), {"reason": "To write."})
    assert told_of(manager.get(case.mother.get_absolute_url()).content) == []
    assert told_of(manager.get(case.to_mother.get_absolute_url()).content) == []
    for page in ("contact_record", "relative_edit", "wishes_edit", "not_told", "letter_begin"):
        path = reverse(f"families:{page}", args=[case.review.pk, case.mother.pk])
        assert told_of(manager.get(path).content) == [], page


def test_history_and_record_name_no_word_of_a_letter_or_a_matter(case: Any) -> None:
    manager = sign_in(Client(), case.people.manager)
    path = reverse("reviews:history", args=[case.review.pk])
    assert told_of(manager.get(path).content) == []
    facts = AuditEvent.objects.for_case(case.review.code).values_list("facts", flat=True)
    assert told_of(list(facts)) == []
    assert case.client.get(path).status_code == 404


def test_the_copy_of_one_names_nobody_and_is_marked_for_its_reader_alone() -> None:
    people = make.staff(make.board())
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    mother = edition.review.relatives.get()
    father = relatives.add(
        edition.review, name="Mr Lanyon Zennor", relationship="father", label="Father", by=people.manager
    )
    html = document.html_of(edition, copy_for=str(mother))
    assert told_of(html) == []
    assert "copy for Mother" in html
    assert "copy for Father" not in html
    copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    assert copies.made_for(edition, father) is None
    today = timezone.localdate()
    editions.give_copy(edition, mother, given_on=today, means="visit", declined=False, by=people.manager)
    assert Relative.objects.get(pk=father.pk).copies.count() == 0
