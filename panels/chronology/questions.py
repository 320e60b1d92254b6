"""Ask which column a field has, where the headings do not say it: a question with candidates and not a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from panels.chronology.assigning import EVERY_ROW, are_dates, label_of, likeliness
from panels.chronology.cells import Book, Cell, Table, clean, column_letter
from panels.chronology.headings import HeadingRow, heading_at, row_like_headings, samples
from panels.chronology.mapping import Chosen
from panels.chronology.model import REQUIRED_FIELDS, Candidate, Part, Question

_SHOWN = 3
_LONG_TEXT = 40
_ASKS = {
    "date": "Which column is the date of what happened?",
    "detail": "Which column says what happened?",
    "source": "Which column says where it was recorded? Or name one source for every row, such as “RiO progress notes”.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The table that comes nearest to a chronology, its columns, and what is to be asked about them."""

    part: Part
    columns: tuple[Candidate, ...]
    questions: tuple[Question, ...]


def questions(book: Book, choice: Chosen) -> Asked | None:
    """Return what is to be asked about the table that comes nearest to a chronology, or None where none does."""
    asked = [(table, heading) for table in book.tables if (heading := _nearest(table, choice))]
    if not asked:
        return None
    table, heading = max(asked, key=lambda pair: _known(*pair))
    columns = heading.columns
    missing = [name for name in REQUIRED_FIELDS if name not in columns.by_field]
    part = Part(
        number=table.number,
        name=table.name,
        header_row=heading.row,
        headings=tuple(text for _, text in sorted(columns.headings.items())),
        mapping=columns.mapping,
        unmapped_columns=tuple(
            text
            for column, text in sorted(columns.headings.items())
            if column not in columns.by_field.values()
        ),
        rows_non_empty=0,
        date1904=table.date1904,
    )
    shown = tuple(
        _candidate(table, heading, column, 0.0) for column in sorted(columns.headings) if column < EVERY_ROW
    )
    return Asked(part, shown, tuple(_question(name, table, heading) for name in missing))


def _nearest(table: Table, choice: Chosen) -> HeadingRow | None:
    """Return the row most like headings where dates stand below it or a heading says date or details."""
    row = row_like_headings(table)
    if row is None or not any(number > row for number in table.rows):
        return None
    heading = heading_at(table, row, choice, by_vocabulary=True)
    known = heading.columns.by_field
    dated = any(are_dates(samples(table, row, column)) for column in heading.columns.headings)
    return heading if dated or ("date" in known and "detail" in known) else None


def _known(table: Table, heading: HeadingRow) -> tuple[int, int]:
    known = sum(name in heading.columns.by_field for name in REQUIRED_FIELDS)
    return known, sum(number > heading.row for number in table.rows)


def _question(name: str, table: Table, heading: HeadingRow) -> Question:
    taken = {column for field, column in heading.columns.by_field.items() if field in REQUIRED_FIELDS}
    headings = {column: text for column, text in heading.columns.headings.items() if column not in taken}
    fits = likeliness(headings, name)
    candidates = [
        _candidate(
            table,
            heading,
            column,
            fits.get(column, 0.0) + _by_content(name, samples(table, heading.row, column)),
        )
        for column in sorted(headings)
        if column < EVERY_ROW
    ]
    candidates.sort(key=lambda each: -each.score)
    return Question(
        "column",
        name,
        table.number,
        _ASKS.get(name, f"Which column is the {label_of(name)}?"),
        tuple(candidates),
    )


def _candidate(table: Table, heading: HeadingRow, column: int, score: float) -> Candidate:
    cells = samples(table, heading.row, column, _SHOWN)
    return Candidate(
        heading=heading.columns.headings[column],
        column=column_letter(column),
        score=round(score, 2),
        samples=tuple(clean(str(cell))[:200] for cell in cells),
    )


def _by_content(name: str, cells: list[Cell]) -> float:
    """Return what the cells of a column say for a field: dates for the date, long texts for the details."""
    if not cells:
        return 0.0
    dates = are_dates(cells)
    length = sum(len(str(cell)) for cell in cells) / len(cells)
    if name == "date":
        return 3.0 if dates else 0.0
    if dates:
        return 0.0
    if name == "detail":
        return min(2.0, length / _LONG_TEXT)
    return 0.5 if length < _LONG_TEXT else 0.0
