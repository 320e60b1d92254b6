"""The columns of an exported chronology, and each entry as a row of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from panels.chronology.merge import Entry
from panels.chronology.model import Event

Value = str | int | date
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so a workbook or a Word document, cannot hold."""
_SEASONS = {
    (3, 5): "Spring",
    (6, 8): "Summer",
    (9, 11): "Autumn",
    (12, 2): "Winter",
    (9, 12): "Autumn term",
    (1, 3): "Spring term",
    (4, 7): "Summer term",
}
_CHILD_SEEN = {"yes": "Yes", "no": "No", "alone": "Yes, alone"}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, where its value comes from, its width in characters, and whether a Word page has room for it."""

    heading: str
    value: Callable[[Entry], Value]
    width: int = 14
    on_paper: bool = False


def shown_date(event: Event) -> str:
    """The date in a form that the import reads back: "?12/05/2010", "April 2009", "Spring 2009", "2009"."""
    doubt = "?" if event.uncertain else ""
    start, end = event.date_start, event.date_end
    if event.precision == "month":
        return f"{doubt}{start:%B %Y}"
    if event.precision == "year":
        return f"{doubt}{start.year}"
    season = _SEASONS.get((start.month, end.month)) if event.precision == "season" else None
    if season:
        return f"{doubt}{season} {start.year}"
    if start == end:
        return f"{doubt}{start:%d/%m/%Y}"
    return f"{doubt}{start:%d/%m/%Y} - {end:%d/%m/%Y}"


def shown_time(event: Event) -> str:
    """The time as "14:30", "c. 14:30", "14:30-15:15", or the part of the day as it was typed."""
    if event.time is None:
        return event.time_typed if event.time_precision == "part_of_day" else ""
    span = f"{event.time}-{event.time_end}" if event.time_end else event.time
    return f"c. {span}" if event.time_precision == "approx" else span


COLUMNS: tuple[Column, ...] = (
    Column("Date", lambda entry: shown_date(entry.event), 16, on_paper=True),
    Column("Time", lambda entry: shown_time(entry.event), 10, on_paper=True),
    Column("Agency", lambda entry: entry.agency, 20, on_paper=True),
    Column("Source", lambda entry: entry.event.source, 20, on_paper=True),
    Column("Type of contact", lambda entry: entry.event.contact_type, 16),
    Column("Staff", lambda entry: entry.event.staff, 14),
    Column("Who was seen", lambda entry: entry.event.who_seen, 18),
    Column("Child seen", lambda entry: _CHILD_SEEN.get(entry.event.child_seen or "", ""), 10),
    Column("Details", lambda entry: entry.event.detail, 70, on_paper=True),
    Column("Voice of the child", lambda entry: entry.event.child_voice, 30),
    Column("Action taken", lambda entry: entry.event.action, 30, on_paper=True),
    Column("Comments", lambda entry: entry.event.comment, 30, on_paper=True),
    Column("ToR", lambda entry: entry.event.tor, 8),
    Column("Other columns", lambda entry: _extra(entry.event), 24),
    Column("First day", lambda entry: entry.event.date_start, 12),
    Column("Last day", lambda entry: entry.event.date_end, 12),
    Column("Uploaded as", lambda entry: entry.file, 24),
    Column("Version", lambda entry: entry.version, 8),
    Column("Row", lambda entry: entry.event.row, 8, on_paper=True),
)


def _extra(event: Event) -> str:
    return "\n".join(f"{heading}: {text}" for heading, text in event.extra.items() if text)


def rows(entries: Iterable[Entry]) -> Iterable[list[Value]]:
    """Each entry as its values, in the order of `COLUMNS`, one at a time."""
    for entry in entries:
        yield [writable(column.value(entry)) for column in COLUMNS]


def writable(value: Value) -> Value:
    """The value without characters that no workbook or Word document can hold."""
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula, given a leading apostrophe (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_TRIGGERS) or text.lstrip().startswith(_TRIGGERS) else text
