"""The columns of an exported chronology, and each entry as a row of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from panels.chronology.fields import LABELS
from panels.chronology.headings import free_heading
from panels.chronology.merge import Entry
from panels.chronology.model import Event
from panels.chronology.written import shown_interval

Value = str | int | date
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so a workbook or a Word document, cannot contain."""
_CHILD_SEEN = {"yes": "Yes", "no": "No", "alone": "Yes, alone"}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its value, its width in characters, and its width in a Word table in points; 0 is no column there."""

    heading: str
    value: Callable[[Entry], Any]
    width: int = 14
    on_paper: int = 0


def shown_date(event: Event) -> str:
    """Format the date so that the import reads it back: "?12/05/2010", "April 2009", "Spring 2009", "2009"."""
    return shown_interval(event.interval)


def shown_start(event: Event) -> str:
    """Format the date; of a range only the first day, because the last has a column of its own."""
    return (
        shown_date(replace(event, date_end=event.date_start))
        if event.precision == "range"
        else shown_date(event)
    )


def shown_end(event: Event) -> str:
    """Format the last day of a range, else nothing: a month or a season is complete in the date itself."""
    return f"{event.date_end:%d/%m/%Y}" if event.precision == "range" else ""


def shown_time(event: Event) -> str:
    """Format the time as "14:30", "c. 14:30", "14:30-15:15", or as the part of the day that was typed."""
    if event.time is None:
        return event.time_typed if event.time_precision == "part_of_day" else ""
    span = f"{event.time}-{event.time_end}" if event.time_end else event.time
    return f"c. {span}" if event.time_precision == "approx" else span


def _text(name: str) -> Callable[[Entry], Any]:
    """Return an accessor for the field as its author typed it."""
    return lambda entry: str(getattr(entry.event, name))


def _field(name: str, value: Callable[[Entry], Any] | None = None, width: int = 14, **more: int) -> Column:
    """Build the column of a field, under the heading that the import reads back as that field."""
    return Column(LABELS[name], value or _text(name), width, **more)


COLUMNS: tuple[Column, ...] = (
    _field("date", lambda entry: shown_start(entry.event), 16, on_paper=58),
    _field("end_date", lambda entry: shown_end(entry.event), 12),
    _field("time", lambda entry: shown_time(entry.event), 10, on_paper=38),
    Column("Agency", lambda entry: entry.agency, 20, on_paper=66),
    _field("ref", width=10),
    _field("source", width=20, on_paper=60),
    _field("contact_type", width=16),
    _field("staff"),
    _field("who_seen", width=18),
    _field("child_seen", lambda entry: _CHILD_SEEN.get(entry.event.child_seen or "", ""), 10, on_paper=38),
    _field("detail", width=70, on_paper=200),
    _field("child_voice", width=30, on_paper=74),
    _field("action", width=30, on_paper=74),
    _field("comment", width=30, on_paper=62),
    _field("tor", width=8),
    Column("Accepted because", _text("accepted_because"), 24),
    Column("Added by hand", _text("added"), 24),
)
"""Columns of every export, left of the authors' further columns."""
PLACE: tuple[Column, ...] = (
    Column("First day", lambda entry: entry.event.date_start, 12),
    Column("Last day", lambda entry: entry.event.date_end, 12),
    Column("Uploaded as", lambda entry: entry.file, 24),
    Column("Version", lambda entry: entry.version, 8),
    Column("Row", lambda entry: "" if entry.event.added else entry.event.row, 8, on_paper=28),
)
"""Columns of every export, right of them: the order and the origin of the entry."""


def columns_of(entries: Iterable[Entry]) -> tuple[Column, ...]:
    """Return the columns of an export of these entries, with a column for each further heading of an author.

    A heading that is taken gets a number. Every field has its column to the left of them, so the import takes none
    of them for a field, and the columns of a re-import are in the same order.
    """
    taken = {column.heading for column in (*COLUMNS, *PLACE)}
    headings = dict.fromkeys(
        heading for entry in entries for heading, text in entry.event.extra.items() if text
    )
    extra_columns: list[Column] = []
    for heading in headings:
        extra_columns.append(Column(free_heading(writable(heading), taken), _further(heading), 24))
        taken.add(extra_columns[-1].heading)
    return (*COLUMNS, *extra_columns, *PLACE)


def _further(heading: str) -> Callable[[Entry], Any]:
    return lambda entry: entry.event.extra.get(heading, "")


def rows(entries: Iterable[Entry], columns: Sequence[Column] = COLUMNS + PLACE) -> Iterator[list[Value]]:
    """Yield each entry as its values, in the order of `columns`."""
    for entry in entries:
        yield [writable(column.value(entry)) for column in columns]


def writable(value: Any) -> Any:
    """Remove characters that no workbook or Word document can contain."""
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def lines_of(text: str, width: float) -> int:
    """Return about how many lines the text takes where a line has room for so many characters."""
    return sum(max(1, -(-len(line) // max(1, int(width)))) for line in text.split("\n"))


def harmless(text: str) -> str:
    """Prefix text that a spreadsheet would run as a formula with an apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_TRIGGERS) or text.lstrip().startswith(_TRIGGERS) else text
