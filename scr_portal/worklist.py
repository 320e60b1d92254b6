"""What waits for one person, from every room: each room registers a function, one page shows them by date."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from scr_portal.access.scope import scoped_manager


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


Provider = Callable[[Any, Any], Iterable[Task]]
_providers: list[tuple[type[Model], Provider]] = []


def work_of(model: type[Model]) -> Callable[[Provider], Provider]:
    """Register `(visible, user) -> tasks`: it is handed the rows of `model` this person may read, and starts
    from them."""

    def register(function: Provider) -> Provider:
        if (model, function) not in _providers:
            _providers.append((model, function))
        return function

    return register


def tasks_for(user: Any) -> list[Task]:
    """Everything that waits for `user`, soonest first, what has no day last."""
    found = [
        task
        for model, provider in _providers
        for task in provider(scoped_manager(model).visible_to(user), user)
    ]
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
