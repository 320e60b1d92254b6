from __future__ import annotations

import datetime
import uuid
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import TextChoices

from scr_portal import audit
from scr_portal.audit import chain
from scr_portal.audit.facts import FreeText
from scr_portal.audit.models import AuditEvent, AuditHead

from .sealed_app import make

pytestmark = pytest.mark.django_db


class Colour(TextChoices):
    RED = "red"


def actor() -> SimpleNamespace:
    return SimpleNamespace(pk=uuid.uuid4(), roles_on=lambda board: {"panel_member", "chair"})


def test_an_act_is_recorded_with_who_what_and_the_case():
    case, user = make.case(), actor()

    event = audit.record("imr.submitted", by=user, on=case, interviews=3)

    stored = AuditEvent.objects.get(seq=event.seq)
    assert stored.verb == "imr.submitted"
    assert stored.actor_id == user.pk
    assert (stored.object_type, stored.object_id) == ("sealed_app.case", str(case.pk))
    assert (stored.case_code, stored.board_code) == ("SCR-2026-001", "portsmouth")
    assert stored.facts == {"interviews": 3}


def test_the_roles_a_person_had_on_the_board_are_kept():
    on = SimpleNamespace(board=object(), case_code="SCR-2026-001", board_code="portsmouth")

    assert audit.record("sign_off", by=actor(), on=on).actor_role == "chair,panel_member"


def test_the_portal_itself_and_a_stranger_have_no_actor_id():
    assert audit.record("deadline.reminded", by=None).actor_id is None
    assert audit.record("page.asked", by=SimpleNamespace(pk=None)).actor_id is None


def test_the_case_can_be_named_where_the_object_does_not_know_it():
    case = make.case()

    assert audit.record("file.stored", by=None, case="SCR-2026-009").case_code == "SCR-2026-009"
    assert audit.record("file.stored", by=None, on=object(), case=case).board_code == "portsmouth"


def test_a_sensitive_reading_and_a_refusal_have_their_own_verbs():
    case = make.case()
    opening = uuid.uuid4()

    read = audit.read(by=actor(), on=case, what="original", opening=opening)
    refused = audit.refused("reviews.decide", by=actor(), on=case, sentence_code="not_chair")

    assert (read.verb, read.facts) == ("read", {"what": "original", "opening": str(opening)})
    assert (refused.verb, refused.facts) == ("refused", {"action": "reviews.decide", "sentence": "not_chair"})


@pytest.mark.parametrize(
    "fact",
    [
        "Maren Oakhollow",
        "Maren",
        "MAREN",
        "maren oakhollow",
        "a sentence about a child",
        "maren@example.org",
        "O'Brien",
        "x" * 101,
        ["stage", "Maren"],
        {"name": "maren"},
        1.5,
        b"maren",
        object(),
    ],
)
def test_a_fact_that_could_hold_a_name_is_refused_without_repeating_it(fact):
    with pytest.raises(FreeText) as raised:
        audit.record("imr.submitted", by=None, note=fact)

    assert "note" in str(raised.value)
    assert "aren" not in str(raised.value)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("verb", ["Maren left", "", "verb with spaces"])
def test_a_verb_is_a_code_too(verb):
    with pytest.raises(FreeText, match="verb"):
        audit.record(verb, by=None)


def test_ids_counts_dates_and_codes_are_kept_as_json():
    key = uuid.uuid4()

    event = audit.record(
        "deadline.extended",
        by=None,
        key=key,
        keys=[key],
        on_time=True,
        count=0,
        new_due_on=datetime.date(2026, 5, 1),
        colour=Colour.RED,
        review="SCR-2026-001",
        digest="a" * 64,
        detected="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        nothing=None,
    )

    assert AuditEvent.objects.get(seq=event.seq).facts == {
        "key": str(key),
        "keys": [str(key)],
        "on_time": True,
        "count": 0,
        "new_due_on": "2026-05-01",
        "colour": "red",
        "review": "SCR-2026-001",
        "digest": "a" * 64,
        "detected": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "nothing": None,
    }
    assert chain.verify().whole


def test_events_for_a_case_come_oldest_first_and_by_an_index():
    for code in ("SCR-2026-001", "SCR-2026-002", "SCR-2026-001"):
        audit.record("imr.submitted", by=None, case=code)

    events = audit.events_for("SCR-2026-001")

    assert [event.seq for event in events] == sorted(event.seq for event in events)
    assert len(events) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'audit_event_case'")
        (definition,) = cursor.fetchone()
    assert definition.endswith("(case_code, seq)")  # with three rows the planner may take any way it likes


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET verb = 'other'",
        "DELETE FROM audit_auditevent",
        "DELETE FROM audit_audithead",
        "UPDATE audit_audithead SET seq = 0",
        "UPDATE audit_audithead SET seal = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement):
    audit.record("imr.submitted", by=None)

    with pytest.raises(DatabaseError, match=r"added but not changed|only moves on"), transaction.atomic():
        connection.cursor().execute(statement)

    assert AuditEvent.objects.get().verb == "imr.submitted"


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_audithead"])
def test_the_database_refuses_to_empty_the_record(table):
    with pytest.raises(DatabaseError, match="added but not changed"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table}")


def test_django_cannot_change_an_event_either():
    event = audit.record("imr.submitted", by=None)
    event.verb = "other"

    for change in (event.save, event.delete, lambda: AuditEvent.objects.update(verb="other")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_an_event_that_cannot_be_written_undoes_the_act():
    audit.record("imr.submitted", by=None)
    AuditHead.objects.filter(pk=1).update(seq=2, seal="forged")

    with pytest.raises(chain.ChainBroken), transaction.atomic():
        make.case()
        audit.record("review.opened", by=None)

    assert AuditEvent.objects.count() == 1
    assert not make.Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_catching_the_failure_of_the_record_does_not_save_the_act():
    audit.record("imr.submitted", by=None)
    AuditHead.objects.filter(pk=1).update(seq=2, seal="forged")

    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        make.case()
        try:
            audit.record("review.opened", by=None)
        except chain.ChainBroken:
            make.case()

    assert not make.Case.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_outlives_the_transaction_it_ended():
    class NotAllowed(Exception):
        pass

    case, user = make.case(), actor()
    with pytest.raises(NotAllowed), transaction.atomic():
        audit.record("review.opened", by=user, on=case)
        raise NotAllowed
    audit.refused("reviews.decide", by=user, on=case)

    assert [event.verb for event in AuditEvent.objects.all()] == ["refused"]
    assert chain.verify().whole
