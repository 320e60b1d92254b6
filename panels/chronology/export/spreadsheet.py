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

from panels.chronology.export.columns import Value, columns_of, rows
from panels.chronology.merge import Entry

LONGEST = 32_000
"""Most characters of text in one cell. Excel allows 32,767 and truncates longer text silently."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TOP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(entries: Iterable[Entry], to: BinaryIO, *, title: str = "Chronology") -> None:
    """Write the entries in the order given, row by row with little memory.

    Text is stored as text and never as a formula. A text longer than a cell allows continues in the rows below,
    which say so in every other column.
    """
    entries = list(entries)
    columns = columns_of(entries)
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = title
    sheet = book.create_sheet("Chronology")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([text_cell(sheet, column.heading, bold=True) for column in columns])
    for row in rows(entries, columns):
        for part in _fitting(row):
            sheet.append([_cell(sheet, value) for value in part])
    book.save(to)


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Cell:
    """Build a cell that stores its text as text, also text that Excel would unescape (_x000D_)."""
    cell = WriteOnlyCell(sheet, value=_ESCAPED.sub("_x005F_", text))
    cell.data_type = "s"
    cell.alignment = _TOP
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Value) -> Cell:
    if isinstance(value, str):
        return text_cell(sheet, value)
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
