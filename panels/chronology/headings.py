"""Find the heading row of a table (rules 2.1 and 2.2) and name its columns."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from panels.chronology.cells import Table, clean, column_letter
from panels.chronology.fields import Columns, assign, fold
from panels.chronology.mapping import Chosen

SEARCHED_ROWS = 30
NO_CHOICE = Chosen()


@dataclass(frozen=True)
class HeadingRow:
    """The row number of the headings, and the columns."""

    row: int
    columns: Columns

    @cached_property
    def folded(self) -> dict[int, str]:
        """The folded headings by column, for comparison with rows in which they are repeated."""
        return {column: folded for column, text in self.columns.headings.items() if (folded := fold(text))}


def find_heading_row(table: Table, choice: Chosen = NO_CHOICE) -> HeadingRow | None:
    """Return the first of 30 rows with headings for date, source and details; of two in succession, the lower."""
    for row in range(1, SEARCHED_ROWS + 1):
        if row in table.hidden_rows or row not in table.rows:
            continue
        heading = _heading_at(table, row, choice)
        if heading.columns.complete:
            return _lower_of_two(table, heading, choice)
    return None


def _heading_at(table: Table, row: int, choice: Chosen) -> HeadingRow:
    headings = {column: clean(str(cell)) for column, cell in table.visible(row).items()}
    return HeadingRow(row, assign({c: text for c, text in headings.items() if text}, choice))


def _lower_of_two(table: Table, upper: HeadingRow, choice: Chosen) -> HeadingRow:
    """Return the lower row where group headings above it fit too; headings merged over both rows count as one."""
    row = upper.row + 1
    if row not in table.rows or row in table.hidden_rows:
        return upper
    lower = _heading_at(table, row, choice)
    if not lower.columns.complete:
        return upper
    spans = any(block.top <= upper.row and block.bottom >= row for block in table.merges)
    grouped = any(block.top == upper.row and block.right > block.left for block in table.merges)
    fewer = len(upper.columns.headings) < len(lower.columns.headings)
    at_least_as_many = len(lower.columns.by_field) >= len(upper.columns.by_field)
    return lower if at_least_as_many and (spans or grouped or fewer) else upper


def headings_seen(table: Table) -> tuple[str, ...]:
    """Return the row that looks most like headings, for a refusal that shows what was found."""
    rows = [row for row in range(1, SEARCHED_ROWS + 1) if table.visible(row)]
    best = max(rows, key=lambda row: len(_heading_at(table, row, NO_CHOICE).columns.by_field), default=None)
    return tuple(clean(str(cell)) for _, cell in sorted(table.visible(best).items())) if best else ()


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
    return len(text) < len(folded_heading) + 20 and fold(text) == folded_heading
