"""Order the chronologies of several agencies. Merging drops, joins and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from panels.chronology.model import Event
from panels.chronology.parts_of_day import part_of_day


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of one agency's chronology, with the file, version and row it came from.

    `version` counts the uploads of one agency from 1. `sequence` is the order that an author or the panel has given
    to entries of one day whose time is not known; None where there is none.
    """

    agency: str
    file: str
    event: Event
    version: int = 1
    sequence: int | None = None

    @property
    def place(self) -> tuple[str, str, int, int, int]:
        """The origin of the entry: agency, file, version, table and row. No two entries share it."""
        return (self.agency, self.file, self.version, self.event.part, self.event.row)


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """Return all entries in one order: date, time, sequence, agency, then the author's own order.

    A date known only to the month, season or year is ordered by its first possible day. Within a day, clock times
    come first, then parts of the day ("morning"), then entries without a time. Every entry is kept, also two that
    look alike, and the order does not depend on the order of the input.
    """
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[object, ...]:
    event = entry.event
    unnumbered = (1, 0) if entry.sequence is None else (0, entry.sequence)
    return (event.date_start, _time_of_day(event), unnumbered, *entry.place)


def _time_of_day(event: Event) -> tuple[int, str | int]:
    if event.time is not None:
        return (0, event.time)
    if event.time_precision == "part_of_day":
        place = part_of_day(event.time_typed)
        return (1, place if place is not None else 99)
    return (2, 0)
