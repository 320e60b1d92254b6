"""Records printed as cards, a label and a value a line, are read as one row each."""

from __future__ import annotations

import io

import openpyxl
import pytest

from panels.chronology.fixlist import write_fix_list
from panels.chronology.model import ReaderError, ReadResult
from panels.chronology.parsing import parse
from tests.chronology.reading_made import held, notices
from tests.chronology.word_parts import paragraph, read, row, table

CARD = {"Date": "12 May 2009 10:15", "Clinician": "Dr A", "Source": "Surgery", "Details": "Cough."}
LATER = {"Date": "1 June 2009", "Clinician": "Dr B", "Source": "Telephone", "Details": "Mother rang."}


def _card(fields: dict[str, str], *more: str) -> str:
    return table(*(row(label, value) for label, value in fields.items()), *more, headings=())


def _told(result: ReadResult) -> list[tuple[str, str]]:
    return [(str(event.date_start), event.detail) for event in result.events]


def _lines(*rows: str) -> ReadResult:
    return parse("\n".join(rows).encode(), "cards.csv")


def test_cards_of_a_document_are_rows_in_their_order() -> None:
    result = read(_card(CARD), paragraph(), _card(LATER))

    assert _told(result) == [("2009-05-12", "Cough."), ("2009-06-01", "Mother rang.")]
    assert [(event.row, event.staff, event.source) for event in result.events] == [
        (2, "Dr A", "Surgery"),
        (3, "Dr B", "Telephone"),
    ]


def test_author_is_told_that_cards_were_read_and_what_was_left_out() -> None:
    alone = read(_card(CARD), _card(LATER))
    headed = read(_card({"Patient": "Child R"}), _card(CARD), _card(LATER))

    assert notices(alone) == notices(headed) == [("cards_read", None)]
    assert (
        "holds 2 records" in alone.notices[0].message
        and "row 2 is the first record" in alone.notices[0].message
    )
    assert "was not read" not in alone.notices[0].message
    assert headed.notices[0].message.endswith("What stands above the first of them was not read.")


@pytest.mark.parametrize(
    "lines",
    [
        ["Date,12/5/09", "Source,File", "Details,Cough.", "Date,1/6/09", "Source,File", "Details,Rang."],
        ["Date:,12/5/09", "Source:,File", "Details:,Cough.", "Date:,1/6/09", "Source:,File", "Details:,Rang."],
        ["Patient,Child R", "Date,12/5/09", "Source,File", "Details,Cough.", "Date,1/6/09", "Source,File", "Details,Rang."],
        ["Date,12/5/09", "Source,File", "Details,Cough.", "", "Date,1/6/09", "Details,Rang.", "Source,File"],
        ["Date;12/5/09", "Source;File", "Details;Cough.", "Date;1/6/09", "Source;File", "Details;Rang."],
        ["DATE,12/5/09", "SOURCE,File", "DETAILS,Cough.", "Staff,Dr A", "DATE,1/6/09", "SOURCE,File", "DETAILS,Rang."],
    ],
)  # fmt: skip
def test_cards_of_a_text_file_are_rows(lines: list[str]) -> None:
    assert _told(_lines(*lines)) == [("2009-05-12", "Cough."), ("2009-06-01", "Rang.")]


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        (",and a cold", "Cough.\nand a cold"),
        ("Read code noted", "Cough.\nRead code noted"),
        ("Details,and a cold", "Cough.\nand a cold"),
        ('"",', "Cough."),
        (",and a cold\n,and a fever", "Cough.\nand a cold\nand a fever"),
        ("A note that is much longer than any label on a card would be for anybody,x", "Cough.\nA note that is much longer than any label on a card would be for anybody\nx"),
    ],
)  # fmt: skip
def test_line_without_a_label_goes_on_with_the_value_above(more: str, detail: str) -> None:
    result = _lines(
        "Date,12/5/09", "Source,File", "Details,Cough.", more, "Date,1/6/09", "Source,File", "Details,Rang."
    )

    assert result.events[0].detail == detail


def test_card_without_a_date_that_can_be_read_is_held() -> None:
    assert held(read(_card(CARD), _card(LATER | {"Date": "not known"}))) == [(3, "missing_date", "date")]


def test_columns_of_cards_are_asked_about_like_any_others() -> None:
    first = {
        "Date": "12 May 2009",
        "Clinician": "Dr A",
        "Consultation": "Surgery",
        "History": "Cough for three days.",
    }
    second = first | {"Date": "1 June 2009"}
    asked = read(_card(first), _card(second))

    assert [question.field for question in asked.questions] == ["source", "detail"]
    assert asked.questions[1].candidates[0].heading == "History"


@pytest.mark.parametrize(
    "lines",
    [
        ["Date,12/5/09", "Source,File", "Details,Cough."],
        ["Name,Child R", "Address,A street", "Telephone,None"],
        ["Date,Event", "12/5/09,Cough.", "1/6/09,Rang.", "2/6/09,Seen."],
        ["Date,12/5/09", "Date,1/6/09", "Date,2/6/09"],
        ["Date,12/5/09", "Source,File", "Date,1/6/09", "Source,File"],
        ["Date,12/5/09,x", "Source,File,y", "Details,Cough.,z", "Date,1/6/09,x", "Source,File,y", "Details,Rang.,z"],
    ],
)  # fmt: skip
def test_lines_that_are_no_cards_are_read_as_before(lines: list[str]) -> None:
    try:
        result = _lines(*lines)
    except ReaderError:
        return
    assert not result.events and "cards_read" not in {code for code, _ in notices(result)}


def test_fix_list_of_cards_names_the_rows_as_they_were_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for fields in (CARD, LATER | {"Date": "09/25/2009"}):
        for line in fields.items():
            sheet.append(line)
    original, fixed = io.BytesIO(), io.BytesIO()
    book.save(original)
    result = parse(original.getvalue(), "cards.xlsx")

    write_fix_list(original.getvalue(), result, fixed)

    marked = openpyxl.load_workbook(fixed).worksheets[0]
    assert [cell.value for cell in marked[1]][:4] == list(CARD)
    assert marked["A3"].value == "09/25/2009" and marked["A3"].comment is not None
