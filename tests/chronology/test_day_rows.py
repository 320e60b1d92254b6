"""Dates in rows of their own, above entries that have no date column."""

from __future__ import annotations

import io

import openpyxl
import pytest

from panels.chronology.fixlist import write_fix_list
from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.reading_made import held, notices, read_rows
from tests.chronology.word_parts import read, row, table

LOG = ("Time", "Entry", "Staff")
SOURCE = {"source": {"constant": "Daily log"}}
DAYS = [["Monday 4 May 2009"], ["07:30", "Woke.", "AB"], ["19:00", "Contact.", "CD"], ["Tuesday 5 May 2009"], ["08:00", "School.", "AB"]]  # fmt: skip


def _read(*rows: list[str]) -> ReadResult:
    return read_rows(*rows, headings=LOG, mapping=SOURCE)


def _told(result: ReadResult) -> list[tuple[int, str, str | None]]:
    return [(event.row, str(event.date_start), event.time) for event in result.events]


def test_rows_below_a_date_are_of_that_day_and_the_author_is_told() -> None:
    result = _read(*DAYS)

    assert _told(result) == [
        (3, "2009-05-04", "07:30"),
        (4, "2009-05-04", "19:00"),
        (6, "2009-05-05", "08:00"),
    ]
    assert notices(result) == [("days_above", "the file")]
    assert result.notices[0].message.startswith("2 rows hold nothing but a date")
    assert result.mapping["date"] == "Date (in the row above)"


@pytest.mark.parametrize(
    "typed", ["04/05/2009", "4.5.09", "Mon 4 May 09", "4th May 2009", "2009-05-04", "MONDAY 4 MAY 2009"]
)
def test_date_above_may_be_written_in_any_way(typed: str) -> None:
    assert (
        _told(_read([typed], ["07:30", "Woke.", "AB"], ["05/05/2009"], ["08:00", "School.", "AB"]))[0][1]
        == "2009-05-04"
    )


@pytest.mark.parametrize(
    "typed", ["Wed 6 May", "6/5", "Wednesday", "32/05/2009", "6 May 2009?!", "05/25/2009"]
)
def test_row_that_should_be_a_date_ends_the_day_before_it(typed: str) -> None:
    result = _read(*DAYS, [typed], ["09:00", "Clinic.", "AB"])

    assert [event.row for event in result.events] == [3, 4, 6]
    assert [(number, name) for number, _, name in held(result)] == [(8, "date")]


def test_words_alone_in_a_row_leave_the_day_as_it_is() -> None:
    result = _read(*DAYS, ["Late shift"], ["21:00", "Asleep.", "CD"])

    assert _told(result)[-1] == (8, "2009-05-05", "21:00")
    assert held(result) == [(7, "not_an_event", None)]


def test_rows_above_the_first_date_have_none() -> None:
    result = _read(["06:00", "Handover.", "AB"], *DAYS)

    assert held(result) == [(2, "missing_date", "date")]


def test_month_alone_above_rows_is_no_day() -> None:
    event = _read(*DAYS, ["June 2009"], ["09:00", "Clinic.", "AB"]).events[-1]

    assert (str(event.date_start), str(event.date_end), event.precision) == (
        "2009-06-01",
        "2009-06-30",
        "month",
    )


def test_table_with_a_date_column_is_read_by_it() -> None:
    rows = [
        ["4 May 2009", "", ""],
        ["5/5/2009", "File", "Visit"],
        ["6 May 2009", "", ""],
        ["", "File", "Call"],
    ]
    result = read_rows(*rows, headings=("Date", "Source", "Details"))

    assert [str(event.date_start) for event in result.events] == ["2009-05-05"]
    assert "days_above" not in {code for code, _ in notices(result)}


def test_one_date_alone_makes_no_days() -> None:
    result = read_rows(
        ["4 May 2009"],
        ["07:30", "Woke.", "AB"],
        headings=("Time", "Note", "Source"),
        mapping={"date": "Time"},
    )

    assert result.events == () and "days_above" not in {code for code, _ in notices(result)}


def test_days_of_a_word_table_may_be_merged_over_its_width() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = [row(wide.format(each[0])) if len(each) == 1 else row(*each) for each in DAYS]
    result = read(table(*rows, headings=("Time", "Entry", "Source")))

    assert [(event.row, str(event.date_start)) for event in result.events] == [
        (3, "2009-05-04"),
        (4, "2009-05-04"),
        (6, "2009-05-05"),
    ]


def test_fix_list_keeps_the_rows_of_the_author() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Time", "Entry", "Source"], *DAYS, ["06/13/2009"], ["09:00", "Clinic.", "Log"]):
        sheet.append(line)
    original, fixed = io.BytesIO(), io.BytesIO()
    book.save(original)

    write_fix_list(original.getvalue(), parse(original.getvalue(), "days.xlsx"), fixed)

    marked = openpyxl.load_workbook(fixed).worksheets[0]
    assert (marked["A2"].value, marked["B8"].value) == ("Monday 4 May 2009", "Clinic.")
    assert marked["A8"].comment is not None


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", " | "])
def test_text_may_be_parted_by_any_of_four_marks(mark: str) -> None:
    lines = (("Date", "Source", "Details"), ("04/05/2009", "File 2", "Visit no reply"))
    result = parse("\n".join(mark.join(line) for line in lines).encode(), "a.txt")

    assert [(event.source, event.detail) for event in result.events] == [("File 2", "Visit no reply")]


@pytest.mark.parametrize(
    "heading",
    ["Event / Evidence / Source", "Event/Source", "Incident / Source", "Details and source", "Summary & source of information", "What happened / source"],
)  # fmt: skip
def test_column_that_holds_the_event_with_its_source_is_the_event(heading: str) -> None:
    result = read_rows(["04.05.09", "Referral from school", "A12"], headings=["Date", heading, "Page"])

    assert result.mapping["detail"] == heading
