"""The lists people read: what waits for me, what waits for others, and what is open in one case."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from scr_portal.accounts.models import User

from .models import OpenMatter
from .reminders import next_up

HEADINGS = ("Late", "Today", "This week", "Later", "No date set", "Waiting for others")


@dataclass(frozen=True, slots=True)
class Item:
    """One open matter as it is shown to one reader. `waiting_for` says whose turn it is; empty: the reader's."""

    words: str
    url: str
    case_code: str
    source: str
    since: datetime.datetime | None = None
    due_on: datetime.date | None = None
    waiting_for: str = ""
    next_up: str = ""
    next_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Matters of one stretch of time under their heading."""

    heading: str
    items: list[Item]


def items_for(user: Any, *, scopes: Iterable[str] | None = None, without: Iterable[str] = ()) -> list[Item]:
    """Return what waits for `user` and what they see waiting for others, soonest first, what has no day last.

    `scopes` narrows it to some cases; `without` leaves out matters that stand elsewhere on the page, by key.
    """
    rows = OpenMatter.objects.visible_to(user)
    if scopes is not None:
        rows = rows.filter(scope__in=list(scopes))
    matters = list(rows.exclude(key__in=list(without)))
    names = _names(user, matters)
    matters.sort(key=lambda row: (row.due_on or datetime.date.max, row.case_code, row.since, row.key))
    return [item_of(row, user, names) for row in matters]


def item_of(row: OpenMatter, user: Any, names: dict[UUID, str]) -> Item:
    """One row for one reader: the act where it is their turn, the sentence where it is somebody else's."""
    mine = user.pk in row.holders
    above = next_up(row)
    return Item(
        words=row.words if mine else str(row.sentence),
        url=row.link if mine else row.read_url,
        case_code=row.case_code,
        source=row.source,
        since=row.since,
        due_on=row.due_on,
        waiting_for="" if mine else _whose_turn(row, names),
        next_up=above[0].words if above else "",
        next_on=above[1] if above else None,
    )


def _whose_turn(row: OpenMatter, names: dict[UUID, str]) -> str:
    if row.owner.user and len(row.holders) == 1:
        return names.get(row.holders[0], row.owner.words)
    return row.owner.words


def _names(user: Any, rows: list[OpenMatter]) -> dict[UUID, str]:
    """Names of the single other people it is the turn of, as far as this reader may know them, in one query."""
    wanted = {row.holders[0] for row in rows if len(row.holders) == 1 and row.owner.user} - {user.pk}
    known = User.objects.visible_to(user).filter(pk__in=wanted)
    return {person.pk: str(person) for person in known}


def grouped(items: Iterable[Item], today: datetime.date) -> list[Group]:
    """Matters by when they are due: late, today, this week (to Sunday), later, no date; what others owe last.

    Empty groups are left out; within a group the order is kept.
    """
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    by_heading: dict[str, list[Item]] = {heading: [] for heading in HEADINGS}
    for item in items:
        by_heading[heading_of(item, today, sunday)].append(item)
    return [Group(heading, listed) for heading, listed in by_heading.items() if listed]


def heading_of(item: Item, today: datetime.date, sunday: datetime.date) -> str:
    """Return the heading a matter stands under."""
    if item.waiting_for:
        return "Waiting for others"
    if item.due_on is None:
        return "No date set"
    if item.due_on < today:
        return "Late"
    if item.due_on == today:
        return "Today"
    return "This week" if item.due_on <= sunday else "Later"
