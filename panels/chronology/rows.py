"""One table into events and problems: every non-empty row becomes exactly one of the two (rules 3 and 6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time

from panels.chronology import messages
from panels.chronology.calendar_words import DITTO
from panels.chronology.cells import Cell, ErrorCell, Table, clean, is_error_text
from panels.chronology.dates import read_date
from panels.chronology.headings import HeadingRow, is_repeated, name_columns
from panels.chronology.model import (
    ChildSeen,
    DateResult,
    Event,
    Interval,
    Part,
    Problem,
    Severity,
    TimeResult,
)
from panels.chronology.proposals import attach_proposals
from panels.chronology.times import read_time

Scope = tuple[date, date]
TEXT_FIELDS = ("ref", "contact_type", "staff", "who_seen", "child_voice", "action", "comment", "tor")
_INFO = frozenset(("not_an_event", "repeated_header"))
_YES_NO: dict[str, ChildSeen | None] = {
    **dict.fromkeys(("y", "yes", "seen", "true"), "yes"),
    **dict.fromkeys(("n", "no", "not seen", "false"), "no"),
    **dict.fromkeys(("a", "alone"), "alone"),
    **dict.fromkeys(("n/a", "na", "n a", "not applicable", "", "-", "–", "?"), None),
}


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table, in order; remembers the date above for ditto marks."""

    table: Table
    heading: HeadingRow
    scope: Scope | None
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_non_empty: int = 0
    names: dict[int, str] = field(default_factory=dict)
    _seen: dict[tuple[tuple[int, str], ...], int] = field(default_factory=dict)
    _held_since_event: bool = False

    def read(self) -> Part:
        """Read every row below the headings; what came of it is in `events` and `problems`."""
        below = [(row, cells) for row, cells in self.table.numbered() if row > self.heading.row]
        used = {column for _, cells in below for column in cells}
        self.names = name_columns(self.heading, used)
        for row, cells in below:
            texts = {column: text for column, cell in cells.items() if (text := clean(str(cell)))}
            if texts:
                self.rows_non_empty += 1
                self._row(row, cells, texts)
        self.problems = attach_proposals(self.problems, self.events, self.heading.columns.mapping["date"])
        return self._part()

    def _part(self) -> Part:
        columns = self.heading.columns
        mapped = set(columns.by_field.values())
        return Part(
            number=self.table.number,
            name=self.table.name,
            header_row=self.heading.row,
            headings=tuple(self.names.values()),
            mapping=columns.mapping,
            unmapped_columns=tuple(name for column, name in self.names.items() if column not in mapped),
            rows_non_empty=self.rows_non_empty,
        )

    def _row(self, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> None:
        columns = self.heading.columns.by_field
        if row in self.table.hidden_rows:
            self._hold(row, texts, [("hidden_row", None)])
        elif is_repeated(self.heading, texts):
            self._hold(row, texts, [("repeated_header", None)])
        elif columns["source"] not in texts and columns["detail"] not in texts:
            self._hold(row, texts, [("not_an_event", None)])
        else:
            self._event_or_problems(row, cells, texts)

    def _event_or_problems(self, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> None:
        read, codes = self._dates(cells)
        moment = self._time(cells, texts, read)
        if moment.code:
            codes.append((moment.code, "time"))
        codes += self._texts(cells, texts)
        interval = read.interval
        if interval and self.scope and (interval.end < self.scope[0] or interval.start > self.scope[1]):
            codes.append(("outside_scope", "date"))
        if codes or interval is None:
            self._hold(row, texts, list(dict.fromkeys(codes)))
            self._held_since_event = True
        else:
            self._accept(row, texts, interval, moment)

    def _dates(self, cells: dict[int, Cell]) -> tuple[DateResult, list[tuple[str, str | None]]]:
        read = read_date(self._cell(cells, "date"), date1904=self.table.date1904)
        if read.ditto:
            above = self.events[-1].interval if self.events else None
            read = DateResult(above) if above else DateResult(code="invalid_date")
        end_cell = self._cell(cells, "end_date")
        end = (
            read_date(end_cell, date1904=self.table.date1904)
            if str(end_cell)
            else DateResult(code="missing_date")
        )
        codes: list[tuple[str, str | None]] = [(read.code, "date")] if read.code else []
        if end.ditto:
            end = DateResult(code="invalid_date")
        if end.code and end.code != "missing_date":
            codes.append((end.code, "end_date"))
        elif read.interval and end.interval:
            read, backwards = _until(read, read.interval, end.interval)
            codes += [("end_before_start", "end_date")] if backwards else []
        return (read if not codes else replace(read, interval=None)), codes

    def _time(self, cells: dict[int, Cell], texts: dict[int, str], read: DateResult) -> TimeResult:
        columns = self.heading.columns.by_field
        column = columns.get("time")
        if column is None or column == columns["date"] or column not in texts:
            return read.time or TimeResult()
        return read_time(self._cell(cells, "time"))

    def _texts(self, cells: dict[int, Cell], texts: dict[int, str]) -> list[tuple[str, str | None]]:
        codes: list[tuple[str, str | None]] = []
        for name, column in self.heading.columns.by_field.items():
            text = texts.get(column, "")
            if name in ("date", "end_date", "time"):
                continue
            if is_error_text(text) or isinstance(cells.get(column), ErrorCell):
                codes.append(("formula_error", name))
            elif name in ("source", "detail") and not any(character.isalnum() for character in text):
                codes.append((f"missing_{name}", name))
        return codes

    def _cell(self, cells: dict[int, Cell], name: str) -> Cell:
        column = self.heading.columns.by_field.get(name)
        cell = cells.get(column, "") if column is not None else ""
        return clean(cell) if isinstance(cell, str) else cell

    def _typed(self, texts: dict[int, str], name: str) -> str:
        column = self.heading.columns.by_field.get(name)
        return texts.get(column, "") if column is not None else ""

    def _accept(self, row: int, texts: dict[int, str], interval: Interval, moment: TimeResult) -> None:
        columns = self.heading.columns.by_field
        mapped = set(columns.values())
        seen_text = self._typed(texts, "child_seen")
        seen, understood = read_child_seen(seen_text)
        kept = {name: texts.get(c, "") for c, name in self.names.items() if c not in mapped}
        if seen_text and not understood:
            kept[self.names[columns["child_seen"]]] = seen_text
        event = Event(
            row=row,
            part=self.table.number,
            date_start=interval.start,
            date_end=interval.end,
            precision=interval.precision,
            uncertain=interval.uncertain,
            time=_hhmm(moment.time),
            time_precision=moment.precision,
            time_end=_hhmm(moment.end),
            source=self._typed(texts, "source"),
            detail=self._typed(texts, "detail"),
            child_seen=seen,
            date_typed=self._typed(texts, "date"),
            end_date_typed=self._typed(texts, "end_date"),
            time_typed=self._typed(texts, "time"),
            extra=kept,
            **{name: self._typed(texts, name) for name in TEXT_FIELDS},
        )
        self._remark(event, texts)
        self.events.append(event)
        self._held_since_event = False

    def _remark(self, event: Event, texts: dict[int, str]) -> None:
        """Remarks for the author; they hold nothing back (rule 3)."""
        twin = self._seen.setdefault(tuple(sorted(texts.items())), event.row)
        if twin != event.row:
            self._add(event.row, "identical_row", None, messages.same_as(twin), "warning", texts)
        if self._held_since_event and DITTO.fullmatch(event.date_typed.casefold()):
            self._add(event.row, "ditto_past_held_row", "date", messages.DITTO_PAST_HELD, "warning", texts)

    def _hold(self, row: int, texts: dict[int, str], codes: list[tuple[str, str | None]]) -> None:
        for code, name in codes:
            typed = self._typed(texts, name) if name else ""
            message = messages.sentence(code, name, typed, self.scope)
            self._add(row, code, name, message, "info" if code in _INFO else "held", texts)

    def _add(
        self, row: int, code: str, name: str | None, message: str, severity: Severity, texts: dict[int, str]
    ) -> None:
        shown = tuple((self.names[column], text) for column, text in sorted(texts.items()))
        self.problems.append(Problem(row, self.table.number, code, name, message, severity, shown))


def read_child_seen(text: str) -> tuple[ChildSeen | None, bool]:
    """yes, no, alone or nothing; and whether that says all that was typed."""
    folded = " ".join(text.casefold().strip(" .").split())
    if folded in _YES_NO:
        return _YES_NO[folded], True
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    if "alone" in words and words[0] not in ("no", "n", "not"):
        return "alone", len(words) <= 2
    return (_YES_NO[words[0]] if words and words[0] in ("y", "yes", "n", "no") else None), False


def _until(read: DateResult, start: Interval, end: Interval) -> tuple[DateResult, bool]:
    """From the date to the end date (rule 4.25); and whether the end comes first."""
    if end.end < start.start:
        return read, True
    uncertain = start.uncertain or end.uncertain
    precision = "day" if start.start == end.end else "range"
    return replace(read, interval=Interval(start.start, end.end, precision, uncertain)), False  # type: ignore[arg-type]


def _hhmm(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None
