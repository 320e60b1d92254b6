"""What the author should know of a file beside its rows: hidden sheets and columns, tables left out, further dates."""

from __future__ import annotations

from panels.chronology.assigning import other_dates
from panels.chronology.cells import Book, Table, clean, column_letter
from panels.chronology.fields import is_of_recording
from panels.chronology.headings import HeadingRow
from panels.chronology.model import FileNotice, Part


def notices(book: Book, tables: list[tuple[Table, HeadingRow | None]], parts: list[Part]) -> list[FileNotice]:
    """Return what the author should know of the file beside its rows."""
    notices = [
        FileNotice(
            "hidden_sheet", name, f"The sheet “{name}” is hidden and was not read. Unhide it if it belongs."
        )
        for name in book.hidden_sheets
    ]
    read_numbers = {part.number for part in parts}
    for table, heading in tables:
        if heading:
            notices += [*_hidden_columns(table, heading), *_about_columns(table, heading)]
        elif table.rows and table.number not in read_numbers and not _holds_read_table(table, read_numbers):
            notices.append(
                FileNotice(
                    "part_ignored",
                    table.name,
                    f"“{table.name}” has no headings for date, source and details, so it was not read.",
                )
            )
    if book.tracked_changes:
        notices.append(
            FileNotice(
                "tracked_changes",
                None,
                "The document has tracked changes. Insertions were read and deletions were not. Check that this is "
                "the final text.",
            )
        )
    return notices + [FileNotice(*remark) for remark in book.remarks]


def _about_columns(table: Table, heading: HeadingRow) -> list[FileNotice]:
    """Return the notices about a table that goes on, one beside it, and further date columns."""
    told = []
    if heading.row == 0:
        told.append(
            FileNotice(
                "continued_table",
                table.name,
                f"“{table.name}” has no headings and follows a table as wide as it is, so it was read with the "
                "headings of that table. Check its first rows.",
            )
        )
    if heading.beside is not None:
        told.append(
            FileNotice(
                "part_ignored",
                table.name,
                f"A second table on “{table.name}”, from column {column_letter(heading.beside)}, was not read. "
                "Put it into a sheet of its own.",
            )
        )
    taken = heading.columns.headings[heading.columns.by_field["date"]]
    for other in other_dates(heading.columns) if heading.row else ():
        told.append(
            FileNotice(
                "other_date_column",
                other,
                f"“{taken}” was taken for the date of what happened. “{other}” was kept as a further column.",
            )
        )
    if heading.row and is_of_recording(taken):
        told.append(
            FileNotice(
                "other_date_column",
                taken,
                f"“{taken}” is the only date, so it was taken for the date of what happened. Check that it is.",
            )
        )
    return told


def _holds_read_table(table: Table, taken: set[int]) -> bool:
    return any(nested.number in taken for nested in table.nested)


def _hidden_columns(table: Table, heading: HeadingRow) -> list[FileNotice]:
    used = {
        c for row, cells in table.rows.items() if row >= heading.row for c in cells
    } & table.hidden_columns
    notices = []
    for column in sorted(used):
        name = (
            clean(str(table.rows.get(heading.row, {}).get(column, ""))) or f"column {column_letter(column)}"
        )
        message = f"The column “{name}” is hidden and was not read. Unhide it if it belongs."
        notices.append(FileNotice("hidden_column", name, message))
    return notices
