"""Rules 11.13 and 11.18 in workbooks: notes on cells are named, and no column is lost for its heading."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.reading_made import notices

HEADINGS = ["Date", "Source", "Details", "Remarks"]
ROW = ["5/6/09", "Log", "Visit", "kept"]


def _book(*, headings: list[str] | None = None, row: list[str] | None = None) -> Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(headings or HEADINGS)
    sheet.append(row or ROW)
    return book


def _read(book: Workbook) -> ReadResult:
    file = io.BytesIO()
    book.save(file)
    return parse(file.getvalue(), "notes.xlsx")


@pytest.mark.parametrize("place", ["A1", "C2", "D2", "F9"])
def test_note_on_a_cell_is_named_wherever_it_stands(place: str) -> None:
    book = _book()
    book.worksheets[0][place].comment = Comment("Checked with the clinic", "Author")

    assert notices(_read(book)) == [("comments_not_read", None)]


def test_sheets_with_notes_are_named_once_and_together() -> None:
    book = _book()
    second = book.create_sheet("Later")
    for line in (HEADINGS, ROW):
        second.append(line)
    for sheet in book.worksheets:
        sheet["C2"].comment = Comment("a", "b")
        sheet["D2"].comment = Comment("c", "d")

    (notice,) = _read(book).notices
    assert "“Sheet”, “Later”" in notice.message


def test_note_on_a_hidden_sheet_goes_with_the_sheet() -> None:
    book = _book()
    hidden = book.create_sheet("Old")
    hidden["A1"].comment = Comment("a", "b")
    hidden.sheet_state = "hidden"

    assert notices(_read(book)) == [("hidden_sheet", "Old")]


def test_workbook_without_notes_says_nothing_of_them() -> None:
    assert notices(_read(_book())) == []


@pytest.mark.parametrize(
    "headings", [["Remarks"] * 2, ["Room", "Remarks", "Room"], ["Remarks", "REMARKS ", "Remarks:"]]
)
def test_columns_of_one_heading_are_all_kept_in_a_workbook(headings: list[str]) -> None:
    texts = [f"remark {number}" for number in range(len(headings))]
    result = _read(_book(headings=[*HEADINGS[:3], *headings], row=[*ROW[:3], *texts]))

    assert list(result.events[0].extra.values()) == texts
