"""A blank chronology to fill in, and the same with a few rows, as a workbook or a Word document.

No author has to use one: any layout is read. It is for whoever begins with nothing. What is said above the headings is no
row of the table, so a filled template is handed in as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from panels.chronology.export.word import table_row
from panels.chronology.export.word_page import lay_out, new_table
from panels.chronology.fields import LABELS

TITLE = "Chronology"
HELP = (
    "One row for each thing that happened. Date, source and details are needed in every row; leave the rest empty where "
    "the record does not say.",
    "Write dates as you know them: 12/05/2009, June 2009, 2009, or about 3 July 2009. Never guess a day.",
    "Use real names. Readers see labels; the names stay sealed.",
    "You may add columns of your own. They are kept.",
)
FIELDS = {
    "date": (14, 62),
    "time": (9, 40),
    "source": (22, 80),
    "detail": (60, 210),
    "staff": (20, 74),
    "who_seen": (22, 80),
    "child_seen": (11, 46),
    "child_voice": (32, 96),
    "action": (32, 96),
}
"""Each column with its width in characters in a workbook, and in points on paper."""
PROMPTS = {
    "date": "As much of it as is known: 12/05/2009, June 2009 or 2009.",
    "time": "As 14:30. Empty where it is not known.",
    "source": "Where it was recorded: the file, the log, the visit notes.",
    "child_seen": "Yes, No or Alone. Empty where the record does not say.",
}
EXAMPLE: tuple[tuple[str, ...], ...] = (
    (
        "12/05/2009",
        "14:30",
        "Visit notes",
        "Visit at home. Both children seen.",
        "Health visitor",
        "Mother and both children",
        "Yes",
        "Playing on the floor, did not speak.",
        "Next visit agreed for June.",
    ),
    (
        "June 2009",
        "",
        "Clinic list",
        "Appointment missed, letter sent.",
        "Clinic clerk",
        "",
        "No",
        "",
        "Letter sent.",
    ),
    (
        "about 3 July 2009",
        "morning",
        "Telephone log",
        "Grandmother rang. She was worried about the baby.",
        "Duty worker",
        "",
        "",
        "",
        "Passed to the team manager.",
    ),
)
_ROWS = 500
"""Rows of a blank workbook that are ready to be filled in; further ones can be used as well."""


def write_workbook(to: BinaryIO, *, rows: Sequence[Sequence[str]] = ()) -> None:
    """Write the template as a workbook, with these rows below the headings.

    Dates and times are cells of text, so that a spreadsheet does not make a day out of "June 2009".
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, book.properties.creator = TITLE, ""
    sheet.append([TITLE])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in HELP:
        sheet.append([line])
    sheet.append([])
    sheet.append([LABELS[name] for name in FIELDS])
    headings = sheet.max_row
    for row in rows:
        sheet.append(list(row))
    for number, (name, (width, _)) in enumerate(FIELDS.items(), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = width
        sheet.cell(headings, number).font = Font(bold=True)
        cells = f"{letter}{headings + 1}:{letter}{headings + _ROWS}"
        for (cell,) in sheet[cells]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.number_format = "@"
        if name in PROMPTS:
            sheet.add_data_validation(_validation(name, cells))
    sheet.freeze_panes = f"A{headings + 1}"
    book.save(to)


def _validation(name: str, cells: str) -> DataValidation:
    """Return what a cell says when somebody comes to it; only the answer about the child is a list to choose from."""
    listed: dict[str, Any] = {"type": "list", "formula1": '"Yes,No,Alone"'} if name == "child_seen" else {}
    check = DataValidation(
        allow_blank=True,
        showErrorMessage=bool(listed),
        errorStyle="warning",
        showInputMessage=True,
        promptTitle=LABELS[name],
        prompt=PROMPTS[name],
        **listed,
    )
    check.add(cells)
    return check


def write_document(to: BinaryIO, *, rows: Sequence[Sequence[str]] = ()) -> None:
    """Write the template as a Word document for A4 in landscape, with these rows, or with empty ones to fill in."""
    document, widths = Document(), [width for _, width in FIELDS.values()]
    lay_out(document, TITLE, "")
    document.add_heading(TITLE, level=1)
    for line in HELP:
        document.add_paragraph(line)
    body = new_table(document, widths)
    body.append(table_row([LABELS[name] for name in FIELDS], widths, heading=True))
    for row in rows or [[""] * len(FIELDS)] * 12:
        body.append(table_row(list(row), widths))
    document.save(to)
