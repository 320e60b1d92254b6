"""What waits for one person, from every room: each room registers a function, one page shows them by date."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where it is done, on which case, and by when if there is a day."""

    sentence: str
    url: str
    case_code: str = ""
    due_on: datetime.date | None = None


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
