"""The development mailbox keeps what was sent and shows it as text."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
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


@pytest.fixture
def pages(folder, settings, client):
    """Yield a browser on a portal with the mailbox switched on."""
    settings.ROOT_URLCONF = "tests.platform.mailbox_urls"
    return client


@pytest.mark.django_db
def test_mail_is_shown_as_text_with_its_link(pages):
    link = "http://localhost:8000/account/link/abc-def/"
    sent("Zoë’s invitation", f"<script>alert(1)</script>\n{link}")
    listed = pages.get(reverse("mailbox")).content.decode()
    assert "Zoë’s invitation" in listed
    (letter,) = re.findall(r'href="(/account/mailbox/[^"]+/)"', listed)
    shown = pages.get(letter).content.decode()
    assert f'<a href="{link}"' in shown
    assert "<script>alert" not in shown


@pytest.mark.django_db
def test_sign_in_page_leads_to_the_mailbox_only_where_there_is_one(pages, settings):
    assert reverse("mailbox") in pages.get(reverse("account_login")).content.decode()
    settings.ROOT_URLCONF = "scr_portal.urls"
    assert "mailbox" not in pages.get(reverse("account_login")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["..%2Fsecret", "../secret", "nothing"])
def test_name_in_the_address_cannot_leave_the_folder(pages, folder, name):
    folder.mkdir()
    (folder.parent / "secret.eml").write_text("Subject: x\n\nsecret")
    assert pages.get(f"/account/mailbox/{name}/").status_code == 404


def test_mailbox_has_no_address_where_it_is_not_switched_on():
    with pytest.raises(NoReverseMatch):
        reverse("mailbox")
