from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_portal import deadlines
from scr_portal.accounts.models import Board, User
from scr_portal.deadlines import reminders, tasks
from scr_portal.deadlines.models import Deadline, Reminder
from scr_portal.notices.models import Notice

DUE = date(2010, 11, 12)


def make_clock(**changed) -> Deadline:
    owner = User.objects.create_user("manager@example.org", name="Ines Okafor")
    board = Board.objects.create(code="eastmere", name="Eastmere Board", short_name="Eastmere")
    rule = {"triggered_on": date(2010, 5, 12), "length": 6, "unit": "months", "owner": owner, **changed}
    return deadlines.start(
        board,
        kind="review",
        label="Finish the review",
        trigger_label="Decided",
        source="leaflet",
        by=owner,
        **rule,
    )


@pytest.fixture
def clock(db):
    return make_clock()


def at(days_left: int, hour: int = 12) -> datetime:
    day = DUE - timedelta(days=days_left)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def sent() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("template", flat=True))


def test_every_rung_is_climbed_once_and_then_weekly_until_it_is_done(clock):
    rungs = []
    for days_left in range(40, -23, -1):
        for _ in range(2):
            if reminders.remind_all(at(days_left)):
                rungs.append(days_left)
    assert rungs == [28, 14, 7, 1, 0, -7, -14, -21]
    assert sent() == ["deadline_due"] * 5 + ["deadline_overdue"] * 3


def test_missed_days_are_caught_up_with_one_notice(clock):
    assert reminders.remind_all(at(30)) == 0
    assert reminders.remind_all(at(5)) == 1
    assert reminders.remind_all(at(4)) == 0
    assert reminders.remind_all(at(-10)) == 1
    assert sent() == ["deadline_due", "deadline_overdue"]


def test_day_itself_missed_is_told_as_overdue(clock):
    reminders.remind_all(at(1))
    assert reminders.remind_all(at(-2)) == 1
    assert sent()[-1] == "deadline_overdue"


def test_extension_starts_the_ladder_again_for_the_new_date(clock):
    reminders.remind_all(at(7))
    deadlines.extend(clock, new_due_on=DUE + timedelta(days=30), reason="Illness", by=clock.owner)
    assert reminders.remind_all(at(-1)) == 0
    assert reminders.remind_all(at(-2)) == 1
    assert list(Reminder.objects.values_list("rung", flat=True)) == [7, 28]


def test_what_is_done_is_not_reminded_of(clock):
    deadlines.meet(clock, on=DUE - timedelta(days=10), by=clock.owner)
    assert reminders.remind_all(at(7)) == 0


def test_deadline_met_after_the_list_was_read_is_not_reminded_of(clock):
    stale = Deadline.objects.get(pk=clock.pk)
    deadlines.meet(clock, on=DUE - timedelta(days=10), by=clock.owner)
    assert reminders.remind(stale, DUE - timedelta(days=7)) is False
    assert not Reminder.objects.exists()


def test_nobody_is_mailed_before_nine_in_london_summer_or_winter(clock):
    winter, summer = at(0, hour=8), datetime(2010, 7, 1, 7, 59, tzinfo=UTC)
    assert reminders.remind_all(winter) == 0
    assert reminders.remind_all(at(0, hour=9)) == 1
    Deadline.objects.update(due_on=date(2010, 7, 1))
    assert reminders.remind_all(summer) == 0
    assert reminders.remind_all(summer + timedelta(minutes=1)) == 1


def test_today_is_londons_today_late_on_a_summer_evening(clock):
    Deadline.objects.update(due_on=date(2010, 7, 2))
    with time_machine.travel(datetime(2010, 7, 1, 22, 30, tzinfo=UTC)):
        tasks.remind()
    assert Reminder.objects.get().rung == 1


def test_short_task_is_not_reminded_of_before_it_was_given():
    assert reminders.rung_for(10, days_allowed=10) is None
    assert reminders.rung_for(7, days_allowed=10) == 7
    assert reminders.rung_for(0, days_allowed=0) == 0


@settings(deadline=None)
@given(st.integers(-400, 60), st.integers(0, 400))
def test_rung_never_lies_ahead(days_left, days_allowed):
    rung = reminders.rung_for(days_left, days_allowed)
    assert rung is None or rung >= days_left
    if days_left < 0:
        assert rung is not None and rung % 7 == 0 and rung - days_left < 7


def test_deadline_of_nobody_or_of_a_closed_account_is_passed_over(clock):
    clock.owner.is_active = False
    clock.owner.save()
    assert reminders.remind_all(at(0)) == 0
    Deadline.objects.update(owner=None)
    assert reminders.remind_all(at(0)) == 0


def test_claim_whose_notice_cannot_be_written_is_given_back(clock, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(reminders.notices, "send", broken)
    with pytest.raises(RuntimeError):
        reminders.remind(clock, DUE)
    monkeypatch.undo()
    assert not Reminder.objects.exists()
    assert reminders.remind(clock, DUE) is True


@pytest.mark.django_db(transaction=True)
def test_beats_at_the_same_moment_send_one_notice():
    make_clock()
    together, counts = threading.Barrier(5), []

    def beat():
        together.wait()
        try:
            counts.append(reminders.remind_all(at(0)))
        finally:
            connection.close()

    threads = [threading.Thread(target=beat) for _ in range(5)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(counts) == [0, 0, 0, 0, 1]
    assert Notice.objects.count() == Reminder.objects.count() == 1
