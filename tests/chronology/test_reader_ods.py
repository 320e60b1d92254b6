"""What LibreOffice can put in a sheet, from raw XML: the same rules as for Excel."""

from __future__ import annotations

import pytest

from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.bad_files import zipped
from tests.chronology.reading_made import held, notices

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"'
    for prefix in ("office", "style", "text", "table", "number", "draw", "dc", "calcext")
)
_STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:text>-</number:text><number:year/></number:date-style>'
    '<number:date-style style:name="N2"><number:day/><number:month/><number:year/></number:date-style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="child" style:family="table-cell" style:parent-style-name="month"/>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def _cell(text: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'
    )


def _row(*cells: str, attributes: str = "") -> str:
    markup = "".join(cell if cell.startswith("<") else _cell(cell) for cell in cells)
    return f"<table:table-row{attributes}>{markup}</table:table-row>"


def _sheet(*rows: str, name: str = "Sheet1", before: str = "", style: str = "") -> str:
    return f'<table:table table:name="{name}"{style}>{before}{_row("Date", "Time", "Source", "Details")}{"".join(rows)}</table:table>'


def _read(*sheets: str, settings: str = "", styles: str = "") -> ReadResult:
    content = (
        f"<office:document-content {_NAMES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{settings}{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, bytes | str] = {"content.xml": content}
    if styles:
        parts["styles.xml"] = (
            f"<office:document-styles {_NAMES}><office:styles>{styles}</office:styles></office:document-styles>"
        )
    return parse(zipped(parts), "a.ods")


def _date(value: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="date" office:date-value="{value}"{named}><text:p>shown</text:p></table:table-cell>'


_EMPTY = "<table:table-cell/>"


@pytest.mark.parametrize(
    ("style", "precision"), [("", "day"), ("month", "month"), ("child", "month"), ("unknown", "day")]
)
def test_date_cell_is_as_wide_as_its_display_style(style: str, precision: str) -> None:
    result = _read(_sheet(_row(_date("2009-04-01", style), _EMPTY, "File", "Seen")))

    assert result.events[0].precision == precision


def test_display_style_may_come_from_the_column_and_from_the_common_styles() -> None:
    column = '<table:table-column table:default-cell-style-name="shared"/>'
    shared = (
        '<number:date-style style:name="N9"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="shared" style:family="table-cell" style:data-style-name="N9"/>'
    )

    result = _read(_sheet(_row(_date("2009-04-01"), _EMPTY, "File", "Seen"), before=column), styles=shared)

    assert result.events[0].precision == "month"


def test_date_time_and_time_cells_give_the_clock_time() -> None:
    clock = '<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"/>'
    rows = _row(_date("2009-04-01T14:30:00"), _EMPTY, "File", "Seen") + _row(
        _date("2009-04-01"), clock, "File", "Seen"
    )

    assert [event.time for event in _read(_sheet(rows)).events] == ["14:30", "09:05"]


def test_bare_serial_follows_the_null_date() -> None:
    number = '<table:table-cell office:value-type="float" office:value="38000"><text:p>38,000</text:p></table:table-cell>'
    null = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    sheet = _sheet(_row(number, _EMPTY, "File", "Seen"))

    assert str(_read(sheet).events[0].date_start) == "2004-01-14"
    assert str(_read(sheet, settings=null).events[0].date_start) == "2008-01-15"


def test_formula_errors_and_formulas_without_a_result_hold_the_row() -> None:
    error = '<table:table-cell table:formula="of:=A0" office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    unsaved = '<table:table-cell table:formula="of:=TODAY()"/>'

    result = _read(_sheet(_row(error, _EMPTY, "File", "Seen"), _row(unsaved, _EMPTY, "File", "Seen")))

    assert held(result) == [(2, "formula_error", "date"), (3, "formula_error", "date")]


def test_repeated_rows_and_cells_are_counted_and_a_million_empty_ones_cost_nothing() -> None:
    rows = (
        _row(_EMPTY, attributes=' table:number-rows-repeated="3"')
        + _row(
            "3/4/09",
            _EMPTY,
            _cell("same", ' table:number-columns-repeated="2"'),
            attributes=' table:number-rows-repeated="2"',
        )
        + _row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes=' table:number-rows-repeated="1048570"',
        )
    )

    result = _read(_sheet(rows))

    assert [(event.row, event.source, event.detail) for event in result.events] == [
        (5, "same", "same"),
        (6, "same", "same"),
    ]


def test_spanned_date_counts_for_its_rows_and_covered_cells_do_not() -> None:
    top = _cell("3/4/09", ' table:number-rows-spanned="2" table:number-columns-spanned="1"')
    covered = "<table:covered-table-cell><text:p>ghost</text:p></table:covered-table-cell>"

    result = _read(_sheet(_row(top, _EMPTY, "File", "One"), _row(covered, _EMPTY, "File", "Two")))

    assert [event.date_typed for event in result.events] == ["3/4/09", "3/4/09"]


def test_hidden_sheets_rows_columns_and_closed_groups_are_reported() -> None:
    columns = '<table:table-column table:number-columns-repeated="4"/><table:table-column table:visibility="collapse"/>'
    shut = f'<table:table-row-group table:display="false">{_row("5/4/09", _EMPTY, "File", "Three")}</table:table-row-group>'
    rows = (
        _row("3/4/09", _EMPTY, "File", "One", "secret")
        + _row("4/4/09", _EMPTY, "File", "Two", attributes=' table:visibility="filter"')
        + shut
    )

    result = _read(_sheet(rows, before=columns), _sheet(name="Old", style=' table:style-name="gone"'))

    assert held(result) == [(3, "hidden_row", None), (4, "hidden_row", None)]
    assert notices(result) == [("hidden_sheet", "Old"), ("hidden_column", "column E")]


def test_text_keeps_its_breaks_and_spaces_and_leaves_out_notes() -> None:
    rich = (
        '<table:table-cell office:value-type="string"><office:annotation><dc:date>x</dc:date><text:p>note</text:p></office:annotation>'
        '<text:p>One <text:span>two</text:span><text:s text:c="2"/>three<text:tab/>four<text:line-break/>five</text:p>'
        "<text:p>six\n   <text:a>seven</text:a></text:p></table:table-cell>"
    )

    event = _read(_sheet(_row("3/4/09", _EMPTY, "File", rich))).events[0]

    assert event.detail == "One two  three\tfour\nfive\nsix seven"


def test_percentages_currencies_and_booleans_are_kept_as_shown() -> None:
    shown = '<table:table-cell office:value-type="percentage" office:value="0.943"><text:p>94.3%</text:p></table:table-cell>'
    yes = '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>'

    event = _read(_sheet(_row("3/4/09", _EMPTY, "File", "Seen", shown, yes))).events[0]

    assert event.extra == {"column E": "94.3%", "column F": "TRUE"}
