from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.chronology.export import write_csv, write_docx, write_xlsx
from panels.chronology.export.columns import shown_date, shown_time, writable
from panels.chronology.export.spreadsheet import LONGEST
from panels.chronology.merge import Entry
from tests import processor
from tests.chronology.entries import entry, event

TRIGGERS = ["=1+1", "+44 1983", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =HYPERLINK(1)", "＝1"]


def as_csv(*entries: Entry) -> list[dict[str, str]]:
    file = io.BytesIO()
    write_csv(entries, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def as_xlsx(*entries: Entry) -> openpyxl.Workbook:
    file = io.BytesIO()
    write_xlsx(entries, file)
    return openpyxl.load_workbook(file)


def as_docx(*entries: Entry) -> list[list[str]]:
    file = io.BytesIO()
    write_docx(entries, file)
    return [[cell.text for cell in row.cells] for row in docx.Document(file).tables[0].rows]


def details(book: openpyxl.Workbook) -> list[object]:
    headings = [cell.value for cell in book.active[1]]
    return [row[headings.index("Details")] for row in book.active.iter_rows(min_row=2)]


@pytest.mark.parametrize("text", TRIGGERS)
def test_export_to_csv_gives_formulas_a_leading_apostrophe(text):
    (row,) = as_csv(entry("Police", 2, "2010-05-12", text))

    assert row["Details"] == f"'{text}"


@pytest.mark.parametrize("text", TRIGGERS[:5])
def test_export_to_xlsx_writes_formulas_as_text(text):
    (cell,) = details(as_xlsx(entry("Police", 2, "2010-05-12", text)))

    assert cell.data_type == "s"
    assert cell.value == text


def test_export_to_xlsx_has_no_formula_element_anywhere():
    file = io.BytesIO()
    write_xlsx([entry("=Agency", 2, "2010-05-12", "=1", source="=2", extra={"=3": "=4"})], file)

    with zipfile.ZipFile(file) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]


def test_export_to_word_gives_formulas_a_leading_apostrophe():
    table = as_docx(entry("Police", 2, "2010-05-12", "=1+1"))

    assert "'=1+1" in table[1]


def test_export_keeps_text_dates_and_origin():
    given = entry(
        "Housing",
        7,
        "2010-04-01",
        "Arrears £120 – “letter 2”.\nSecond line.",
        until="2010-04-30",
        source="Rent account",
        child_seen="alone",
        extra={"Attendance %": "86"},
        version=3,
    )

    (row,) = as_csv(given)

    assert row["Date"] == "April 2010"
    assert (row["First day"], row["Last day"]) == ("2010-04-01", "2010-04-30")
    assert row["Details"] == "Arrears £120 – “letter 2”.\nSecond line."
    assert (row["Agency"], row["Uploaded as"], row["Version"], row["Row"]) == (
        "Housing",
        "housing.csv",
        "3",
        "7",
    )
    assert row["Child seen"] == "Yes, alone"
    assert row["Attendance %"] == "86"


def test_export_to_word_keeps_line_breaks_and_repeats_the_headings():
    table = as_docx(entry("Housing", 7, "2010-04-01", "First line.\nSecond line."))

    assert table[0][:4] == ["Date", "Time", "Agency", "Source"]
    assert "First line.\nSecond line." in table[1]


def test_export_to_xlsx_loses_nothing_of_a_text_longer_than_a_cell():
    text = "a" * LONGEST + "b" * 100

    cells = [str(cell.value) for cell in details(as_xlsx(entry("Police", 2, "2010-05-12", text)))]

    assert "".join(cells) == text
    assert max(map(len, cells)) <= 32_767


def test_export_leaves_out_characters_that_no_document_can_hold():
    given = entry("Police", 2, "2010-05-12", "before\x00\x0b\ud800after")

    assert details(as_xlsx(given))[0].value == "beforeafter"
    assert "beforeafter" in as_docx(given)[1]
    assert as_csv(given)[0]["Details"] == "beforeafter"


def test_export_names_no_person_or_tool_in_the_properties():
    file = io.BytesIO()
    write_docx([], file, title="Merged chronology")

    properties = docx.Document(file).core_properties
    assert (properties.author, properties.comments, properties.title) == ("", "", "Merged chronology")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"day": "2010-05-12"}, "12/05/2010"),
        ({"day": "2010-05-12", "uncertain": True}, "?12/05/2010"),
        ({"day": "2010-05-01", "until": "2010-05-31", "precision": "month"}, "May 2010"),
        ({"day": "2009-01-01", "until": "2009-12-31", "precision": "year"}, "2009"),
        ({"day": "2009-12-01", "until": "2010-02-28", "precision": "season"}, "Winter 2009"),
        ({"day": "2009-09-01", "until": "2009-12-31", "precision": "season"}, "Autumn term 2009"),
        ({"day": "2010-05-12", "until": "2010-05-15", "precision": "range"}, "12/05/2010 - 15/05/2010"),
    ],
)
def test_export_shows_a_date_as_widely_as_it_was_stated(given, shown):
    assert shown_date(event(2, given.pop("day"), **given)) == shown


def test_export_shows_doubt_and_parts_of_the_day_in_times():
    assert shown_time(event(2, "2010-05-12", time="14:30", time_precision="approx")) == "c. 14:30"
    assert shown_time(event(2, "2010-05-12", time="14:30", time_end="15:15")) == "14:30-15:15"
    assert shown_time(event(2, "2010-05-12", time_precision="part_of_day", time_typed="pm")) == "pm"
    assert shown_time(event(2, "2010-05-12")) == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=3))
def test_export_to_csv_never_lets_a_cell_begin_like_a_formula_and_keeps_the_rest(texts):
    entries = [entry("Police", row, "2010-05-12", text) for row, text in enumerate(texts, 2)]

    cells = [row["Details"] for row in as_csv(*entries)]

    for text, cell in zip(texts, cells, strict=True):
        assert cell[:1] not in set("=+-@\t\r")
        assert cell.lstrip()[:1] not in set("=+-@")
        assert cell in {writable(text), f"'{writable(text)}"}


def test_export_of_twelve_thousand_entries_takes_seconds():
    template = entry("Police", 2, "2010-05-12", "Visit. No reply, card left. " * 8)
    many = [replace(template, event=replace(template.event, row=row)) for row in range(2, 12_002)]

    started = processor.seconds()
    for write in (write_csv, write_xlsx, write_docx):
        write(many, io.BytesIO())

    assert processor.seconds() - started < 60
