"""What waits for somebody stands under the heading of its day; what others owe stands last."""

from __future__ import annotations

import datetime

import pytest

from scr_portal.worklist import Task, grouped

WEDNESDAY = datetime.date(2010, 5, 12)
SUNDAY = datetime.date(2010, 5, 16)


def task(sentence: str, days: int | None = None, *, waiting_for: str = "") -> Task:
    due_on = None if days is None else WEDNESDAY + datetime.timedelta(days=days)
    return Task(sentence, "/somewhere/", due_on=due_on, waiting_for=waiting_for)


def headings(tasks: list[Task], today: datetime.date = WEDNESDAY) -> dict[str, list[str]]:
    return {group.heading: [one.sentence for one in group.tasks] for group in grouped(tasks, today)}


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        (-400, "Late"),
        (-1, "Late"),
        (0, "Today"),
        (1, "This week"),
        (4, "This week"),
        (5, "Later"),
        (None, "No date set"),
    ],
)
def test_a_task_stands_under_the_heading_of_its_day(days: int | None, heading: str) -> None:
    assert headings([task("Read the report", days)]) == {heading: ["Read the report"]}


def test_on_a_sunday_the_week_is_over() -> None:
    tomorrow = Task("Read the report", "/", due_on=SUNDAY + datetime.timedelta(days=1))
    assert headings([tomorrow], SUNDAY) == {"Later": ["Read the report"]}


def test_on_a_monday_the_week_runs_to_its_sunday() -> None:
    monday = SUNDAY - datetime.timedelta(days=6)
    assert headings([Task("Read the report", "/", due_on=SUNDAY)], monday) == {
        "This week": ["Read the report"]
    }


def test_what_somebody_else_owes_is_never_late_for_me() -> None:
    owed = task("Send the management review", -3, waiting_for="Fennmouth Health")
    assert headings([owed]) == {"Waiting for others": ["Send the management review"]}


def test_groups_stand_in_the_order_of_time_whatever_order_tasks_come_in() -> None:
    listed = [
        task("owed", 0, waiting_for="the panel chair"),
        task("some day"),
        task("next month", 30),
        task("friday", 2),
        task("now", 0),
        task("overdue", -1),
    ]
    assert list(headings(listed)) == [
        "Late",
        "Today",
        "This week",
        "Later",
        "No date set",
        "Waiting for others",
    ]


def test_the_order_within_a_group_is_kept_and_empty_groups_are_left_out() -> None:
    assert headings([task("second", -1), task("first", -9), task("third", -5)]) == {
        "Late": ["second", "first", "third"]
    }
    assert grouped([], WEDNESDAY) == []
