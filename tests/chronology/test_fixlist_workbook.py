from __future__ import annotations

import io

import openpyxl
import pytest

from panels.chronology.cells import Book, DateCell, NumberCell, Table
from panels.chronology.export.spreadsheet import LONGEST
from panels.chronology.fixlist import SHEET, FixListFailed, make_workbook, mark_workbook, write_fix_list
from panels.chronology.model import FileNotice, Part, Problem, ReadResult
from panels.chronology.reading import read_chronology

HEADINGS = ("Date of event", "Source", "Details")
MAPPING = {"date": "Date of event", "source": "Source", "detail": "Details"}


def author_workbook(*, merged: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chronology"
    for row in (
        ["Agency chronology"],
        list(HEADINGS),
        ["09/25/2009", "Case note", "Visit."],
        ["=1+1", "", "Call."],
    ):
        sheet.append(row)
    if merged:
        sheet.merge_cells("A3:A4")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reading(*problems: Problem, name: str = "Chronology", notices: tuple[FileNotice, ...] = ()) -> ReadResult:
    part = Part(1, name, 2, HEADINGS, MAPPING, (), 2)
    return ReadResult("chronology.xlsx", "xlsx", (part,), (), problems, notices)


WRONG_DATE = Problem(
    3,
    1,
    "invalid_date",
    "date",
    "There is no month 25.",
    cells=(("Date of event", "09/25/2009"), ("Source", "Case note")),
)
NO_SOURCE = Problem(4, 1, "missing_source", "source", "Say where this is recorded.", cells=(("Source", ""),))


def marked(original: bytes, result: ReadResult) -> openpyxl.Workbook:
    file = io.BytesIO()
    mark_workbook(original, result, file)
    return openpyxl.load_workbook(file)


def workbook_of(book: Book, result: ReadResult) -> openpyxl.Workbook:
    file = io.BytesIO()
    make_workbook(book, result, file)
    return openpyxl.load_workbook(file)


def test_fixlist_marks_the_problem_cell_in_the_authors_own_workbook():
    book = marked(author_workbook(), reading(WRONG_DATE, NO_SOURCE))

    cell = book["Chronology"]["A3"]
    assert cell.value == "09/25/2009"
    assert cell.fill.fgColor.rgb.endswith("FFE066")
    assert "There is no month 25." in cell.comment.text
    assert "Say where this is recorded." in book["Chronology"]["B4"].comment.text
    assert book["Chronology"]["C3"].comment is None


def test_fixlist_leaves_the_authors_formulas_and_other_cells_alone():
    book = marked(author_workbook(), reading(WRONG_DATE))

    assert book["Chronology"]["A4"].value == "=1+1"
    assert [cell.value for cell in book["Chronology"][2]] == list(HEADINGS)


def test_fixlist_lists_every_problem_with_the_row_that_the_author_sees():
    rows = list(marked(author_workbook(), reading(WRONG_DATE, NO_SOURCE))[SHEET].values)

    assert rows[0] == ("Sheet", "Row", "Column", "As it stands", "What to change")
    assert rows[1] == ("Chronology", 3, "Date of event", "09/25/2009", "There is no month 25.")
    assert rows[2][:3] == ("Chronology", 4, "Source")


def test_fixlist_puts_the_mark_of_a_merged_cell_where_it_can_be_seen():
    second = Problem(4, 1, "invalid_date", "date", "There is no month 25.")

    book = marked(author_workbook(merged=True), reading(WRONG_DATE, second))

    assert book["Chronology"]["A3"].comment.text.splitlines() == [
        "Row 3: There is no month 25.",
        "Row 4: There is no month 25.",
    ]


def test_fixlist_lists_what_needs_no_change_without_colouring_it():
    note = Problem(3, 1, "not_an_event", None, "This row was taken as a note.", severity="info")

    book = marked(author_workbook(), reading(note))

    assert book["Chronology"]["A3"].comment is None
    assert book[SHEET]["E2"].value == "This row was taken as a note."


def test_fixlist_tells_what_belongs_to_no_row():
    notice = FileNotice("hidden_sheet", "Old", "The hidden sheet was not read.")

    assert (
        marked(author_workbook(), reading(notices=(notice,)))[SHEET]["E2"].value
        == "The hidden sheet was not read."
    )


def test_fixlist_of_a_text_file_is_a_workbook_with_the_same_row_numbers():
    table = Table(1, "police.csv")
    table.rows = {
        2: dict(enumerate(HEADINGS)),
        3: {0: "09/25/2009", 1: "Case note", 2: "=HYPERLINK(1)"},
        7: {0: DateCell(None, None, "day"), 1: NumberCell(12.0), 2: "Later."},
    }

    book = workbook_of(Book("csv", [table]), reading(WRONG_DATE, name="police.csv"))

    sheet = book["police.csv"]
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=HYPERLINK(1)", "s")
    assert (sheet["B7"].value, sheet["C7"].value) == ("12", "Later.")
    assert "There is no month 25." in sheet["A3"].comment.text


def test_fixlist_of_a_word_document_has_a_sheet_for_each_table():
    tables = [
        Table(1, "Table 1", rows={1: {0: "Cover"}}),
        Table(3, "Table: 3?", rows={2: dict(enumerate(HEADINGS))}),
    ]
    part = Part(3, "Table: 3?", 2, HEADINGS, MAPPING, (), 1)
    problem = Problem(5, 3, "missing_detail", "detail", "Say what happened.")

    book = workbook_of(Book("docx", tables), ReadResult("a.docx", "docx", (part,), (), (problem,), ()))

    assert book.sheetnames == ["Table 1", "Table  3", SHEET]
    assert book["Table  3"]["C5"].comment.text == "Row 5: Say what happened."


def test_fixlist_says_so_where_a_text_is_too_long_for_a_cell():
    table = Table(1, "long.csv", rows={2: dict(enumerate(HEADINGS)), 3: {2: "a" * (LONGEST + 1)}})

    cell = workbook_of(Book("csv", [table]), reading(name="long.csv"))["long.csv"]["C3"]

    assert "too long for a spreadsheet cell" in cell.comment.text


def test_fixlist_of_a_damaged_workbook_is_refused_in_a_sentence():
    with pytest.raises(FixListFailed, match="could not be opened again"):
        mark_workbook(b"not a workbook", reading(WRONG_DATE), io.BytesIO())


SEMICOLONS = (
    "Agency chronology;;\n\nDate of event;Source;Details\n09/25/2009;Case note;Visit, no reply\n;;=1+1\n"
)


def test_fixlist_of_a_semicolon_file_keeps_the_numbers_of_its_records_through_a_blank_line():
    result = read_chronology(SEMICOLONS.encode(), "housing.csv")
    file = io.BytesIO()

    write_fix_list(SEMICOLONS.encode(), result, file)

    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert sheet["C4"].value == "Visit, no reply"
    assert sheet["A4"].comment is not None
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("=1+1", "s")


def test_fixlist_corrected_by_the_author_reads_as_events():
    result = read_chronology(SEMICOLONS.encode(), "housing.csv")
    file, again = io.BytesIO(), io.BytesIO()
    write_fix_list(SEMICOLONS.encode(), result, file)
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["A4"] = "25/09/2009"
    book.worksheets[0]["A5"], book.worksheets[0]["B5"] = "26/09/2009", "Rent account"
    book.save(again)

    corrected = read_chronology(again.getvalue(), "housing.xlsx")

    assert [event.row for event in corrected.events] == [4, 5]
