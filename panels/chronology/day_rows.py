"""Dates in rows of their own above the entries of that day, as in diaries and daily logs that have no date column.

A row that stands as the dates do and cannot be read as a day, "Tue 5 May", ends the day before it: the rows below it are
held with what it says, and never given the date of another day.
"""

from __future__ import annotations

import re

from panels.chronology.cells import Book, Cell, Table, clean
from panels.chronology.dates import read_date
from panels.chronology.headings import heading_at, row_like_headings
from panels.chronology.mapping import Chosen

HEADING = "Date (in the row above)"
_FEWEST_DAYS = 2
_LONGEST = 60
_DATED = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)


def give_days(book: Book, choice: Chosen) -> bool:
    """Give the rows of tables without a date column the day above them, as a further column; return whether any has such."""
    given = [_give(table, book, choice) for table in book.tables]
    return any(given)


def _give(table: Table, book: Book, choice: Chosen) -> bool:
    alone = {row: cell for row, cells in table.numbered() if (cell := _alone(cells)) is not None}
    days = {row for row, cell in alone.items() if _is_day(cell, table)}
    top = row_like_headings(table) if len(days) >= _FEWEST_DAYS and not table.hidden_rows else None
    if top is None or "date" in choice.headings:
        return False
    if "date" in heading_at(table, top, choice, by_vocabulary=True).columns.by_field:
        return False
    first = min(days)
    place = min(table.rows[first])
    _fill(table, top, {r: cell for r, cell in alone.items() if r >= first and place in table.rows[r]})
    book.remarks.append(("days_above", table.name, _remark(len(days))))
    return True


def _fill(table: Table, top: int, alone: dict[int, Cell]) -> None:
    """Take out the rows of dates, and give each row below them the one above it."""
    column = max(column for cells in table.rows.values() for column in cells) + 1
    above: Cell | None = None
    for row in sorted(table.rows):
        if row in alone and (_is_day(alone[row], table) or _DATED.search(str(alone[row]))):
            above = alone[row]
            del table.rows[row]
        elif row == top:
            table.rows[row][column] = HEADING
        elif above is not None and row > top:
            table.rows[row][column] = above


def _alone(cells: dict[int, Cell]) -> Cell | None:
    """Return what a row holds if it is one short thing and nothing else, or None."""
    texts = {clean(str(cell)): cell for cell in cells.values()}
    texts.pop("", None)
    return next(iter(texts.values())) if len(texts) == 1 and len(next(iter(texts))) <= _LONGEST else None


def _is_day(cell: Cell, table: Table) -> bool:
    interval = read_date(cell, date1904=table.date1904).interval
    return interval is not None and interval.precision == "day"


def _remark(count: int) -> str:
    return (
        f"{count} rows hold nothing but a date, and no column does. Every row below one of them was given its date, "
        f"as a column “{HEADING}”."
    )
