"""Read one table into events and problems: every non-empty row becomes exactly one of the two (rules 3 and 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from panels.chronology import messages
from panels.chronology.calendar_words import DITTO
from panels.chronology.cells import Cell, Table, clean
from panels.chronology.date_order import Order, order_of
from panels.chronology.events import Code, Rules, Scope, TypedRow, is_ditto, read_event
from panels.chronology.headings import HeadingRow, is_repeated, name_columns
from panels.chronology.mapping import Chosen
from panels.chronology.model import Event, Part, Problem, Severity
from panels.chronology.proposals import Proposer

_INFO = frozenset(("not_an_event", "repeated_header"))
_YEAR_HEADING = re.compile(
    r"(?:year:?\s*)?((?:19|20)\d{2})(?:\s*[-–(]?\s*(?:cont\w*\.?|continued)\)?)?\s*[:.]?", re.I
)


@dataclass(slots=True)
class RowReader:
    """A reader of the rows of one table, in order, which keeps the date above for ditto marks."""

    table: Table
    heading: HeadingRow
    scope: Scope | None
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_non_empty: int = 0
    names: dict[int, str] = field(default_factory=dict)
    choice: Chosen = field(default_factory=Chosen)
    order: Order = "day"
    years: dict[int, tuple[int, int]] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)
    _field_headings: dict[str, str] = field(default_factory=dict)
    _further: list[tuple[str, int]] = field(default_factory=list)
    _source_above: str = ""
    _year_above: tuple[int, int] | None = None
    _seen: dict[tuple[tuple[int, str], ...], int] = field(default_factory=dict)
    _held_since_event: bool = False

    def read(self) -> Part:
        """Read every row below the headings into `events` and `problems`."""
        below = [(row, cells) for row, cells in self.table.numbered() if row > self.heading.row]
        used = {column for _, cells in below for column in cells}
        self.names = name_columns(self.heading, used)
        self.order = self._order(below)
        self._name_fields()
        for row, cells in below:
            texts = {column: text for column, cell in cells.items() if (text := clean(str(cell)))}
            if texts:
                self.rows_non_empty += 1
                cells = self._with_given_source(cells, texts)
                self._row(row, cells, texts)
        mapping = {name: self.names[column] for name, column in self.heading.columns.by_field.items()}
        self.problems = Proposer(self.events, mapping, self.years).attach(self.problems)
        return self._part()

    def _name_fields(self) -> None:
        """Keep the column and the heading of each field, and the further columns, once for all rows."""
        by_field = self.heading.columns.by_field
        mapped = set(by_field.values())
        shared = by_field.get("time") == by_field["date"]
        self._columns = {name: column for name, column in by_field.items() if not (shared and name == "time")}
        self._field_headings = {name: self.names[column] for name, column in self._columns.items()}
        self._further = [(name, column) for column, name in self.names.items() if column not in mapped]

    def _with_given_source(self, cells: dict[int, Cell], texts: dict[int, str]) -> dict[int, Cell]:
        """Give a row with details but without a source the one that a person named for every row."""
        given, columns = self.choice.constants.get("source"), self.heading.columns.by_field
        if not given or columns["detail"] not in texts or columns["source"] in texts:
            return cells
        texts[columns["source"]] = given
        return {**cells, columns["source"]: given}

    def _order(self, below: list[tuple[int, dict[int, Cell]]]) -> Order:
        columns = [self.heading.columns.by_field.get(name) for name in ("date", "end_date")]
        cells = [
            cells[column]
            for _, cells in below
            for column in columns
            if column is not None and column in cells
        ]
        return order_of(cells, self.choice.order)

    def _part(self) -> Part:
        columns = self.heading.columns
        mapped = set(columns.by_field.values())
        return Part(
            number=self.table.number,
            name=self.table.name,
            date1904=self.table.date1904,
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
            self._note_year(row, texts)
            self._hold(row, texts, [("not_an_event", None)])
        else:
            self._event_or_problems(row, cells, texts)

    def _event_or_problems(self, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> None:
        if self._year_above:
            self.years[row] = self._year_above
        rules = Rules(
            scope=self.scope,
            above=self.events[-1].interval if self.events else None,
            source_above=self._source_above,
            order=self.order,
            date1904=self.table.date1904,
        )
        source = self._typed(texts, "source")
        self._source_above = self._source_above if is_ditto(source) else source
        event, codes = read_event(self._typed_row(row, cells, texts), rules)
        if event is None:
            self._hold(row, texts, codes)
            self._held_since_event = True
            return
        self._remark(event, texts)
        self.events.append(event)
        self._held_since_event = False

    def _note_year(self, row: int, texts: dict[int, str]) -> None:
        """Keep a year that stands alone as the heading of the rows below it (rule 11.15)."""
        year = _YEAR_HEADING.fullmatch(next(iter(texts.values()))) if len(set(texts.values())) == 1 else None
        if year:
            self._year_above = (int(year[1]), row)

    def _typed_row(self, row: int, cells: dict[int, Cell], texts: dict[int, str]) -> TypedRow:
        """Return the row by field; a column that serves date and time counts as the date's."""
        columns = self._columns
        return TypedRow(
            row=row,
            part=self.table.number,
            cells={name: cells[column] for name, column in columns.items() if column in cells},
            extra={name: texts.get(column, "") for name, column in self._further},
            headings=self._field_headings,
            texts={name: texts[column] for name, column in columns.items() if column in texts},
        )

    def _typed(self, texts: dict[int, str], name: str) -> str:
        column = self.heading.columns.by_field.get(name)
        return texts.get(column, "") if column is not None else ""

    def _remark(self, event: Event, texts: dict[int, str]) -> None:
        """Add remarks for the author; they do not hold the row back (rule 3)."""
        twin = self._seen.setdefault(tuple(sorted(texts.items())), event.row)
        if twin != event.row:
            self._add(event.row, "identical_row", None, messages.same_as(twin), "warning", texts)
        if self._held_since_event and DITTO.fullmatch(event.date_typed.casefold()):
            self._add(event.row, "ditto_past_held_row", "date", messages.DITTO_PAST_HELD, "warning", texts)

    def _hold(self, row: int, texts: dict[int, str], codes: list[Code]) -> None:
        for code, name in codes:
            typed = self._typed(texts, name) if name else ""
            message = messages.sentence(code, name, typed, self.scope)
            self._add(row, code, name, message, "info" if code in _INFO else "held", texts)

    def _add(
        self, row: int, code: str, name: str | None, message: str, severity: Severity, texts: dict[int, str]
    ) -> None:
        shown = tuple((self.names[column], text) for column, text in sorted(texts.items()))
        self.problems.append(Problem(row, self.table.number, code, name, message, severity, shown))
