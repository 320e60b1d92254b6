"""Read a typed row into an event, or into the codes that hold it back.

The reader calls `read_event` for every row of a file, and `mending` calls it again with a person's corrections, so
that a corrected row follows the same rules and loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time

from panels.chronology.calendar_words import DITTO
from panels.chronology.cells import Cell, ErrorCell, clean, is_error_text
from panels.chronology.child_seen import asks_alone, read_child_seen, read_seen_alone
from panels.chronology.date_order import Order, in_order, is_unclear
from panels.chronology.dates import read_date, time_beside
from panels.chronology.fields import LABELS
from panels.chronology.headings import free_heading
from panels.chronology.model import DateResult, Event, Interval, Precision, TimeResult
from panels.chronology.times import read_time

Scope = tuple[date, date]
Code = tuple[str, str | None]
"""What is wrong, and the field it concerns."""

ACCEPTABLE = frozenset(
    (
        "outside_scope",
        "missing_source",
        "missing_detail",
        "invalid_time",
        "formula_error",
        "invalid_date",
        "incomplete_date",
    )
)
"""Codes that a person may accept as they are, with a reason, in every field but the date itself."""

TEXT_FIELDS = ("ref", "contact_type", "staff", "who_seen", "child_voice", "action", "comment", "tor")
_NEEDED = ("source", "detail")
_READ = ("date", "end_date", "time")
END_OF_DAY = "24:00"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of a table: the cell of each field, and the author's further columns under their own headings.

    `headings` are the author's for the fields. A column that serves both date and time is the date's cell. `texts` are
    the displayed texts of the cells, without outer white space, where the caller has them.

    `before` is the event that this row was before a person changed some of its cells, and `unchanged` the fields that
    still hold what they held then: a date, a time or an answer that nobody touched is not read a second time, because
    the text of a cell may say less than the cell did (a true date shown the American way).
    """

    row: int
    part: int
    cells: dict[str, Cell]
    extra: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] | None = None
    before: Event | None = None
    unchanged: frozenset[str] = frozenset()

    def known(self, *names: str) -> Event | None:
        """Return the event as it was before, where none of these fields was touched since."""
        return self.before if self.unchanged.issuperset(names) else None

    def cell(self, name: str) -> Cell:
        """Return the cell of a field, without outer white space; empty where there is none."""
        cell = self.cells.get(name, "")
        return self.text(name) if isinstance(cell, str) else cell

    def text(self, name: str) -> str:
        """Return the displayed text of a field's cell."""
        if self.texts is not None:
            return self.texts.get(name, "")
        return clean(str(self.cells.get(name, "")))


@dataclass(frozen=True, slots=True)
class Rules:
    """The context in which a row is read.

    `scope` is the first and last day under review; `above` the dates of the event above and `source_above` the source
    of the row above, for ditto marks; `order` says how the all-number dates of the table were written;
    `accepted` the codes that a person has accepted as they are, with a reason kept elsewhere.
    """

    scope: Scope | None = None
    above: Interval | None = None
    source_above: str = ""
    order: Order = "day"
    date1904: bool = False
    accepted: frozenset[str] = frozenset()


def may_accept(code: str, name: str | None) -> bool:
    """Return whether a row can be an event in spite of a code. Without a readable date it cannot."""
    return code == "outside_scope" or (code in ACCEPTABLE and name != "date")


def read_event(row: TypedRow, rules: Rules) -> tuple[Event | None, list[Code]]:
    """Return the event that a row is, or None and every code that holds it back."""
    if is_ditto(row.text("source")):
        row = replace(row, cells=row.cells | {"source": rules.source_above}, texts=None)
    stated, codes = _dates(row, rules)
    moment = _moment(row, stated)
    if moment.code:
        codes.append((moment.code, "time"))
    codes += _texts(row)
    interval = stated.interval
    if interval and rules.scope and (interval.end < rules.scope[0] or interval.start > rules.scope[1]):
        codes.append(("outside_scope", "date"))
    codes = [code for code in dict.fromkeys(codes) if not (code[0] in rules.accepted and may_accept(*code))]
    if codes or interval is None:
        return None, codes
    moment = replace(moment, code=None) if moment.code else moment
    return _event(row, interval, moment, beside=bool(stated.time)), []


def is_ditto(text: str) -> bool:
    """Return whether a text stands for the cell above."""
    return len(text) < 30 and DITTO.fullmatch(text.casefold()) is not None


def _dates(row: TypedRow, rules: Rules) -> tuple[DateResult, list[Code]]:
    """Return the dates of a row; an interval only where the date itself can be read."""
    if known := row.known("date", "end_date"):
        return DateResult(known.interval), []
    if is_unclear(row.cell("date"), rules.order) or is_unclear(row.cell("end_date"), rules.order):
        return DateResult(), [("day_month_unclear", "date")]
    stated = read_date(in_order(row.cell("date"), rules.order), date1904=rules.date1904)
    if stated.ditto:
        stated = DateResult(rules.above) if rules.above else DateResult(code="invalid_date")
    codes: list[Code] = [(stated.code, "date")] if stated.code else []
    if not row.text("end_date"):
        return stated, codes
    end = read_date(in_order(row.cell("end_date"), rules.order), date1904=rules.date1904)
    if end.ditto:
        end = DateResult(code="invalid_date")
    if end.code and end.code != "missing_date":
        codes.append((end.code, "end_date"))
    elif stated.interval and end.interval:
        if end.interval.end < stated.interval.start:
            return stated, [*codes, ("end_before_start", "end_date")]
        stated = _until(stated, stated.interval, end.interval)
    return stated, codes


def _moment(row: TypedRow, stated: DateResult) -> TimeResult:
    """Return the time of a row: that of its own cell, else the one beside the date."""
    known = row.known("time")
    if known and (row.text("time") or row.known("date")):
        return _time_of(known)
    return read_time(row.cell("time")) if row.text("time") else stated.time or TimeResult()


def _time_of(event: Event) -> TimeResult:
    """Return the time of an event as the reader gave it."""
    start, end = (
        time.fromisoformat(clock) if clock and clock != END_OF_DAY else None
        for clock in (event.time, event.time_end)
    )
    return TimeResult(
        start,
        event.time_precision,
        end,
        ends_day=event.time == END_OF_DAY,
        span_ends_day=event.time_end == END_OF_DAY,
    )


def _until(stated: DateResult, start: Interval, end: Interval) -> DateResult:
    """Extend the date to the end date (rule 4.25)."""
    precision: Precision = "day" if start.start == end.end else "range"
    interval = Interval(start.start, end.end, precision, start.uncertain or end.uncertain)
    return replace(stated, interval=interval)


def _texts(row: TypedRow) -> list[Code]:
    codes: list[Code] = []
    for name in _NEEDED:
        text = row.text(name)
        if not text.isalnum() and not any(character.isalnum() for character in text):
            codes.append((f"missing_{name}", name))
    for name, cell in row.cells.items():
        if name not in _READ and (isinstance(cell, ErrorCell) or is_error_text(row.text(name))):
            codes = [code for code in codes if code[1] != name]
            codes.append(("formula_error", name))
    return codes if len(codes) < 2 else sorted(codes, key=lambda code: _order(code[1], row))


def _order(name: str | None, row: TypedRow) -> int:
    return [*_NEEDED, *row.cells].index(name or "source")


def _event(row: TypedRow, interval: Interval, moment: TimeResult, *, beside: bool) -> Event:
    seen_text = row.text("child_seen")
    read = read_seen_alone if asks_alone(row.headings.get("child_seen", "")) else read_child_seen
    seen, understood = read(seen_text)
    extra, seen_heading = dict(row.extra), row.headings.get("child_seen", LABELS["child_seen"])
    if known := row.known("child_seen"):
        seen, understood = known.child_seen, seen_heading not in known.extra
    if seen_text and not understood:
        extra[free_heading(seen_heading, extra)] = seen_text
    return Event(
        row=row.row,
        part=row.part,
        date_start=interval.start,
        date_end=interval.end,
        precision=interval.precision,
        uncertain=interval.uncertain,
        time=moment.shown,
        time_precision=moment.precision,
        time_end=moment.shown_end,
        source=row.text("source"),
        detail=row.text("detail"),
        child_seen=seen,
        date_typed=row.text("date"),
        end_date_typed=row.text("end_date"),
        time_typed=row.text("time") or (time_beside(row.text("date")) if beside else ""),
        extra=extra,
        **{name: row.text(name) for name in TEXT_FIELDS},
    )
