"""Parse bytes into a `ReadResult`, in this process. `reading.read_chronology` runs it in a child process."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from lxml import etree

from panels.chronology.cards import table_of_cards
from panels.chronology.cells import Book, Table
from panels.chronology.day_rows import give_days
from panels.chronology.events import Scope
from panels.chronology.headings import HeadingRow, find_heading_row, headings_seen, without_table_beside
from panels.chronology.limits import DEFAULT_LIMITS, Limits
from panels.chronology.mapping import Chosen, chosen
from panels.chronology.model import ReaderError, ReadResult
from panels.chronology.notices import notices
from panels.chronology.questions import questions
from panels.chronology.readers import delimited, docx, ods, xlsx
from panels.chronology.rows import RowReader
from panels.chronology.safety import check, damaged

_UNREADABLE = (
    etree.LxmlError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, ArithmeticError,
    NotImplementedError, RecursionError, TypeError, AttributeError,
)  # fmt: skip


def parse(
    data: bytes,
    filename: str,
    *,
    scope: Scope | None = None,
    mapping: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ReadResult:
    """Parse a file of any supported kind. Raises only `ReaderError`."""
    choice = chosen(mapping)
    kind = check(data, filename, limits)
    try:
        book = _open(data, kind, limits, choice)
        return _read_book(book, filename, scope, choice)
    except ReaderError:
        raise
    except _UNREADABLE as error:
        raise damaged() from error


def _open(data: bytes, kind: str, limits: Limits, choice: Chosen) -> Book:
    if kind == "xlsx":
        return xlsx.read(data, limits)
    if kind == "ods":
        return ods.read(data, limits)
    if kind == "docx":
        return docx.read(data, limits)
    text = delimited.decode(data)
    openings = {d: delimited.opening(text, limits, d) for d in delimited.DELIMITERS}
    best = max(openings, key=lambda delimiter: _columns_found(openings[delimiter], choice))
    return delimited.read(data, kind, limits, best)


def _columns_found(table: Table, choice: Chosen) -> int:
    """Score a delimiter for a text file: by the fields of its heading row, else by its number of columns."""
    heading = find_heading_row(table, choice)
    if heading:
        return 1000 + len(heading.columns.by_field)
    return min(max((len(cells) for cells in table.rows.values()), default=0), 999)


def _read_book(book: Book, filename: str, scope: Scope | None, choice: Chosen) -> ReadResult:
    tables = [(table, find_heading_row(table, choice)) for table in book.tables]
    tables = [pair for table, heading in tables for pair in _with_nested(table, heading, book, choice)]
    tables = _with_continued([(table, without_table_beside(table, heading)) for table, heading in tables])
    if not any(heading for _, heading in tables) and _made_into_tables(book, choice):
        tables = [(table, find_heading_row(table, choice)) for table in book.tables]
    readers = [RowReader(table, heading, scope, choice=choice) for table, heading in tables if heading]
    if not readers:
        return _asked(book, filename, choice)
    parts = [reader.read() for reader in readers]
    if not any(part.rows_non_empty for part in parts):
        raise ReaderError(
            "no_event_rows",
            "The headings were found, but there is nothing below them. Add the events and upload it again.",
        )
    return ReadResult(
        filename=filename,
        kind=book.kind,
        parts=tuple(parts),
        events=tuple(event for reader in readers for event in reader.events),
        problems=tuple(problem for reader in readers for problem in reader.problems),
        notices=tuple(notices(book, tables, parts)),
    )


def _made_into_tables(book: Book, choice: Chosen) -> bool:
    """Make rows of dates above entries, or records printed as cards, into tables of events; return whether there were any."""
    if give_days(book, choice):
        return True
    cards = table_of_cards(book)
    if cards is not None:
        book.tables[:] = [cards]
    return cards is not None


def _with_nested(
    table: Table, heading: HeadingRow | None, book: Book, choice: Chosen
) -> list[tuple[Table, HeadingRow | None]]:
    """Return the table, with tables nested in a layout table as tables of their own, numbered after the others."""
    pairs: list[tuple[Table, HeadingRow | None]] = [(table, heading)]
    if heading:
        return pairs
    for nested in table.nested:
        inner = find_heading_row(nested, choice)
        if inner:
            nested.number = len(book.tables) + 1
            nested.name = f"Table {nested.number}"
            book.tables.append(nested)
            pairs.append((nested, inner))
    return pairs


def _with_continued(
    tables: list[tuple[Table, HeadingRow | None]],
) -> list[tuple[Table, HeadingRow | None]]:
    """Let a table without headings go on with those of the read table right before it, if it is as wide (rule 11.16)."""
    pairs: list[tuple[Table, HeadingRow | None]] = []
    for table, heading in tables:
        before, its_heading = pairs[-1] if pairs else (table, None)
        if heading is None and its_heading is not None and table.goes_on and table.columns == before.columns:
            heading = HeadingRow(0, its_heading.columns)
        pairs.append((table, heading))
    return pairs


def _asked(book: Book, filename: str, choice: Chosen) -> ReadResult:
    """Return the questions about the columns of a file, or refuse one in which no table comes near a chronology."""
    asked = questions(book, choice)
    if asked is None:
        raise _no_headings(book)
    return ReadResult(filename, book.kind, (asked.part,), (), (), (), asked.questions, asked.columns)


def _no_headings(book: Book) -> ReaderError:
    if book.kind in ("csv", "tsv", "txt") and not any(table.rows for table in book.tables):
        return ReaderError(
            "empty_file", "This file has no text in it. Check that it was saved, and upload it again."
        )
    headings = max((headings_seen(table) for table in book.tables), key=len, default=())
    hidden = f" Hidden sheets are not read ({', '.join(book.hidden_sheets)})." if book.hidden_sheets else ""
    found_text = f" Found: {', '.join(headings[:15])}."[:400] if headings else ""
    return ReaderError(
        "missing_columns",
        "No row has headings for the date, the source and the details. Name these three columns, or say which "
        f"columns they are.{found_text}{hidden}",
        headings=headings,
    )


def period(start: str, end: str) -> Scope:
    """Parse a scope from two ISO dates; `ValueError` if one is not a date or the end comes first."""
    scope = date.fromisoformat(start), date.fromisoformat(end)
    if scope[1] < scope[0]:
        raise ValueError("the scope ends before it starts")
    return scope
