"""The register leaves the portal as an encrypted file, with a reason, by the manager, and in no other way."""

from __future__ import annotations

import datetime
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Identity, RegisterExport
from reviews.services import register_export
from scr_portal.audit.models import AuditEvent
from scr_portal.drafts.models import Draft
from scr_portal.notices.models import Notice
from scr_portal.refusals import Refused
from tests import cast, make
from tests.platform.agile_encryption import opened
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

WHY = "The coroner asked who is meant, in a letter of this week."
WORDS = "four quiet herons wading"
WEAK = "Use at least 12 characters, and no pattern of a few: three or four words are easy to type."
NO_REASON = "Say in a sentence why the register is taken out, and for whom."


@pytest.fixture
def case() -> SimpleNamespace:
    people = make.staff(make.board())
    review = make.review(people)
    mother = make.person(people, review, "Mother", sex="female")
    make.kin(people, mother, make.child(review))
    return SimpleNamespace(people=people, review=review, register=review.identity_register())


def rows(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(opened(content, WORDS)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def confirm(client: Client, url: str) -> None:
    """Give the password again, as the page asks."""
    asked = client.get(url)
    assert asked.status_code == 302 and "next=" in asked["Location"]
    answer = client.post(asked["Location"], {"password": make.PASSWORD})
    assert answer.status_code == 302 and answer["Location"] == url, answer.content.decode()[:3000]


def test_the_file_holds_every_entry_and_relationship_and_no_name_stands_in_its_bytes(
    case: SimpleNamespace,
) -> None:
    content = register_export.export(case.register, reason=WHY, passphrase=WORDS, by=case.people.manager)

    entries = {row[0]: row for row in rows(content)["Register"][1:]}
    assert len(entries) == Identity.objects.filter(register=case.register).count()
    assert entries["Mother"][:4] == ("Mother", "Person", "", "Motherwen Quillfeather")
    assert entries["[date of birth]"][3:7:3] == ("2009-02-14", str(make.child(case.review)))
    assert rows(content)["Relationships"][1][:3] == (
        "Mother",
        "is a birth parent of",
        str(make.child(case.review)),
    )
    for identity in Identity.objects.filter(register=case.register):
        assert identity.canonical.encode() not in content
        assert identity.canonical.encode("utf-16-le") not in content


def test_who_took_it_out_and_why_is_on_record_and_the_passphrase_is_nowhere(case: SimpleNamespace) -> None:
    register_export.export(case.register, reason=WHY, passphrase=WORDS, by=case.people.manager)

    made = RegisterExport.objects.get()
    assert (made.exported_by, made.reason, made.version) == (case.people.manager, WHY, case.register.version)
    event = AuditEvent.objects.filter(verb="register.exported").get()
    assert event.facts == {"entries": made.entries, "version": made.version}
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM reviews_registerexport e")
        stored = cursor.fetchone()[0]
    assert WORDS not in stored and WHY not in stored
    assert not Notice.objects.filter(template__contains="export").exists() and mail.outbox == []


def test_a_short_reason_and_a_weak_passphrase_are_refused_together(case: SimpleNamespace) -> None:
    for passphrase in ("eleven chars"[:11], " " * 20, "aaaaaaaaaaaa", "ababababababab", "abcABCabcABC"):
        with pytest.raises(Refused) as refused:
            register_export.export(
                case.register, reason="Court.", passphrase=passphrase, by=case.people.manager
            )
        assert refused.value.sentences == {"reason": [NO_REASON], "passphrase": [WEAK]}
    assert not RegisterExport.objects.exists()


def test_nobody_but_the_manager_takes_it_out() -> None:
    world = cast.world()
    begun = cast.begin(world, make.review(world.people))
    for name in ("pch", "ova", "fl", "bch", "pm", "ofs", "su"):
        with pytest.raises(PermissionDenied):
            register_export.export(
                begun.review.identity_register(), reason=WHY, passphrase=WORDS, by=world.who[name]
            )


def test_the_page_asks_again_who_one_is_and_then_gives_the_file(case: SimpleNamespace) -> None:
    client = sign_in(Client(), case.people.manager)
    url = reverse("reviews:register_export", args=[case.review.pk])
    confirm(client, url)
    answer = client.post(url, {"reason": WHY, "passphrase": WORDS, "again": WORDS})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="register-{case.review.code}.xlsx"'
    assert answer["Cache-Control"] == "no-store, private"
    assert rows(answer.content)["Register"][0][0] == "Label"
    page = client.get(url).content.decode()
    assert WHY in page and str(case.people.manager) in page
    assert WORDS not in page


def test_two_passphrases_that_differ_are_not_taken_and_are_not_shown_again(case: SimpleNamespace) -> None:
    client = sign_in(Client(), case.people.manager)
    url = reverse("reviews:register_export", args=[case.review.pk])
    confirm(client, url)
    answer = client.post(url, {"reason": "Court.", "passphrase": WORDS, "again": "something else entirely"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "The two passphrases are not the same. Type both again." in html and NO_REASON in html
    assert WORDS not in html and "something else entirely" not in html
    assert WORDS not in str(list(Draft.objects.values()))


def test_a_form_that_comes_too_late_keeps_its_reason_and_nowhere_its_passphrase(
    case: SimpleNamespace,
) -> None:
    client = sign_in(Client(), case.people.manager)
    url = reverse("reviews:register_export", args=[case.review.pk])
    confirm(client, url)
    form = client.get(url).context["draft_token"]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6)):
        answer = client.post(url, {"reason": WHY, "passphrase": WORDS, "again": WORDS, "draft_token": form})
        assert answer.status_code == 302 and answer["Location"].endswith(f"?next={url.replace('/', '%2F')}")
        assert not RegisterExport.objects.exists()
        assert WORDS not in str(dict(client.session))
        confirm(client, url)
        assert WHY in client.get(url, {"draft": Draft.objects.get().pk}).content.decode()
