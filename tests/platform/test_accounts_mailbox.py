"""The development mailbox keeps what was sent and shows it as text."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from scr_portal.accounts import mailbox


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path / "mail"
    return settings.MAILBOX_DIR


def sent(subject: str, body: str = "Hello") -> None:
    mailbox.MailboxBackend().send_messages(
        [EmailMessage(subject, body, "from@example.org", ["to@example.org"])]
    )


def test_mails_are_kept_the_newest_first(folder):
    for subject in ("first", "second", "third"):
        sent(subject)
    subjects = [mailbox.read(file)["subject"] for file in sorted(folder.glob("*.eml"), reverse=True)]
    assert subjects == ["third", "second", "first"]
    assert list(folder.glob("*.draft")) == []


def test_mail_is_shown_as_text_with_its_link(folder):
    sent("Zoë’s invitation", "<script>alert(1)</script>\nhttp://localhost:8000/account/link/abc-def/")
    (file,) = folder.glob("*.eml")
    mail = mailbox.read(file)
    assert mail["subject"] == "Zoë’s invitation"
    assert mail["to"] == "to@example.org"
    assert "http://localhost:8000/account/link/abc-def/" in mail["text"]


def test_mailbox_has_no_address_where_it_is_not_switched_on():
    with pytest.raises(NoReverseMatch):
        reverse("mailbox")


def test_name_in_the_address_cannot_leave_the_folder(folder):
    from django.http import Http404

    folder.mkdir()
    (folder.parent / "secret.eml").write_text("Subject: x\n\nsecret")
    with pytest.raises(Http404):
        mailbox.letter(RequestFactory().get("/"), "../secret" if False else "nothing")
