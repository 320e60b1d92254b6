"""Text separated by commas, semicolons, tabs or upright strokes, in UTF-8, UTF-16 with a mark, or Windows-1252 (rules 2.7 and 2.8)."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from panels.chronology.cells import Book, Cell, Table
from panels.chronology.headings import SEARCHED_ROWS
from panels.chronology.limits import Limits
from panels.chronology.model import ReaderError

DELIMITERS = (",", ";", "\t", "|")


def read(data: bytes, kind: str, limits: Limits, delimiter: str) -> Book:
    """Read the records of a text file as one table; a blank line counts as a record (rule 2.3)."""
    return Book(kind, [_table(_records(decode(data), delimiter), limits)])


def opening(text: str, limits: Limits, delimiter: str) -> Table:
    """Read the first records with one delimiter, to test whether it gives a heading row."""
    try:
        return _table(islice(_parsed(text, delimiter), SEARCHED_ROWS), limits)
    except ReaderError:
        return Table(1, "the file")


def decode(data: bytes) -> str:
    """Decode the text by its byte order mark, else as UTF-8, else as Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1").translate(_WINDOWS_1252)
    if "\x00" in text:
        raise ReaderError(
            "nul_bytes",
            "This text file has characters in it that are not text. Save it again as CSV UTF-8 and upload that.",
        )
    return text


_WINDOWS_1252 = {i: bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}
"""Windows-1252 where it differs from Latin-1; its five unused bytes are kept as they are, as in browsers."""


def _table(records: Iterable[list[str]], limits: Limits) -> Table:
    table = Table(1, "the file")
    csv.field_size_limit(limits.cell_characters)
    number = 0
    try:
        for number, record in enumerate(records, 1):
            cells: dict[int, Cell] = {c: v for c, v in enumerate(record) if v and not v.isspace()}
            if cells:
                table.rows[number] = cells
                _check_place(number, max(cells), limits)
    except csv.Error as error:
        raise ReaderError(
            "too_large",
            f"A cell near row {number + 1} holds more than {limits.cell_characters:,} characters. Often a quotation "
            "mark was opened there and not closed. Mend it and upload the file again.",
        ) from error
    return table


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    """Return the records, with lone quotation marks read as ditto marks where they swallow whole rows.

    A mark alone in its cell opens a quoted cell for a CSV parser. That reading is given up only when it leaves cells
    that contain rows, and when the other reading leaves none.
    """
    text = text.replace("\r\n", "\n")
    text = text if "\n" in text else text.replace("\r", "\n")
    lone = re.compile(rf'(^|{delimiter})"(?={delimiter}|$)', re.MULTILINE)
    if not lone.search(text) or _quotes_every_cell(text, delimiter):
        return _parsed(text, delimiter)
    quoted = list(_parsed(text, delimiter))
    width = Counter(len(record) for record in quoted if any(record)).most_common(1)[0][0] if quoted else 0
    if not _swallowed(quoted, delimiter, width):
        return quoted
    marked = list(_parsed(lone.sub(r'\1""""', text), delimiter))
    return quoted if _swallowed(marked, delimiter, width) else marked


def _parsed(text: str, delimiter: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _quotes_every_cell(text: str, delimiter: str) -> bool:
    """Return whether the first line is quoted cell by cell: whoever writes so writes a ditto mark as four marks."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return re.fullmatch(rf'"[^"]*"(?:{delimiter}"[^"]*")*', first) is not None


def _swallowed(records: list[list[str]], delimiter: str, width: int) -> bool:
    """Return whether a cell contains line breaks and a row's delimiters, or a row is wider than the table."""
    enough = max(width - 1, 2)
    return any(
        len(record) > width > 0 or any("\n" in cell and cell.count(delimiter) >= enough for cell in record)
        for record in records
    )


def _check_place(row: int, column: int, limits: Limits) -> None:
    if row > limits.rows or column >= limits.columns:
        raise ReaderError(
            "too_large",
            f"Row {row:,} is outside the {limits.rows:,} rows and {limits.columns:,} columns that can be read. "
            "Split the file and upload the parts.",
        )
