from __future__ import annotations

import contextlib
import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from scr_portal import audit
from scr_portal.audit import chain, tasks
from scr_portal.audit.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def superuser():
    """Do what only somebody with full rights on the database can: switch the triggers off."""
    tables = ("audit_auditevent", "audit_audithead")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def five_events():
    return [audit.record("imr.submitted", by=None, case=f"SCR-2026-00{n}", number=n) for n in range(1, 6)]


def test_an_empty_record_is_whole():
    verdict = chain.verify()

    assert verdict.whole
    assert verdict.count == 0


def test_an_untouched_chain_is_whole_and_without_gaps(five_events):
    verdict = chain.verify()

    assert verdict.whole
    assert (verdict.count, verdict.head_hash) == (5, five_events[-1].hash)
    assert list(AuditEvent.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'other'",
        "case_code = 'SCR-2026-099'",
        "facts = '{\"number\": 4}'",
        "at = at + interval '1 microsecond'",
        "actor_id = gen_random_uuid()",
        "board_code = 'other'",
        "request_id = 'x'",
        "object_id = 'x'",
        "object_type = 'x'",
        "actor_role = 'chair'",
    ],
)
def test_an_altered_event_is_found_by_its_number(five_events, change):
    with superuser() as cursor:
        cursor.execute(f"UPDATE audit_auditevent SET {change} WHERE seq = 3")  # noqa: S608

    verdict = chain.verify()

    assert (verdict.broken_seq, verdict.reason) == (3, "the event was altered")


def test_an_event_hashed_anew_without_the_key_is_found(five_events, settings):
    event = AuditEvent.objects.get(seq=3)
    event.verb, key = "other", settings.AUDIT_KEY
    settings.AUDIT_KEY = "a key somebody else made up, quite long"
    forged = chain.event_hash(event)
    settings.AUDIT_KEY = key
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'other', hash = %s WHERE seq = 3", [forged])

    assert chain.verify().broken_seq == 3


@pytest.mark.parametrize("seq", [1, 3])
def test_a_removed_event_is_found(five_events, seq):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = %s", [seq])

    assert (chain.verify().broken_seq, chain.verify().reason) == (seq, "the event is missing")


def test_an_event_removed_from_the_end_is_found(five_events):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = 5")

    assert (chain.verify().broken_seq, chain.verify().reason) == (5, "the event is missing")


def test_setting_the_head_back_without_the_key_is_found(five_events):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = 5")
        cursor.execute("UPDATE audit_audithead SET seq = 4, hash = %s", [five_events[3].hash])

    assert "not sealed" in chain.verify().reason


def test_emptying_everything_but_the_events_is_found(five_events):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_audithead")

    assert chain.verify().reason == "the head of the chain is missing"
    with pytest.raises(chain.ChainBroken):
        audit.record("imr.submitted", by=None)


def test_an_event_put_after_the_head_is_found(five_events):
    with superuser() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (seq, at, verb, actor_role, object_type, object_id, case_code, board_code,"
            " facts, request_id, previous_hash, hash) SELECT 6, at, verb, actor_role, object_type, object_id,"
            " case_code, board_code, facts, request_id, hash, hash FROM audit_auditevent WHERE seq = 5"
        )

    assert chain.verify().broken_seq == 6


@pytest.mark.parametrize(("seq", "reason"), [(3, "follow"), (5, "the head of the chain names")])
def test_a_genuine_event_of_another_time_put_in_its_place_is_found(five_events, seq, reason):
    """A row kept from a restored copy is rightly hashed, but the events around it do not know it."""
    event = AuditEvent.objects.get(seq=seq)
    event.verb = "other"
    genuine = chain.event_hash(event)
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'other', hash = %s WHERE seq = %s", [genuine, seq])

    verdict = chain.verify()

    assert verdict.broken_seq == min(seq + 1, 5)
    assert reason in verdict.reason


def test_two_swapped_events_are_found(five_events):
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET seq = 99 WHERE seq = 2")
        cursor.execute("UPDATE audit_auditevent SET seq = 2 WHERE seq = 3")
        cursor.execute("UPDATE audit_auditevent SET seq = 3 WHERE seq = 99")

    assert chain.verify().broken_seq == 2


def test_nothing_is_added_to_a_chain_with_a_forged_head(five_events):
    with superuser() as cursor:
        cursor.execute("UPDATE audit_audithead SET seal = 'forged'")

    with pytest.raises(chain.ChainBroken, match="not sealed"):
        audit.record("imr.submitted", by=None)


def test_the_command_says_the_first_broken_number_and_fails(five_events):
    with superuser() as cursor:
        cursor.execute("UPDATE audit_auditevent SET verb = 'other' WHERE seq IN (2, 4)")

    with pytest.raises(CommandError, match="broken at event 2: the event was altered") as raised:
        call_command("verify_audit")
    assert raised.value.returncode == 1


def test_the_command_prints_the_head_to_be_noted_elsewhere(five_events):
    out = io.StringIO()

    call_command("verify_audit", stdout=out)

    assert out.getvalue() == f"5 audit events, chain whole. Head: {five_events[-1].hash}\n"


def test_the_nightly_walk_notes_the_head_in_the_log(five_events, caplog):
    with caplog.at_level("INFO", logger="scr_portal.audit.tasks"):
        tasks.verify()

    assert f"5 events, head {five_events[-1].hash}" in caplog.text


def test_the_nightly_walk_says_where_the_chain_is_broken(five_events, caplog):
    with superuser() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE seq = 2")

    tasks.verify()

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "broken at event 2: the event is missing" in caplog.text


def record_many(errors: list[BaseException], barrier: threading.Barrier, abandon: bool) -> None:
    try:
        barrier.wait(timeout=10)
        for n in range(15):
            with contextlib.suppress(InterruptedError), transaction.atomic():
                audit.record("imr.submitted", by=None, number=n)
                if abandon and n % 3 == 0:
                    raise InterruptedError
    except BaseException as error:
        errors.append(error)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_people_at_work_side_by_side_keep_the_chain_whole():
    errors: list[BaseException] = []
    barrier = threading.Barrier(4)
    threads = [threading.Thread(target=record_many, args=(errors, barrier, n == 0)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert not errors
    assert AuditEvent.objects.count() == 55
    assert AuditHead.objects.get().seq == 55
    assert chain.verify().whole


@pytest.mark.django_db(transaction=True)
def test_a_second_writer_waits_until_the_first_is_done():
    errors: list[BaseException] = []
    second = threading.Thread(target=record_many, args=(errors, threading.Barrier(1), False))
    with transaction.atomic():
        first = audit.record("review.opened", by=None)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
    second.join(timeout=30)

    assert not errors
    assert first.seq == 1
    assert chain.verify().count == 16
