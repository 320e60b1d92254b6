"""The doors of a case: each room of the portal registers its own, so the overview need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scr_portal import access


@dataclass(frozen=True, slots=True)
class Door:
    """One place of a case: its name, one line on what is there, the URL, and the action that opens it."""

    order: int
    name: str
    line: str
    action: str
    url: Callable[[Any], str]


_doors: list[Door] = []


def door(found: Door) -> Door:
    """Register a place. Registering it twice is registering it once."""
    if found.name not in {known.name for known in _doors}:
        _doors.append(found)
    return found


def rooms_for(user: Any, review: Any) -> list[tuple[Door, str]]:
    """The places of this review that open for this person, with their addresses."""
    return [
        (found, found.url(review))
        for found in sorted(_doors, key=lambda item: item.order)
        if access.allowed(found.action, user, review)
    ]
