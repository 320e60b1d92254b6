"""Who has a day is reminded of it; what is late climbs the ladder, each rung once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_portal import deadlines
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.deadlines.models import Deadline
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping, reminders, tasks
from scr_portal.outstanding.models import OpenMatter, Reminder
from tests import make

DUE = date(2010, 11, 12)


def make_clock(**changed) -> Deadline:
    """A clock of six months on a board, owed by its panel member; above them the manager and the board chair."""
    people = make.staff(make.board())
    Membership.objects.update(started_on=date(2010, 1, 1))
    owner = changed.pop("owner", people.panel_member)
    rule = {"triggered_on": date(2010, 5, 12), "length": 6, "unit": "months", "owner": owner, **changed}
    clock = deadlines.start(
        people.board,
        kind="review",
        label="Finish the review",
        trigger_label="Decided",
        source="leaflet",
        path="/work/",
        by=owner,
        **rule,
    )
    clock.people = people
    kept(clock)
    return clock


def kept(clock: Deadline) -> OpenMatter:
    """The row of the clock as it is now."""
    keeping.refresh(f"board:{clock.board_code}")
    return OpenMatter.objects.get(key=f"review:{clock.subject_id}")


@pytest.fixture
def clock(db):
    return make_clock()


def at(days_left: int, hour: int = 12) -> datetime:
    day = DUE - timedelta(days=days_left)
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def sent() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("template", flat=True))


def told(template: str) -> list[str]:
    return [str(notice.to) for notice in Notice.objects.filter(template=template).order_by("created_at")]


def test_the_owner_is_reminded_before_and_each_rung_above_hears_once_of_what_is_late(clock):
    rungs = []
    for days_left in range(40, -40, -1):
        for _ in range(2):
            if reminders.remind_all(at(days_left)):
                rungs.append(days_left)
    assert rungs == [28, 14, 7, 1, 0, -7, -14]
    assert sent() == ["deadline_due"] * 5 + ["deadline_passed_on"] * 2
    assert told("deadline_due") == [str(clock.people.panel_member)] * 5
    assert told("deadline_passed_on") == [str(clock.people.manager), str(clock.people.chair)]


def test_a_rung_that_nobody_holds_is_passed_over(clock):
    clock.people.manager.memberships.update(ended_on=date(2010, 6, 1))
    kept(clock)
    reminders.remind_all(at(-7))
    assert told("deadline_passed_on") == [str(clock.people.chair)]


def test_what_is_with_the_manager_because_its_owner_left_is_passed_on_to_the_board_chair(clock):
    clock.people.panel_member.memberships.update(ended_on=date(2010, 6, 1))
    row = kept(clock)
    assert (row.rung, row.holders) == (1, [clock.people.manager.pk])
    reminders.remind_all(at(0))
    reminders.remind_all(at(-7))
    assert told("deadline_due") == [str(clock.people.manager)]
    assert told("deadline_passed_on") == [str(clock.people.chair)]


def test_missed_days_are_caught_up_with_one_notice(clock):
    assert reminders.remind_all(at(30)) == 0
    assert reminders.remind_all(at(5)) == 1
    assert reminders.remind_all(at(4)) == 0
    assert reminders.remind_all(at(-10)) == 1
    assert sent() == ["deadline_due", "deadline_passed_on"]


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


def test_matter_done_after_the_list_was_read_is_not_reminded_of(clock):
    stale = kept(clock)
    deadlines.meet(clock, on=DUE - timedelta(days=10), by=clock.owner)
    keeping.refresh(f"board:{clock.board_code}")
    assert reminders.remind(stale, DUE - timedelta(days=7)) is False
    assert not Reminder.objects.exists()


def test_nobody_is_mailed_before_nine_in_london_summer_or_winter(clock):
    winter, summer = at(0, hour=8), datetime(2010, 7, 1, 7, 59, tzinfo=UTC)
    assert reminders.remind_all(winter) == 0
    assert reminders.remind_all(at(0, hour=9)) == 1
    OpenMatter.objects.update(due_on=date(2010, 7, 1))
    assert reminders.remind_all(summer) == 0
    assert reminders.remind_all(summer + timedelta(minutes=1)) == 1


def test_today_is_londons_today_late_on_a_summer_evening(clock):
    with time_machine.travel(datetime(2010, 7, 1, 22, 30, tzinfo=UTC)):
        keeping.catch_up()  # once a day everything is computed; the day of the test stays after that
        OpenMatter.objects.update(due_on=date(2010, 7, 2))
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


def test_a_closed_account_is_not_reminded_and_the_next_rung_is(clock):
    clock.owner.is_active = False
    clock.owner.save()
    kept(clock)
    assert reminders.remind_all(at(0)) == 1
    assert told("deadline_due") == [str(clock.people.manager)]


def test_claim_whose_notice_cannot_be_written_is_given_back(clock, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(reminders.notices, "send", broken)
    row = kept(clock)
    with pytest.raises(RuntimeError):
        reminders.remind(row, DUE)
    monkeypatch.undo()
    assert not Reminder.objects.exists()
    assert reminders.remind(row, DUE) is True


def test_the_six_month_clock_reminds_the_board_chair_and_then_the_manager(db):
    people = make.staff(make.board())
    review = make.review(people)
    keeping.catch_up()
    due_on = OpenMatter.objects.get(key=f"sign_off:{review.pk}").due_on

    def noon(days: int) -> datetime:
        return datetime(due_on.year, due_on.month, due_on.day, 12, tzinfo=UTC) + timedelta(days=days)

    reminders.remind_all(noon(0))
    reminders.remind_all(noon(7))
    assert told("deadline_due") == [str(people.chair)]
    assert told("deadline_passed_on") == [str(people.manager)]
    assert set(
        Notice.objects.filter(template__startswith="deadline").values_list("case_code", flat=True)
    ) == {review.code}


def test_an_open_deadline_without_an_owner_is_refused_by_service_and_database(db):
    board = make.board()
    rule = {"kind": "x", "label": "x", "trigger_label": "x", "length": 1, "unit": "days", "source": "x"}
    with pytest.raises(ValueError, match="owner"):
        deadlines.start(board, triggered_on=timezone.localdate(), by=None, **rule)
    people = make.staff(board)
    clock = deadlines.start(
        board, triggered_on=timezone.localdate(), owner_role=Role.BOARD_CHAIR, by=people.manager, **rule
    )
    clock.owner_role = ""
    with pytest.raises(Exception, match="deadlines_open_has_an_owner"):
        clock.save()


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
