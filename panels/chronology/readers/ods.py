"""OpenDocument spreadsheets, read from their XML by the same rules as Excel workbooks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time

from lxml import etree

from panels.chronology.cells import (
    Book,
    Cell,
    DateCell,
    ErrorCell,
    Merge,
    NumberCell,
    Shows,
    Table,
    column_letter,
    elapsed,
    is_error_text,
)
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.readers.package import Package, attribute, local
from panels.chronology.readers.xlsx import NO_RESULT

_SPACES = re.compile(r"[ \t\r\n]+")
_DURATION = re.compile(r"-?P(?:\d+D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}).*)?")
_SKIP = frozenset(("annotation", "note", "ruby-text", "tracked-changes"))
_EPOCH_1904 = "1904-01-01"


@dataclass(slots=True)
class _Styles:
    """What the dates of each cell style display, and the sheet styles that hide a sheet."""

    data_style: dict[str, str] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    shown: dict[str, Shows] = field(default_factory=dict)
    hidden_sheets: set[str] = field(default_factory=set)

    def shows(self, name: str | None, default: Shows) -> Shows:
        for _ in range(20):
            if not name:
                break
            if name in self.data_style:
                return self.shown.get(self.data_style[name], default)
            name = self.parent.get(name)
        return default


def read(data: bytes, limits: Limits) -> Book:
    """Read every visible sheet as a table numbered by its position in the workbook."""
    package = Package(data)
    styles = _Styles()
    for part in ("styles.xml", "content.xml"):
        if package.has(part):
            _read_styles(package, part, styles)
    walker = _Walker(Book("ods"), styles, limits)
    for event, element in package.walk("content.xml", _Walker.TAGS, starts=True):
        walker.see(event, element)
    return walker.finish()


def _read_styles(package: Package, part: str, styles: _Styles) -> None:
    for _, element in package.walk(part, ("style", "date-style", "time-style", "automatic-styles")):
        name = attribute(element, "name") or ""
        if local(element) == "automatic-styles":
            if part == "content.xml":
                return
        elif local(element) == "style":
            _read_style(element, name, styles)
        else:
            styles.shown[name] = _shown_by({local(child) for child in element}, local(element))


def _read_style(element: etree._Element, name: str, styles: _Styles) -> None:
    data_style, parent = attribute(element, "data-style-name"), attribute(element, "parent-style-name")
    if data_style:
        styles.data_style[name] = data_style
    if parent:
        styles.parent[name] = parent
    if attribute(element, "family") == "table" and any(attribute(c, "display") == "false" for c in element):
        styles.hidden_sheets.add(name)


def _shown_by(parts: set[str], kind: str) -> Shows:
    if "day" in parts:
        return "day"
    if "month" in parts:
        return "month"
    if "year" in parts:
        return "year"
    return "time" if kind == "time-style" or "hours" in parts else "day"


class _Walker:
    """A handler of the events of content.xml that builds the tables."""

    TAGS = ("table", "table-row", "table-column", "table-row-group", "table-column-group", "null-date")

    def __init__(self, book: Book, styles: _Styles, limits: Limits) -> None:
        self.book, self.styles, self.limits = book, styles, limits
        self.table: Table | None = None
        self.depth = self.number = self.row = self.column = self.closed_groups = 0
        self.date1904 = False
        self.column_styles: dict[int, str] = {}
        self.notes: list[str] = []
        self.boxes: list[str] = []

    def see(self, event: str, element: etree._Element) -> None:
        tag = local(element)
        if tag == "table":
            self._table(event, element)
        elif tag == "null-date":
            self.date1904 = (attribute(element, "date-value") or "").startswith(_EPOCH_1904)
        elif self.depth != 1:
            return
        elif tag in ("table-row-group", "table-column-group"):
            closed = attribute(element, "display") == "false"
            self.closed_groups += (1 if event == "start" else -1) if closed else 0
        elif event == "end" and tag == "table-column":
            self._column(element)
        elif event == "end" and tag == "table-row":
            self._row(element)
            element.clear()

    def finish(self) -> Book:
        for table in self.book.tables:
            table.date1904 = self.date1904
            table.fill_merges()
        self.book.not_read(self.notes, self.boxes)
        return self.book

    def _table(self, event: str, element: etree._Element) -> None:
        self.depth += 1 if event == "start" else -1
        if event == "end" or self.depth != 1:
            return
        self.number += 1
        self.row = self.column = self.closed_groups = 0
        self.column_styles = {}
        name = attribute(element, "name") or f"Sheet {self.number}"
        self.table = Table(self.number, name)
        if attribute(element, "style-name") in self.styles.hidden_sheets:
            self.book.hidden_sheets.append(name)
        else:
            self.book.tables.append(self.table)

    def _column(self, element: etree._Element) -> None:
        count = _repeats(element, "number-columns-repeated")
        columns = range(self.column, min(self.column + count, self.limits.columns))
        if _is_hidden(element) or self.closed_groups:
            self._sheet.hidden_columns.update(columns)
        style = attribute(element, "default-cell-style-name")
        if style:
            self.column_styles.update(dict.fromkeys(columns, style))
        self.column += count

    @property
    def _sheet(self) -> Table:
        assert self.table is not None  # noqa: S101 - rows and columns appear only inside a table
        return self.table

    def _row(self, element: etree._Element) -> None:
        count = _repeats(element, "number-rows-repeated")
        first, self.row = self.row + 1, self.row + count
        cells = self._cells(element, first)
        hidden = _is_hidden(element) or self.closed_groups > 0
        if not cells:
            if hidden:
                self._sheet.hidden_rows.update(range(first, min(first + count, self.limits.rows)))
            return
        for row in range(first, first + count):
            self._check_place(row, max(cells))
            self._sheet.rows[row] = dict(cells)
            if hidden:
                self._sheet.hidden_rows.add(row)

    def _check_place(self, row: int, column: int) -> None:
        if row > self.limits.rows or column >= self.limits.columns:
            raise ReaderError(
                "too_large",
                f"There is something in cell {column_letter(column)}{row} of “{self._sheet.name}”, far outside "
                "the table. Delete the rows and columns that are not needed and upload the file again.",
            )

    def _cells(self, element: etree._Element, row: int) -> dict[int, Cell]:
        row_style = attribute(element, "default-cell-style-name")
        cells: dict[int, Cell] = {}
        column = 0
        for child in element:
            count = _repeats(child, "number-columns-repeated")
            if local(child) == "table-cell":
                style = attribute(child, "style-name") or row_style or self.column_styles.get(column)
                value = self._value(child, style)
                self._note_merge(child, row, column)
                self._note_what_is_not_read(child)
                if not isinstance(value, str) or (value and not value.isspace()):
                    self._check_place(row, column + count - 1)
                    cells.update(dict.fromkeys(range(column, column + count), value))
            column += count
        return cells

    def _note_merge(self, element: etree._Element, row: int, column: int) -> None:
        down, across = _repeats(element, "number-rows-spanned"), _repeats(element, "number-columns-spanned")
        if down > 1 or across > 1:
            self._sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))

    def _note_what_is_not_read(self, element: etree._Element) -> None:
        for child in element:
            if local(child) == "annotation":
                self.notes.append(self._sheet.name)
            elif (
                local(child) in ("frame", "custom-shape")
                and "".join(str(text) for text in child.itertext()).strip()
            ):
                self.boxes.append(self._sheet.name)

    def _value(self, element: etree._Element, style: str | None) -> Cell:
        kind = attribute(element, "value-type") or ""
        text = "\n".join(_text(child) for child in element if local(child) in ("p", "h"))
        if len(text) > self.limits.cell_characters:
            raise ReaderError("too_large", f"A cell of “{self._sheet.name}” holds more text than a cell can.")
        if attribute(element, "formula") is not None and (is_error_text(text.strip()) or not (kind or text)):
            return ErrorCell(text.strip()) if text.strip() else NO_RESULT
        if kind == "date":
            return self._date(attribute(element, "date-value") or "", style, text)
        if kind == "time":
            match = _DURATION.fullmatch(attribute(element, "time-value") or "")
            hours, minutes = (int(match[1] or 0), int(match[2] or 0)) if match else (0, 0)
            shown_hours = text.strip().partition(":")[0]
            if match and hours >= 24 and shown_hours == str(hours):
                return elapsed(hours, minutes % 60)
            return DateCell(None, time(hours % 24, minutes % 60), "time") if match else text
        number = attribute(element, "value")
        if kind in ("float", "percentage", "currency") and number:
            return NumberCell(float(number), text)
        return text or (attribute(element, "string-value") or "")

    def _date(self, value: str, style: str | None, text: str) -> Cell:
        match = _DATE.fullmatch(value)
        if not match:
            return text
        clock = time(int(match[4]), int(match[5])) if match[4] else None
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return DateCell(day, clock if clock != time(0) else None, self.styles.shows(style, "day"))


def _repeats(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(int(value), 1) if value and value.isdigit() else 1


def _is_hidden(element: etree._Element) -> bool:
    return attribute(element, "visibility") in ("collapse", "filter")


def _text(element: etree._Element) -> str:
    """Return the text of a paragraph; runs of white space in the XML count as one, <text:s> adds further spaces."""
    return _pieces(element).strip(" ")


def _pieces(element: etree._Element) -> str:
    pieces = [_SPACES.sub(" ", element.text or "")]
    for child in element:
        tag = local(child)
        if tag == "s":
            pieces.append(" " * min(_repeats(child, "c"), 1000))
        elif tag in ("tab", "line-break"):
            pieces.append("\t" if tag == "tab" else "\n")
        elif tag not in _SKIP:
            pieces.append(_pieces(child))
        pieces.append(_SPACES.sub(" ", child.tail or ""))
    return "".join(pieces)
