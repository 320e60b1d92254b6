"""Excel workbooks, read from their XML: saved results only, no formula evaluated, no macro run.

The XML is read directly because the rules need what libraries omit: the number format of a date, formulas saved
without a result, hidden rows and columns. Cells are sparse, so a sheet that declares a million rows costs nothing.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from lxml import etree

from panels.chronology.cells import (
    NO_RESULT_TEXT,
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
)
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError
from panels.chronology.readers.number_formats import is_percent, shows
from panels.chronology.readers.package import Package, attribute, is_on, local, parser, walk
from panels.chronology.readers.sheet_scan import (
    PlainCell,
    ScannedSheet,
    scan,
    scan_strings,
    without_references,
)
from panels.chronology.serials import from_serial

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ISO = re.compile(r"(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?Z?")
NO_RESULT = ErrorCell(NO_RESULT_TEXT)


def read(data: bytes, limits: Limits) -> Book:
    """Read every visible sheet of a workbook as a table numbered by its position in the workbook."""
    package = Package(data)
    path = package.main_part("xl/workbook.xml")
    workbook = package.parse(path)
    relations = package.relations(path)
    book = Book("xlsx")
    notes: list[str] = []
    boxes: list[str] = []
    strings = _shared_strings(package, relations)
    styles = _styles(package, relations)
    date1904 = any(local(e) == "workbookPr" and is_on(e.get("date1904")) for e in workbook)
    sheets = [sheet for element in workbook if local(element) == "sheets" for sheet in element]
    for number, sheet in enumerate(sheets, 1):
        name = sheet.get("name", f"Sheet {number}")
        if sheet.get("state", "visible") != "visible":
            book.hidden_sheets.append(name)
            continue
        kind, part = relations.get(attribute(sheet, "id") or "", ("", ""))
        if kind.endswith("/worksheet"):
            table = Table(number, name, date1904=date1904)
            _SheetReader(table, strings, styles, limits).read(package, part)
            table.fill_merges()
            book.tables.append(table)
            beside = package.relations(part).values()
            notes += [name for kind, _ in beside if kind.endswith(("/comments", "/threadedComment"))]
            boxes += [
                name for kind, path in beside if kind.endswith("/drawing") and _has_text_box(package, path)
            ]
    book.not_read(notes, boxes)
    return book


def _has_text_box(package: Package, path: str) -> bool:
    return package.has(path) and any(
        (text.text or "").strip() for _, body in package.walk(path, ("txBody",)) for text in body.iter("{*}t")
    )


def unescape(text: str) -> str:
    """Decode characters that XML cannot contain and Excel writes as _x000D_."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _part_of(relations: dict[str, tuple[str, str]], ending: str) -> str | None:
    return next((path for kind, path in relations.values() if kind.endswith(ending)), None)


def _rich_text(element: etree._Element) -> str:
    """Return the text of a string item: plain or in runs, without the phonetic guide."""
    if len(element) == 1 and local(element[0]) == "t":
        return unescape(element[0].text or "")
    pieces = []
    for child in element:
        tag = local(child)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces.extend(t.text or "" for t in child if local(t) == "t")
    return unescape("".join(pieces))


def _shared_strings(package: Package, relations: dict[str, tuple[str, str]]) -> list[str]:
    path = _part_of(relations, "/sharedStrings")
    strings: list[str] = []
    if path is None or not package.has(path):
        return strings
    data = package.read(path)
    plain = scan_strings(data)
    if plain is not None:
        return [unescape(text) for text in plain]
    for _, item in walk(data, ("si",)):
        strings.append(_rich_text(item))
        item.clear()
        while item.getprevious() is not None:
            del item.getparent()[0]  # type: ignore[union-attr]
    return strings


Style = tuple[Shows | None, bool]
Attributes = etree._Element | dict[str, str]


def _styles(package: Package, relations: dict[str, tuple[str, str]]) -> list[Style]:
    """Return for each cell style what its number format displays, and whether it is a percentage."""
    path = _part_of(relations, "/styles")
    if path is None or not package.has(path):
        return []
    sheet = package.parse(path)
    codes = {
        int(fmt.get("numFmtId", "0")): fmt.get("formatCode", "")
        for group in sheet
        if local(group) == "numFmts"
        for fmt in group
    }
    numbers = [int(xf.get("numFmtId", "0")) for group in sheet if local(group) == "cellXfs" for xf in group]
    return [(shows(n, codes.get(n)), is_percent(n, codes.get(n))) for n in numbers]


@lru_cache(maxsize=4096)
def column_of(letters: str) -> int:
    """Return the column number from 0 of spreadsheet letters: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _split(reference: str) -> tuple[int, int]:
    letters = reference.replace("$", "").rstrip("0123456789")
    digits = reference.replace("$", "")[len(letters) :]
    return int(digits or 1), column_of(letters)


class _SheetReader:
    """A reader of one sheet part into its table, row by row."""

    def __init__(self, table: Table, strings: list[str], styles: list[Style], limits: Limits) -> None:
        self.table, self.strings, self.styles, self.limits = table, strings, styles, limits
        self.row = 0
        self._short = all(len(text) <= limits.cell_characters for text in strings)
        self._strings = ["" if text.isspace() else text for text in strings]
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str], Cell] = {}

    def read(self, package: Package, part: str) -> None:
        data = package.read(part)
        sheet = scan(data) if self._short else None
        if sheet is None or not self._scanned(sheet):
            self._walk(data)

    def _scanned(self, sheet: ScannedSheet) -> bool:
        """Read the rows that were cut out of the part; False where one needs the whole part around it."""
        if sum(row.cells is None for row in sheet.rows) > len(sheet.rows) / 4:
            return False
        self._walk(sheet.outline)
        for row in sheet.rows:
            self._begin_row(row.attributes)
            if row.cells is None:
                try:
                    self._elements(etree.fromstring(f"<row>{row.content}</row>", parser()))
                except etree.XMLSyntaxError:
                    self._start_again()
                    return False
            elif row.cells:
                self._plain_cells(row.cells)
        return True

    def _start_again(self) -> None:
        self.row = 0
        for part in (self.table.rows, self.table.merges, self.table.hidden_rows, self.table.hidden_columns):
            part.clear()

    def _plain_cells(self, written: list[PlainCell]) -> None:
        cells: dict[int, Cell] = {}
        strings, known, columns = self._strings, self._known, self._columns
        longest = self.limits.cell_characters
        for letters, style, kind, text, inline in written:
            value: Cell
            if inline:
                if inline.isspace():
                    continue
                value = unescape(without_references(inline)) if "&" in inline or "_x" in inline else inline
            elif not text:
                continue
            elif kind == "s":
                value = strings[int(text)]
                if not value:
                    continue
            else:
                value = known.get((text, style)) or known.setdefault(
                    (text, style), self._typed("n", text, style)
                )
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_of(letters)
            cells[column] = value
            if column >= self.limits.columns or self.row > self.limits.rows or len(inline) > longest:
                self._check_place(column, value)
        if cells:
            self.table.rows[self.row] = cells

    def _walk(self, data: bytes) -> None:
        for _, element in walk(data, ("row", "col", "mergeCell")):
            tag = local(element)
            if tag == "row":
                self._row(element)
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
            elif tag == "col" and (is_on(element.get("hidden")) or element.get("width") == "0"):
                last = min(int(element.get("max", "1")), self.limits.columns)
                self.table.hidden_columns.update(range(int(element.get("min", "1")) - 1, last))
            elif tag == "mergeCell":
                self._merge(element.get("ref", ""))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _split(first)
        bottom, right = _split(last or first)
        self.table.merges.append(Merge(top, left, bottom, right))

    def _row(self, element: etree._Element) -> None:
        self._begin_row(element)
        self._elements(element)

    def _begin_row(self, attributes: Attributes) -> None:
        self.row = int(attributes.get("r") or self.row + 1)
        if is_on(attributes.get("hidden")) or attributes.get("ht") == "0":
            self.table.hidden_rows.add(self.row)

    def _elements(self, element: etree._Element) -> None:
        cells: dict[int, Cell] = {}
        column = -1
        for child in element:
            reference = child.get("r")
            column = column_of(reference.rstrip("0123456789")) if reference else column + 1
            value = self._cell(child) if len(child) else ""
            if not isinstance(value, str) or (value and not value.isspace()):
                cells[column] = value
                self._check_place(column, value)
        if cells:
            self.table.rows[self.row] = cells

    def _check_place(self, column: int, value: Cell) -> None:
        if self.row > self.limits.rows or column >= self.limits.columns:
            place = f"{column_letter(column)}{self.row}"
            raise ReaderError(
                "too_large",
                f"There is something in cell {place} of “{self.table.name}”, far outside the table. Delete the "
                f"rows and columns that are not needed (the reader takes {self.limits.rows:,} rows) and upload "
                "the file again.",
            )
        if isinstance(value, str) and len(value) > self.limits.cell_characters:
            raise ReaderError(
                "too_large", f"The cell in row {self.row} holds more text than a cell can. Split it."
            )

    def _cell(self, element: etree._Element) -> Cell:
        kind, formula, text, inline = element.get("t", "n"), False, None, ""
        for child in element:
            ending = child.tag[
                -1:
            ]  # v, f and is differ in their last letter; this line runs half a million times
            if ending == "v":
                text = child.text or ""
            elif ending == "f":
                formula = True
            elif ending == "s":
                inline = _rich_text(child)
        if kind == "inlineStr":
            return inline
        if not text:
            return NO_RESULT if formula and (kind != "str" or text is None) else ""
        return self._typed(kind, text, element.get("s"))

    def _typed(self, kind: str, text: str, style: str | None) -> Cell:
        if kind == "s":
            return self.strings[int(text)]
        if kind == "str":
            return unescape(text)
        if kind == "e":
            return ErrorCell(text)
        if kind == "b":
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        format_shows, percent = (
            self.styles[int(style)] if style and int(style) < len(self.styles) else (None, False)
        )
        if kind == "d":
            return _iso_cell(text, format_shows)
        value = float(text)
        if format_shows is None:
            return NumberCell(value, f"{value * 100:.10g}%" if percent else "")
        if format_shows == "elapsed":
            return elapsed(*divmod(round(value * 1440), 60)) if value >= 0 else NumberCell(value)
        day, clock = from_serial(value, date1904=self.table.date1904)
        if format_shows == "time" and 0 <= value < 1:
            day = None
        return DateCell(day, clock, format_shows)


def _iso_cell(text: str, format_shows: Shows | None) -> Cell:
    match = _ISO.fullmatch(text.strip())
    if not match:
        return text
    day = date(int(match[1]), int(match[2]), int(match[3])) if match[1] else None
    clock = time(int(match[4]), int(match[5])) if match[4] else None
    if day and clock == time(0):
        clock = None
    return DateCell(day, clock, format_shows or ("day" if day else "time"))
