"""What waits for one person, from every room: each room registers a function, one page shows them by date."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where it is done, on which case, and by when if there is a day.

    With `waiting_for` it is somebody else's turn, and the task says whose.
    """

    sentence: str
    url: str
    case_code: str = ""
    due_on: datetime.date | None = None
    waiting_for: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one stretch of time under their heading."""

    heading: str
    tasks: list[Task]


Provider = Callable[[Any], Iterable[Task]]
_providers: list[Provider] = []


def work_of(function: Provider) -> Provider:
    """Register a room's function `(user) -> tasks`. It shows only what `visible_to(user)` shows."""
    if function not in _providers:
        _providers.append(function)
    return function


def tasks_for(user: Any) -> list[Task]:
    """Everything that waits for `user`, soonest first, what has no day last."""
    found = [task for provider in _providers for task in provider(user)]
    return sorted(found, key=lambda task: (task.due_on or datetime.date.max, task.case_code, task.sentence))


def grouped(tasks: Iterable[Task], today: datetime.date) -> list[Group]:
    """Tasks by when they are due: late, today, this week (to Sunday), later, no date; what others owe last.

    Empty groups are left out; within a group the order is kept.
    """
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    found: dict[str, list[Task]] = {
        heading: []
        for heading in ("Late", "Today", "This week", "Later", "No date set", "Waiting for others")
    }
    for task in tasks:
        found[heading_of(task, today, sunday)].append(task)
    return [Group(heading, listed) for heading, listed in found.items() if listed]


def heading_of(task: Task, today: datetime.date, sunday: datetime.date) -> str:
    """The heading a task stands under."""
    if task.waiting_for:
        return "Waiting for others"
    if task.due_on is None:
        return "No date set"
    if task.due_on < today:
        return "Late"
    if task.due_on == today:
        return "Today"
    return "This week" if task.due_on <= sunday else "Later"
