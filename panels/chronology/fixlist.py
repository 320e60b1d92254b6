"""The author's own file with every problem marked at its cell.

A workbook is marked in place, so that it can be corrected and uploaded again. A text file or a Word document is
converted to a workbook, with every row under the number that its author sees.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from panels.chronology.cards import table_of_cards
from panels.chronology.cells import Book, Table
from panels.chronology.day_rows import give_days
from panels.chronology.export.columns import writable
from panels.chronology.export.spreadsheet import LONGEST
from panels.chronology.headings import NO_CHOICE
from panels.chronology.limits import DEFAULT_LIMITS, Limits
from panels.chronology.model import Part, Problem, ReadResult
from panels.chronology.readers import delimited, docx, ods, xlsx

SHEET = "What to change"
_HEADINGS = ("Sheet", "Row", "Column", "As it stands", "What to change")
_WIDTHS = (20, 8, 22, 40, 70)
_FILLS = {"held": PatternFill("solid", fgColor="FFE066"), "warning": PatternFill("solid", fgColor="D9EAF7")}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TOO_LONG = (
    "This text is too long for a spreadsheet cell and is cut here. Please correct it in your own file."
)


class FixListFailed(Exception):
    """The workbook could not be opened or saved again. The message is a sentence for the author."""


def write_fix_list(
    original: bytes, result: ReadResult, to: BinaryIO, *, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Write the fix list for a file of any kind that the reader has accepted. Raises FixListFailed.

    A workbook that cannot be marked in place, such as one in the Strict form, is written anew from what was read.
    """
    of_cards = any(notice.code == "cards_read" for notice in result.notices)
    if result.kind == "xlsx" and not of_cards:
        try:
            mark_workbook(original, result, to)
        except FixListFailed:
            pass
        else:
            return
    try:
        book = _read_again(original, result, limits)
    except Exception as error:  # the file was accepted before: any error means the same to the author
        raise FixListFailed("The file could not be opened again to mark it.") from error
    if any(notice.code == "days_above" for notice in result.notices):
        give_days(book, NO_CHOICE)
    if of_cards and (cards := table_of_cards(book)):
        book.tables[:] = [cards]
    make_workbook(book, result, to)


def _read_again(original: bytes, result: ReadResult, limits: Limits) -> Book:
    if result.kind == "xlsx":
        return xlsx.read(original, limits)
    if result.kind == "docx":
        return docx.read(original, limits)
    if result.kind == "ods":
        return ods.read(original, limits)
    books = [delimited.read(original, result.kind, limits, mark) for mark in delimited.DELIMITERS]
    return max(books, key=lambda book: _headings_found(book, result))


def _headings_found(book: Book, result: ReadResult) -> int:
    part = result.parts[0]
    row = {_plain(str(cell)) for cell in book.tables[0].rows.get(part.header_row, {}).values()}
    return sum(_plain(heading) in row for heading in part.headings)


def mark_workbook(original: bytes, result: ReadResult, to: BinaryIO) -> None:
    """Write the author's workbook with each problem cell coloured and explained in a comment.

    A last sheet lists the same in order. The author's formulas stay formulas. Raises FixListFailed.
    """
    marked = io.BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(original))
        if not all(_has_headings(book, part) for part in result.parts):
            raise FixListFailed("The workbook could not be opened again to mark it.")
        _finish(book, result, marked)
    except FixListFailed:
        raise
    except Exception as error:  # openpyxl raises many different errors for parts it cannot read or write
        raise FixListFailed("The workbook could not be opened again to mark it.") from error
    to.write(marked.getvalue())


def _has_headings(book: Any, part: Part) -> bool:
    """Return whether the sheet was opened with its headings: of a Strict sheet openpyxl finds no cell."""
    return part.name in book.sheetnames and bool(_columns(book, part.name, part.header_row))


def make_workbook(book: Book, result: ReadResult, to: BinaryIO) -> None:
    """Write a workbook of a text file or Word document, marked in the same way; every text stays text."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in book.tables:
        sheet = workbook.create_sheet(_sheet_name(table, workbook.sheetnames))
        for row, cells in table.rows.items():
            for column, value in cells.items():
                _write(sheet.cell(row, column + 1), str(value))
    _finish(
        workbook,
        result,
        to,
        renamed={table.number: workbook.worksheets[index].title for index, table in enumerate(book.tables)},
    )


def _finish(book: Any, result: ReadResult, to: BinaryIO, *, renamed: dict[int, str] | None = None) -> None:
    titles = {part.number: part.name for part in result.parts} | (renamed or {})
    columns = {part.number: _columns(book, titles[part.number], part.header_row) for part in result.parts}
    headings = {part.number: part.mapping for part in result.parts}
    listed = []
    for problem in sorted(result.problems, key=lambda each: (each.part, each.row)):
        heading = headings.get(problem.part, {}).get(problem.field or "", "")
        sheet = _sheet(book, titles.get(problem.part, ""), problem.part)
        cell = sheet.cell(problem.row, columns.get(problem.part, {}).get(_plain(heading), 1))
        listed.append((sheet.title, problem.row, heading, _shown(problem, heading), problem.message))
        _mark(_anchor(sheet, cell), problem)
    _list(book, [*listed, *(("", "", notice.field or "", "", notice.message) for notice in result.notices)])
    book.properties.creator = book.properties.creator if renamed is None else ""
    book.save(to)


def _sheet(book: Any, title: str, number: int) -> Any:
    return book[title] if title in book.sheetnames else book.worksheets[min(number, len(book.worksheets)) - 1]


def _columns(book: Any, title: str, header_row: int) -> dict[str, int]:
    sheet = _sheet(book, title, 1)
    return {
        _plain(str(cell.value)): cell.column for cell in reversed(sheet[header_row]) if cell.value is not None
    }


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _anchor(sheet: Any, cell: Any) -> Any:
    """Return the cell that stores the value of a merged block."""
    if not isinstance(cell, MergedCell):
        return cell
    block = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
    return sheet.cell(block.min_row, block.min_col)


def _mark(cell: Any, problem: Problem) -> None:
    fill = _FILLS.get(problem.severity)
    if fill is None:
        return
    cell.fill = fill
    existing = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(
        f"{existing}Row {problem.row}: {problem.message}", "Chronology import", height=120, width=320
    )


def _shown(problem: Problem, heading: str) -> str:
    return next((text for name, text in problem.cells if _plain(name) == _plain(heading)), "")


def _list(book: Any, rows: Iterable[tuple[str, int | str, str, str, str]]) -> None:
    sheet = book.create_sheet(_free_name(SHEET, book.sheetnames))
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), 1):
        _write(sheet.cell(1, column), heading)
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, int):
                cell.value = value
            else:
                _write(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)


def _write(cell: Any, text: str) -> None:
    plain = str(writable(text))
    cell.value = plain[:LONGEST]
    cell.data_type = "s"
    if len(plain) > LONGEST:
        cell.comment = Comment(_TOO_LONG, "Chronology import")


def _sheet_name(table: Table, taken: list[str]) -> str:
    return _free_name(_FORBIDDEN.sub(" ", table.name).strip("' ")[:27] or f"Table {table.number}", taken)


def _free_name(name: str, taken: list[str]) -> str:
    known = {each.casefold() for each in taken}
    names = [name, *(f"{name} {number}" for number in range(2, len(known) + 3))]
    return next(each for each in names if each.casefold() not in known)
