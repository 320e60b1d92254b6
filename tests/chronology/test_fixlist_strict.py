"""The fix list of workbooks that openpyxl opens without their sheets."""

from __future__ import annotations

import io

import openpyxl
import pytest

from panels.chronology.fixlist import SHEET, FixListFailed, mark_workbook, write_fix_list
from panels.chronology.reading import read_chronology
from tests.chronology.bad_files import sheet_xml, xlsx
from tests.chronology.strict_workbooks import dated_row, rows_of, strict, strict_workbook

GOOD = ("01/02/2005", "File", "Seen")
BAD = ("13/25/2005", "File", "Seen again")
KINDS = [
    pytest.param(strict_workbook(rows_of(BAD)), "Events", "A2", id="one sheet"),
    pytest.param(strict_workbook(rows_of(GOOD, BAD)), "Events", "A3", id="a row above"),
    pytest.param(strict_workbook(rows_of(GOOD), rows_of(BAD)), "More", "A2", id="the second sheet"),
    pytest.param(
        strict_workbook(rows_of(GOOD), rows_of(GOOD, BAD), hidden=1), "More", "A3", id="beside a hidden sheet"
    ),
    pytest.param(
        strict_workbook(rows_of(GOOD) + dated_row(3, "2005-02-03", "", "Left")), "Events", "B3", id="ISO date"
    ),
    pytest.param(
        strict_workbook(rows_of(BAD), names=("A sheet with a name of 31 chars.",)),
        "A sheet with a name of 31 c",
        "A2",
        id="a long name",
    ),
    pytest.param(xlsx(strict(sheet_xml(rows_of(BAD)))), "Sheet1", "A2", id="only the sheet is strict"),
]


def fix_list(original: bytes) -> openpyxl.Workbook:
    file = io.BytesIO()
    write_fix_list(original, read_chronology(original, "police.xlsx"), file)
    return openpyxl.load_workbook(file)


@pytest.mark.parametrize(("original", "sheet", "place"), KINDS)
def test_fixlist_of_a_strict_workbook_marks_the_cell_and_lists_the_row(original, sheet, place):
    book = fix_list(original)

    assert book[sheet][place].comment is not None
    assert book[sheet]["A1"].value == "Date"
    listed = list(book[SHEET].values)[1:]
    assert (sheet, int(place[1:])) in [row[:2] for row in listed]


@pytest.mark.parametrize(("original", "sheet", "place"), KINDS)
def test_fixlist_of_a_strict_workbook_keeps_every_text(original, sheet, place):
    book = fix_list(original)

    row = [cell.value for cell in book[sheet][int(place[1:])]]
    assert row[2] in {"Seen again", "Left"}
    assert row[0] in {"13/25/2005", "03/02/2005"}


def test_fixlist_of_a_strict_workbook_corrected_by_the_author_reads_as_events():
    book, again = fix_list(strict_workbook(rows_of(GOOD, BAD))), io.BytesIO()
    book["Events"]["A3"] = "25/12/2005"
    book.save(again)

    corrected = read_chronology(again.getvalue(), "police.xlsx")

    assert [event.row for event in corrected.events] == [2, 3]


def test_fixlist_refuses_in_a_sentence_what_is_no_workbook_at_all():
    result = read_chronology(strict_workbook(rows_of(BAD)), "police.xlsx")

    with pytest.raises(FixListFailed, match="could not be opened again"):
        write_fix_list(b"not a workbook", result, io.BytesIO())


def test_a_workbook_without_a_sheet_is_not_marked_in_place():
    original = strict_workbook(rows_of(BAD))

    with pytest.raises(FixListFailed):
        mark_workbook(original, read_chronology(original, "police.xlsx"), io.BytesIO())
