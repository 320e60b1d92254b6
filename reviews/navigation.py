"""The navigation items, people and dates of a case: each app registers its own, and the overview shows them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from scr_portal import access
from scr_portal.access.actions import Action
from scr_portal.access.scope import scoped_manager

from .models import Review


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One link of a case: its name, one line on what is there, the URL, and the action that opens it.

    `state(visible, user, review)` says in a few words how far it is, from the rows of `model` this person may
    read; empty where there is no such thing. `offered` says of the same rows whether the page has anything for
    this person: nobody is led to a page that has nothing for them.
    """

    order: int
    name: str
    line: str
    action: Action
    url: Callable[[Any], str]
    state: Callable[[Any, Any, Any], str] = lambda visible, user, review: ""
    model: type[Model] = Review
    offered: Callable[[Any, Any, Any], bool] = lambda visible, user, review: True


@dataclass(frozen=True, slots=True)
class VisibleItem:
    """A navigation item as the overview shows it to one person."""

    name: str
    line: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who plays a part in a case, and which."""

    capacity: str
    person: str
    user_id: Any = None


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A day on which something of a case is due, and where it is done."""

    on: datetime.date
    what: str
    url: str = ""


PartsOf = Callable[[Any, Any, Any], Iterable[Part]]
DatesOf = Callable[[Any, Any, Any], Iterable[ComingDate]]

_items: list[NavigationItem] = []
_parts: list[tuple[type[Model], PartsOf]] = []
_dates: list[tuple[type[Model], DatesOf]] = []


def register_item(item: NavigationItem) -> NavigationItem:
    """Register a navigation item. Registering it twice is registering it once."""
    if item.name not in {known.name for known in _items}:
        _items.append(item)
    return item


def parts(model: type[Model]) -> Callable[[PartsOf], PartsOf]:
    """Register `(visible, user, review) -> parts`, handed the rows of `model` this person may read."""

    def register(function: PartsOf) -> PartsOf:
        if (model, function) not in _parts:
            _parts.append((model, function))
        return function

    return register


def dates(model: type[Model]) -> Callable[[DatesOf], DatesOf]:
    """Register `(visible, user, review) -> dates` of what is not done.

    It is handed the rows of `model` this person may read.
    """

    def register(function: DatesOf) -> DatesOf:
        if (model, function) not in _dates:
            _dates.append((model, function))
        return function

    return register


def visible(model: type[Model], user: Any) -> Any:
    """Return the rows every provider starts from."""
    return scoped_manager(model).visible_to(user)


def navigation_for(user: Any, review: Any) -> list[VisibleItem]:
    """Return the navigation items of this review that this person may open, each with how far it is."""
    may = access.allowed_among({item.action for item in _items}, user, review)
    allowed = [item for item in sorted(_items, key=lambda item: item.order) if item.action in may]
    rows = {item.name: visible(item.model, user) for item in allowed}
    return [
        VisibleItem(item.name, item.line, item.url(review), item.state(rows[item.name], user, review))
        for item in allowed
        if item.offered(rows[item.name], user, review)
    ]


def of_review(visible: Any, user: Any, review: Any) -> list[Any]:
    """Return these visible rows of one review, read once for a page: its places, people and dates ask for the same."""
    read: dict[Any, list[Any]] = review.__dict__.setdefault("_rows_read", {})
    key = (visible.model, user.pk)
    if key not in read:
        read[key] = list(visible.filter(review=review))
    return read[key]


def people_of(user: Any, review: Any) -> list[Part]:
    """Who takes part in this review, as far as this person may know."""
    return [part for model, function in _parts for part in function(visible(model, user), user, review)]


def coming_dates(user: Any, review: Any, *, most: int = 5) -> list[ComingDate]:
    """Return the next days of this review, the soonest first; what is late stands before everything else."""
    days = [day for model, function in _dates for day in function(visible(model, user), user, review)]
    return sorted(days, key=lambda day: (day.on, day.what))[:most]
