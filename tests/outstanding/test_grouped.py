"""What waits for somebody stands under the heading of its day; what others owe stands last."""

from __future__ import annotations

import datetime

import pytest

from scr_portal.outstanding.lists import Item, grouped

WEDNESDAY = datetime.date(2010, 5, 12)
SUNDAY = datetime.date(2010, 5, 16)


def item(words: str, days: int | None = None, *, waiting_for: str = "") -> Item:
    due_on = None if days is None else WEDNESDAY + datetime.timedelta(days=days)
    return Item(words, "/somewhere/", "R-0000-00", "", due_on=due_on, waiting_for=waiting_for)


def headings(items: list[Item], today: datetime.date = WEDNESDAY) -> dict[str, list[str]]:
    return {group.heading: [one.words for one in group.items] for group in grouped(items, today)}


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
    assert headings([item("Read the report", days)]) == {heading: ["Read the report"]}


def test_on_a_sunday_the_week_is_over() -> None:
    tomorrow = Item("Read the report", "/", "R-0000-00", "", due_on=SUNDAY + datetime.timedelta(days=1))
    assert headings([tomorrow], SUNDAY) == {"Later": ["Read the report"]}


def test_on_a_monday_the_week_runs_to_its_sunday() -> None:
    monday = SUNDAY - datetime.timedelta(days=6)
    assert headings([Item("Read the report", "/", "R-0000-00", "", due_on=SUNDAY)], monday) == {
        "This week": ["Read the report"]
    }


def test_what_somebody_else_owes_is_never_late_for_me() -> None:
    owed = item("Send the management review", -3, waiting_for="Fennmouth Health")
    assert headings([owed]) == {"Waiting for others": ["Send the management review"]}


def test_groups_stand_in_the_order_of_time_whatever_order_tasks_come_in() -> None:
    listed = [
        item("owed", 0, waiting_for="the panel chair"),
        item("some day"),
        item("next month", 30),
        item("friday", 2),
        item("now", 0),
        item("overdue", -1),
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
    assert headings([item("second", -1), item("first", -9), item("third", -5)]) == {
        "Late": ["second", "first", "third"]
    }
    assert grouped([], WEDNESDAY) == []
