from __future__ import annotations

import smtplib
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from scr_portal import notices
from scr_portal.accounts.models import User
from scr_portal.notices import delivery, links, tasks
from scr_portal.notices.models import Notice


def make_reader() -> User:
    return User.objects.create_user("reader@example.org", name="Ines Okafor")


@pytest.fixture
def reader(db):
    return make_reader()


@pytest.fixture
def refusing(monkeypatch):
    """Return a mail server that refuses everything until told otherwise."""
    state = {"refuses": True, "tries": 0}
    takes = EmailBackend.send_messages

    def send_messages(self, messages):
        state["tries"] += 1
        if state["refuses"]:
            raise smtplib.SMTPServerDisconnected("reader@example.org refused")
        return takes(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return state


def test_mail_holds_the_reference_and_a_link_and_nothing_of_the_reader(reader, mailoutbox):
    notice = notices.send("imr_returned", to=reader, case_code="SCR-2026-001", path="/imrs/5/")
    assert delivery.deliver(notice.pk)

    [mail] = mailoutbox
    assert mail.subject == "SCR-2026-001: what you handed in has come back to you"
    assert "http://testserver/imrs/5/" in mail.body
    assert mail.to == ["reader@example.org"]
    assert "Okafor" not in mail.message().as_string()


def test_notice_is_sent_once_however_often_its_task_runs(reader, mailoutbox):
    notice = notices.send("published", to=reader)
    for _ in range(3):
        tasks.deliver(str(notice.pk))
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        tasks.deliver_due()
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_and_beats_at_once_send_one_mail(mailoutbox, monkeypatch):
    takes = EmailBackend.send_messages
    monkeypatch.setattr(
        EmailBackend, "send_messages", lambda self, mails: time.sleep(0.3) or takes(self, mails)
    )
    sent = [notices.send("published", to=make_reader()).pk]
    Notice.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    together = threading.Barrier(6)

    def one(do):
        together.wait()
        try:
            do()
        finally:
            connection.close()

    todo = [tasks.deliver_due] * 3 + [lambda: tasks.deliver(str(sent[0]))] * 3
    threads = [threading.Thread(target=one, args=(do,)) for do in todo]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert len(mailoutbox) == 1


def test_notice_in_the_hands_of_a_dead_worker_is_sent_after_its_lease(reader, mailoutbox):
    notice = notices.send("published", to=reader)
    assert delivery.claim(notice.pk) is not None

    assert delivery.deliver(notice.pk) is False
    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        tasks.deliver_due()
    assert len(mailoutbox) == 1


def test_mail_taken_by_the_server_just_before_a_crash_goes_again_under_the_same_message_id(
    reader, mailoutbox
):
    notice = notices.send("published", to=reader)
    held = delivery.claim(notice.pk)
    delivery.compose(held).send()

    with time_machine.travel(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
        tasks.deliver_due()

    first, second = [mail.message()["Message-ID"] for mail in mailoutbox]
    assert first == second == f"<{notice.pk}@notices.invalid>"


def test_refused_mail_is_tried_again_later_and_then_goes(reader, refusing, mailoutbox):
    notice = notices.send("published", to=reader)
    tasks.deliver(str(notice.pk))
    tasks.deliver(str(notice.pk))
    assert refusing["tries"] == 1

    refusing["refuses"] = False
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        tasks.deliver_due()
    assert len(mailoutbox) == 1
    assert Notice.objects.get().sent_at is not None


def test_mail_refused_to_the_end_is_given_up_and_the_log_names_no_address(reader, refusing, caplog):
    notices.send("published", to=reader)
    now = timezone.now()
    for hours in range(20):
        with time_machine.travel(now + timedelta(hours=2 * hours + 1)):
            tasks.deliver_due()

    notice = Notice.objects.get()
    assert (notice.given_up_why, refusing["tries"]) == ("mail-refused", delivery.MOST_ATTEMPTS)
    assert "example.org" not in caplog.text


def test_one_refused_mail_does_not_hold_up_the_others(reader, monkeypatch, mailoutbox):
    bad = User.objects.create_user("bad@example.org", name="Marek Lund")
    notices.send("published", to=bad)
    notices.send("published", to=reader)
    takes = EmailBackend.send_messages

    def send_messages(self, messages):
        if messages[0].to == ["bad@example.org"]:
            raise smtplib.SMTPRecipientsRefused({})
        return takes(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        tasks.deliver_due()
    assert [mail.to for mail in mailoutbox] == [["reader@example.org"]]


def test_mail_server_that_is_away_is_not_asked_for_every_notice_that_waits(reader, refusing):
    for _ in range(10):
        notices.send("published", to=reader)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        tasks.deliver_due()
        assert refusing["tries"] == delivery.FAILURES_BEFORE_REST
        refusing["refuses"] = False
        tasks.deliver_due()
    assert Notice.objects.filter(sent_at__isnull=False).count() == 7


def test_closed_account_gets_no_mail(reader, mailoutbox):
    notice = notices.send("published", to=reader)
    reader.is_active = False
    reader.save()
    delivery.deliver(notice.pk)
    notice.refresh_from_db()
    assert not mailoutbox and notice.given_up_why == "account-closed"


def test_link_of_an_invitation_is_made_when_the_mail_is_written(reader, mailoutbox, monkeypatch):
    made = iter(["https://portal.example.org/first", "https://portal.example.org/second"])
    monkeypatch.setitem(links._makers, "invitation", lambda user: next(made))
    for _ in range(2):
        delivery.deliver(notices.send("invitation", to=reader).pk)
    assert "/first" in mailoutbox[0].body and "/second" in mailoutbox[1].body
