"""What Excel can put in a sheet, from raw XML: styles, formulas, merges, hidden things, strict files."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from python_calamine import load_workbook

from panels.chronology.model import Event, ReadResult
from panels.chronology.parsing import parse
from panels.chronology.readers.number_formats import shows
from tests.chronology.bad_files import PACKAGE, RELATIONS, SHEET, cell, sheet_xml, table_xml, xlsx
from tests.chronology.reading_made import held, notices

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def _styles(*codes: str) -> str:
    formats = "".join(f'<numFmt numFmtId="{170 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    xfs = "".join(f'<xf numFmtId="{170 + i}"/>' for i in range(len(codes)))
    return f'<styleSheet xmlns="{SHEET}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs></styleSheet>'


def _book(rows: str, *, codes: tuple[str, ...] = (), strings: str = "", **sheet: str) -> ReadResult:
    """Build a workbook with the headings in row 1, raw rows below, styles and shared strings."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for kind, target in (
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        )
    )
    extra: dict[str, bytes | str] = {
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations.replace(chr(34) + "worksheet" + chr(34), chr(34) + "r1" + chr(34), 1)}</Relationships>',
        "xl/styles.xml": _styles(*codes),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
    }
    headings = table_xml((("Date", "Source", "Details", "Time", "Room"),))
    return parse(xlsx(sheet_xml(headings + rows, **sheet), extra), "a.xlsx")


def _row(number: int, date: str, *more: str, source: str = "File", attributes: str = "") -> str:
    rest = cell(f"B{number}", source) + cell(f"C{number}", "Seen") + "".join(more)
    return f'<row r="{number}"{attributes}>{date}{rest}</row>'


def _only(result: ReadResult) -> Event:
    assert held(result) == []
    return result.events[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dd/mm/yyyy", "day"),
        ("d-mmm", "day"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "day"),
        ("ddd&quot; &quot;d mmm yyyy".replace("&quot;", '"'), "day"),
        ("mmm-yy", "month"),
        ("[$-809]mmm\\ yyyy;@", "month"),
        ('"d"mmmm" of "yyyy', "month"),
        ("yyyy", "year"),
        ("hh:mm", "time"),
        ("[h]:mm:ss", "elapsed"),
        ("h:mm AM/PM", "time"),
        ("dd/mm/yyyy hh:mm", "day"),
        ("mm:ss.0", "time"),
        ("General", None),
        ("0.00", None),
        ('0" days"', None),
        ("[Red]0;[Blue]-0", None),
        ("#,##0.00_);[Red]", None),
        ("@", None),
    ],
)
def test_number_format_says_what_a_cell_shows(code: str, expected: str | None) -> None:
    assert shows(170, code) == expected


def test_built_in_formats_are_known() -> None:
    assert [shows(number, None) for number in (0, 9, 14, 17, 20, 22, 49)] == [
        None,
        None,
        "day",
        "month",
        "time",
        "day",
        None,
    ]


@pytest.mark.parametrize(
    ("code", "precision"), [("dd/mm/yyyy", "day"), ("mmm-yy", "month"), ("yyyy", "year"), ("hh:mm", "day")]
)
def test_date_cell_is_as_wide_as_its_display(code: str, precision: str) -> None:
    result = _book(_row(2, '<c r="A2" s="1"><v>39904</v></c>'), codes=(code,))

    assert _only(result).precision == precision


def test_time_cell_fills_the_time_and_the_date_cells_own_time_is_then_ignored() -> None:
    rows = _row(2, '<c r="A2" s="1"><v>39904.25</v></c>', '<c r="D2" s="2"><v>0.6041666666666666</v></c>')
    rows += _row(3, '<c r="A3" s="1"><v>39904.25</v></c>')

    result = _book(rows, codes=("dd/mm/yyyy hh:mm", "hh:mm"))

    assert [event.time for event in result.events] == ["14:30", "06:00"]


def test_formula_gives_its_saved_result_and_without_one_the_row_is_held() -> None:
    saved = _row(2, '<c r="A2" s="1"><f>TODAY()</f><v>39904</v></c>')
    unsaved = _row(3, '<c r="A3" s="1"><f>TODAY()</f><v></v></c>') + _row(4, '<c r="A4"><f>A1</f></c>')
    error = _row(5, '<c r="A5" t="e"><f>A0</f><v>#REF!</v></c>')
    text = _row(6, '<c r="A6" t="str"><f>A9</f><v>3 April 2009</v></c>')

    result = _book(saved + unsaved + error + text, codes=("dd/mm/yyyy",))

    assert [(event.row, str(event.date_start)) for event in result.events] == [
        (2, "2009-04-01"),
        (6, "2009-04-03"),
    ]
    assert held(result) == [(row, "formula_error", "date") for row in (3, 4, 5)]


def test_formula_whose_saved_result_is_nothing_is_an_empty_cell() -> None:
    result = _book(_row(2, '<c r="A2" t="str"><f>IF(1,"","")</f><v></v></c>'))

    assert held(result) == [(2, "missing_date", "date")]


def test_error_in_a_column_that_is_only_kept_holds_nothing_back() -> None:
    result = _book(_row(2, cell("A2", "3/4/09"), '<c r="E2" t="e"><v>#N/A</v></c>'))

    assert _only(result).extra == {"Room": "#N/A"}


def test_rich_and_phonetic_text_and_escapes_are_read_as_seen() -> None:
    strings = "<si><r><t>Note </t></r><r><rPr/><t>book</t></r><rPh><t>ruby</t></rPh></si><si><t>one_x000D_\ntwo _x0041_</t></si>"
    row = f'<row r="2">{cell("A2", "3/4/09")}<c r="B2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>'

    event = _only(_book(row, strings=strings))

    assert (event.source, event.detail) == ("Note book", "one\ntwo A")


def test_rows_and_cells_without_references_count_on() -> None:
    plain = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("3/4/09", "File", "Seen"))

    result = _book(f'<row>{plain}</row><row r="9">{plain}</row><row>{plain}</row>')

    assert [event.row for event in result.events] == [2, 9, 10]


def test_merged_date_counts_for_all_its_rows_and_an_empty_one_is_never_filled() -> None:
    rows = _row(2, cell("A2", "3/4/09")) + _row(3, "") + _row(4, "")

    result = _book(rows, after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')

    assert [(event.row, event.date_typed) for event in result.events] == [(2, "3/4/09"), (3, "3/4/09")]
    assert held(result) == [(4, "missing_date", "date")]


def test_cell_merged_sideways_counts_once_and_what_lies_under_it_is_not_read() -> None:
    rows = (
        _row(2, cell("A2", "3/4/09"))
        + f'<row r="3">{cell("A3", "Total")}{cell("B3", "ghost")}{cell("C3", "ghost")}</row>'
    )

    result = _book(rows, after='<mergeCells><mergeCell ref="A3:E3"/></mergeCells>')

    assert held(result) == [(3, "not_an_event", None)]


def test_merge_that_begins_in_a_hidden_column_is_read_in_the_first_visible_one() -> None:
    rows = (
        f'<row r="2">{cell("A2", "3/4/09")}{cell("B2", "File")}{cell("C2", "Seen")}{cell("D2", "noon")}</row>'
    )
    hidden = '<cols><col min="4" max="4" hidden="1"/></cols>'

    result = _book(rows, before=hidden, after='<mergeCells><mergeCell ref="D2:E2"/></mergeCells>')

    assert _only(result).extra == {"Room": "noon"}


def test_hidden_row_is_held_and_hidden_column_is_a_notice() -> None:
    rows = _row(2, cell("A2", "3/4/09"), cell("E2", "x")) + _row(
        3, cell("A3", "3/4/09"), attributes=' hidden="1"'
    )

    result = _book(rows, before='<cols><col min="5" max="5" hidden="true"/></cols>')

    assert held(result) == [(3, "hidden_row", None)]
    assert notices(result) == [("hidden_column", "Room")]
    assert result.events[0].extra == {}


def test_column_without_a_heading_is_kept_under_its_letter() -> None:
    result = _book(_row(2, cell("A2", "3/4/09"), cell("L2", "late entry")))

    assert _only(result).extra == {"Room": "", "column L": "late entry"}
    assert result.unmapped_columns == ("Room", "column L")


def test_strict_workbook_reads_like_any_other() -> None:
    dated = _row(5, '<c r="A5" t="d"><v>2009-04-03T14:30:00</v></c>')
    sheet = sheet_xml(table_xml() + dated).replace(SHEET, _STRICT)

    events = parse(xlsx(sheet), "a.xlsx").events

    assert (len(events), str(events[3].date_start), events[3].time) == (4, "2009-04-03", "14:30")


def test_percentage_is_kept_as_it_is_shown_and_a_number_without_a_needless_point() -> None:
    percent = '<c r="E2" s="1"><v>0.943</v></c>'

    result = _book(
        f'<row r="2">{cell("A2", "3/4/09")}<c r="B2"><v>12</v></c>{cell("C2", "Seen")}{percent}</row>',
        codes=("0.0%",),
    )

    assert (_only(result).source, _only(result).extra["Room"]) == ("12", "94.3%")


def _two_sheets(*names: str, hidden: str = "") -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(["Date", "Source", "Details"])
        sheet.append(["3/4/09", "File", f"Seen on {name}"])
        if name == hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_visible_sheet_is_imported_with_its_number_and_a_hidden_one_is_a_notice() -> None:
    result = parse(_two_sheets("One", "Two", "Three", hidden="Two"), "a.xlsx")

    assert [(event.part, event.row) for event in result.events] == [(1, 2), (3, 2)]
    assert notices(result) == [("hidden_sheet", "Two")]


def test_texts_agree_with_an_independent_reader() -> None:
    data = _two_sheets("One")

    theirs = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    ours = parse(data, "a.xlsx").events[0]

    assert [ours.date_typed, ours.source, ours.detail] == theirs[1]
