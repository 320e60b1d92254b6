"""What hangs on a case without the overview knowing its rooms: each room registers its own doors and people."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from scr_portal import access


@dataclass(frozen=True, slots=True)
class Door:
    """One place of a case: its name, one line on what is there, the URL, and the action that opens it.

    `state(user, review)` says in a few words how far it is; empty for a place that has no such thing.
    """

    order: int
    name: str
    line: str
    action: str
    url: Callable[[Any], str]
    state: Callable[[Any, Any], str] = lambda user, review: ""


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door as the overview shows it to one person."""

    name: str
    line: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who plays a part in a case, and which."""

    capacity: str
    person: str


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A day on which something of a case is due, and where it is done."""

    on: datetime.date
    what: str
    url: str = ""


PartsOf = Callable[[Any, Any], Iterable[Part]]
DatesOf = Callable[[Any, Any], Iterable[ComingDate]]

_doors: list[Door] = []
_parts: list[PartsOf] = []
_dates: list[DatesOf] = []


def door(found: Door) -> Door:
    """Register a place. Registering it twice is registering it once."""
    if found.name not in {known.name for known in _doors}:
        _doors.append(found)
    return found


def parts(function: PartsOf) -> PartsOf:
    """Register a room's function `(user, review) -> parts`. It names only people this user may know of."""
    if function not in _parts:
        _parts.append(function)
    return function


def dates(function: DatesOf) -> DatesOf:
    """Register a room's function `(user, review) -> dates` of what this person may see and is not done."""
    if function not in _dates:
        _dates.append(function)
    return function


def rooms_for(user: Any, review: Any) -> list[OpenDoor]:
    """The places of this review that open for this person, each with how far it is."""
    return [
        OpenDoor(found.name, found.line, found.url(review), found.state(user, review))
        for found in sorted(_doors, key=lambda item: item.order)
        if access.allowed(found.action, user, review)
    ]


def people_of(user: Any, review: Any) -> list[Part]:
    """Who takes part in this review, as far as this person may know."""
    return [part for function in _parts for part in function(user, review)]


def coming_dates(user: Any, review: Any, *, most: int = 5) -> list[ComingDate]:
    """The next days of this review, the soonest first; what is late stands before everything else."""
    found = [day for function in _dates for day in function(user, review)]
    return sorted(found, key=lambda day: (day.on, day.what))[:most]
