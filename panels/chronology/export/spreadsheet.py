"""A workbook in which every text is stored as text, whatever it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from panels.chronology.export.columns import Value, columns_of, rows, writable
from panels.chronology.export.sheet_page import fitting_width, height_of, set_up_page
from panels.chronology.merge import Entry

LONGEST = 32_000
"""Most characters of text in one cell. Excel allows 32,767 and truncates longer text silently."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TOP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(
    entries: Iterable[Entry], to: BinaryIO, *, title: str = "Chronology", case_code: str = ""
) -> None:
    """Write the entries in the order given, row by row with little memory.

    Text is stored as text and never as a formula. A text longer than a cell allows continues in the rows below,
    which say so in every other column.
    """
    entries = list(entries)
    columns = columns_of(entries)
    table: list[list[Value]] = [[column.heading for column in columns]]
    table += [part for row in rows(entries, columns) for part in _fitting(row)]
    widths = [
        fitting_width(column.width, texts)
        for column, texts in zip(columns, zip(*table, strict=True), strict=True)
    ]
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = writable(title)
    sheet = book.create_sheet("Chronology")
    set_up_page(sheet, widths, title=writable(title), case_code=writable(case_code))
    for number, row in enumerate(table, 1):
        sheet.row_dimensions[number].height = height_of(row, widths)
        sheet.append([_cell(sheet, value, bold=number == 1) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(table)}"
    book.save(to)


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Cell:
    """Build a cell that stores its text as text, also text that Excel would unescape (_x000D_)."""
    cell = WriteOnlyCell(sheet, value=_ESCAPED.sub("_x005F_", text))
    cell.data_type = "s"
    cell.alignment = _TOP
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value, *, bold: bool) -> Cell:
    if isinstance(value, str):
        return text_cell(sheet, value, bold=bold)
    is_date = isinstance(value, date)
    cell = WriteOnlyCell(sheet, value=datetime.combine(value, time()) if isinstance(value, date) else value)
    cell.alignment = _TOP
    if is_date:
        cell.number_format = "dd/mm/yyyy"
    return cell


def _fitting(row: list[Value]) -> Iterator[list[Value]]:
    yield [value[:LONGEST] if isinstance(value, str) else value for value in row]
    longest = max(len(value) for value in row if isinstance(value, str))
    for start in range(LONGEST, longest, LONGEST):
        yield [_continued(value, start) for value in row]


def _continued(value: Value, start: int) -> Value:
    if isinstance(value, str):
        return value[start : start + LONGEST] or "(continued from the row above)"
    return value
