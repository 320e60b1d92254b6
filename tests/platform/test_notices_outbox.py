from __future__ import annotations

import pytest
from django.db import transaction
from django.template import TemplateDoesNotExist

from scr_portal import notices
from scr_portal.accounts.models import User
from scr_portal.jobs import hints
from scr_portal.notices import tasks
from scr_portal.notices.models import Notice


@pytest.fixture(autouse=True)
def _rested(monkeypatch):
    monkeypatch.setitem(hints._pause, "until", 0.0)


@pytest.fixture
def reader(db):
    return User.objects.create_user("reader@example.org", name="Ines Okafor")


@pytest.mark.django_db(transaction=True)
def test_notice_is_hinted_at_after_commit_with_its_id_only(monkeypatch):
    reader = User.objects.create_user("reader@example.org", name="Ines Okafor")
    hints = []
    monkeypatch.setattr(tasks.deliver, "apply_async", lambda args, **_: hints.append(args))

    with transaction.atomic():
        notice = notices.send("imr_submitted", to=reader, case_code="SCR-2026-001", path="/imrs/1/")
        assert hints == []

    assert hints == [[str(notice.pk)]]


@pytest.mark.django_db(transaction=True)
def test_notice_of_an_act_that_was_undone_is_never_sent(mailoutbox):
    reader = User.objects.create_user("reader@example.org", name="Ines Okafor")
    with pytest.raises(RuntimeError), transaction.atomic():
        notices.send("imr_submitted", to=reader, case_code="SCR-2026-001")
        raise RuntimeError
    tasks.deliver_due()
    assert not Notice.objects.exists() and not mailoutbox


@pytest.mark.django_db(transaction=True)
def test_broker_that_is_away_does_not_undo_the_act(monkeypatch):
    reader = User.objects.create_user("reader@example.org", name="Ines Okafor")

    def away(*_, **__):
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.deliver, "apply_async", away)
    with transaction.atomic():
        notices.send("imr_submitted", to=reader, case_code="SCR-2026-001")
    assert Notice.objects.unsent().count() == 1


def test_same_dedupe_key_is_recorded_once(reader):
    first = notices.send("published", to=reader, case_code="SCR-1", dedupe_key="published:1")
    again = notices.send("published", to=reader, case_code="SCR-1", dedupe_key="published:1")
    assert first.pk == again.pk
    assert Notice.objects.count() == 1


def test_notices_without_a_key_are_each_sent(reader):
    notices.send("published", to=reader, case_code="SCR-1")
    notices.send("published", to=reader, case_code="SCR-1")
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("code", ["Ines Okafor", "SCR-1\nBcc: all@example.org", "x" * 41])
def test_case_code_that_could_carry_text_is_refused(reader, code):
    with pytest.raises(ValueError, match="reference"):
        notices.send("published", to=reader, case_code=code)


@pytest.mark.parametrize(
    "path", ["https://example.org/", "//example.org/x", "/x?name=Ines", "/x y", "/x\n", "x"]
)
def test_path_that_leads_elsewhere_or_carries_text_is_refused(reader, path):
    with pytest.raises(ValueError, match="link"):
        notices.send("published", to=reader, path=path)


def test_notice_with_an_unknown_text_is_refused_at_once(reader):
    with pytest.raises(TemplateDoesNotExist):
        notices.send("no_such_text", to=reader)


def test_person_sees_their_own_notices_only(reader):
    notices.send("published", to=reader)
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    assert Notice.objects.visible_to(reader).count() == 1
    assert not Notice.objects.visible_to(other).exists()
