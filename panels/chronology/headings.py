"""Find the heading row of a table (rules 2.1 and 2.2) and name its columns."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from panels.chronology.assigning import EVERY_ROW, Columns, assign
from panels.chronology.cells import Cell, Table, clean, column_letter
from panels.chronology.dates import read_date_text
from panels.chronology.heading_words import fold
from panels.chronology.mapping import Chosen

SEARCHED_ROWS = 30
NO_CHOICE = Chosen()
LIKE_HEADINGS = 0.6
_LEAST_HEADINGS, _LONGEST_HEADING = 2, 80


@dataclass(frozen=True)
class HeadingRow:
    """The row number of the headings (0 for a table that goes on with those of the one before), and the columns.

    `beside` is the first column of a second table to the right, which is not read.
    """

    row: int
    columns: Columns
    beside: int | None = None

    @cached_property
    def folded(self) -> dict[int, str]:
        """The folded headings by column, for comparison with rows in which they are repeated."""
        return {
            column: folded
            for column, text in self.columns.headings.items()
            if column != EVERY_ROW and (folded := fold(text))
        }


def find_heading_row(table: Table, choice: Chosen = NO_CHOICE) -> HeadingRow | None:
    """Return the first of 30 rows with headings for date, source and details; of two in succession, the lower.

    The words of the rules come first; where no row is complete by them, the vocabulary of the field counts too.
    """
    rows = [row for row in range(1, SEARCHED_ROWS + 1) if row in table.rows and row not in table.hidden_rows]
    for by_vocabulary in (False, True):
        for row in rows:
            if by_vocabulary and likeness(table, row) < LIKE_HEADINGS:
                continue
            heading = heading_at(table, row, choice, by_vocabulary=by_vocabulary)
            if heading.columns.complete:
                return _lower_of_two(table, heading, choice)
    return None


def heading_at(table: Table, row: int, choice: Chosen, *, by_vocabulary: bool = False) -> HeadingRow:
    """Return a row as headings, with the columns that they give."""
    headings = {column: clean(str(cell)) for column, cell in table.visible(row).items()}
    named = {column: text for column, text in headings.items() if text}
    samples = _Samples(table, row)
    return HeadingRow(row, assign(named, choice, samples.of, by_vocabulary=by_vocabulary))


@dataclass(slots=True)
class _Samples:
    """The first cells below a heading, by column."""

    table: Table
    row: int

    def of(self, column: int) -> list[Cell]:
        return samples(self.table, self.row, column)


def samples(table: Table, row: int, column: int, most: int = SEARCHED_ROWS) -> list[Cell]:
    """Return the first cells with something in them below a row."""
    below = (cells[column] for number, cells in table.rows.items() if number > row and column in cells)
    return list(islice(below, most))


def _lower_of_two(table: Table, upper: HeadingRow, choice: Chosen) -> HeadingRow:
    """Return the lower row where group headings above it fit too; headings merged over both rows count as one."""
    row = upper.row + 1
    if row not in table.rows or row in table.hidden_rows:
        return upper
    lower = heading_at(table, row, choice)
    if not lower.columns.complete:
        return upper
    spans = any(block.top <= upper.row and block.bottom >= row for block in table.merges)
    grouped = any(block.top == upper.row and block.right > block.left for block in table.merges)
    fewer = len(upper.columns.headings) < len(lower.columns.headings)
    at_least_as_many = len(lower.columns.by_field) >= len(upper.columns.by_field)
    return lower if at_least_as_many and (spans or grouped or fewer) else upper


def likeness(table: Table, row: int) -> float:
    """Return how much a row looks like headings, from 0 to 1: short texts that are no dates, times or numbers."""
    cells = [cell for cell in table.visible(row).values() if clean(str(cell))]
    if len(cells) < _LEAST_HEADINGS or any(len(str(cell)) > _LONGEST_HEADING for cell in cells):
        return 0.0
    short = [cell for cell in cells if isinstance(cell, str) and _is_short(clean(cell))]
    return len(short) / len(cells)


def _is_short(text: str) -> bool:
    few = len(text) <= 60 and len(text.split()) <= 9 and not (text.endswith(".") and len(text.split()) > 3)
    return few and any(c.isalpha() for c in text) and read_date_text(text).interval is None


def without_table_beside(table: Table, heading: HeadingRow | None) -> HeadingRow | None:
    """Leave out a second table to the right: headings for a date and another needed field after an empty column."""
    columns = sorted(heading.columns.headings) if heading else []
    if heading is None or not columns:
        return heading
    used = {column for cells in table.rows.values() for column in cells}
    for column in columns:
        left = {c: heading.columns.headings[c] for c in columns if c < column}
        right = {c: heading.columns.headings[c] for c in columns if column <= c < EVERY_ROW}
        if column - 1 in used or column == columns[0] or not assign(left).complete:
            continue
        if "date" in (fields := assign(right).by_field) and ("detail" in fields or "source" in fields):
            table.cut(column)
            return HeadingRow(heading.row, assign(left), column)
    return heading


def headings_seen(table: Table) -> tuple[str, ...]:
    """Return the row that looks most like headings, for a refusal that shows what was found (rule 11.21)."""
    row = row_like_headings(table)
    return tuple(clean(str(cell)) for _, cell in sorted(table.visible(row).items())) if row else ()


def row_like_headings(table: Table) -> int | None:
    """Return the number of the row that looks most like headings, or None where none does."""
    rows = [row for row in range(1, SEARCHED_ROWS + 1) if likeness(table, row) >= LIKE_HEADINGS]
    return max(rows, key=lambda row: _weight(table, row), default=None)


def _weight(table: Table, row: int) -> tuple[float, int]:
    fields = heading_at(table, row, NO_CHOICE, by_vocabulary=True).columns.by_field
    return (len(fields) + likeness(table, row) + len(table.visible(row)) / 10, -row)


def name_columns(heading: HeadingRow, used: set[int]) -> dict[int, str]:
    """Return a unique name for each column in use: its heading, or its letter where it has none.

    Of columns with the same heading the first keeps it and the others get their letter (rule 11.13), so that a row
    stored by heading contains every cell.
    """
    headings = heading.columns.headings
    names: dict[int, str] = {}
    taken: set[str] = set()
    for column in [*sorted(headings), *sorted(used - set(headings))]:
        letter = f"column {column_letter(column)}"
        name = headings.get(column) or letter
        name = free_heading(f"{name} ({letter})" if name in taken else name, taken)
        names[column] = name
        taken.add(name)
    return dict(sorted(names.items()))


def free_heading(wanted: str, taken: Container[str]) -> str:
    """Return the heading, with a number appended if it is taken."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def is_repeated(heading: HeadingRow, texts: dict[int, str]) -> bool:
    """Return whether a row repeats at least half of the headings."""
    headings = heading.folded
    needed, remaining = (len(headings) + 1) // 2, len(headings)
    for column, text in headings.items():
        if needed > remaining:
            return False
        remaining -= 1
        needed -= _is_typed_again(text, texts.get(column, ""))
    return needed <= 0


def _is_typed_again(folded_heading: str, text: str) -> bool:
    if not text or len(text) >= len(folded_heading) + 20:
        return False
    begins_alike = text[0].casefold() == folded_heading[0] or not text[0].isalnum() or not text.isascii()
    return begins_alike and fold(text) == folded_heading
