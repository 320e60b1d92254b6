"""What Word can put in a table, from raw XML."""

from __future__ import annotations

from panels.chronology.interchange import result_to_json
from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.bad_files import WORD, zipped
from tests.chronology.reading_made import held, notices

_HEADINGS = ("Date", "Source", "Details")


def _p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else _p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _tr(*cells: str, properties: str = "") -> str:
    markup = "".join(cell if cell.startswith(("<w:tc>", "<w:sdt>")) else _tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{markup}</w:tr>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def _read(*body: str) -> ReadResult:
    document = f'<w:document xmlns:w="{WORD}" xmlns:mc="mc" xmlns:v="v"><w:body>{"".join(body)}</w:body></w:document>'
    return parse(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document}), "a.docx")


def _table(*rows: str) -> str:
    return _tbl(_tr(*_HEADINGS), *rows)


def test_rows_are_those_of_the_table_with_its_heading_row_as_one() -> None:
    result = _read(
        _p("Title"), _table(_tr("3/4/09", "File", "Seen"), _tr("", "", ""), _tr("4/4/09", "File", "Left"))
    )

    assert [event.row for event in result.events] == [2, 4]


def test_cover_table_is_ignored_with_a_notice_and_two_chronologies_are_told_apart() -> None:
    cover = _tbl(_tr("Author", "A. Manager"))
    result = _read(cover, _table(_tr("3/4/09", "File", "Seen")), _table(_tr("4/4/09", "File", "Left")))

    assert [(event.part, event.row) for event in result.events] == [(2, 2), (3, 2)]
    assert notices(result) == [("part_ignored", "Table 1")]
    assert [event["part"] for event in result_to_json(result)["events"]] == [2, 3]


def test_vertically_merged_date_counts_for_all_its_rows() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    result = _read(
        _table(
            _tr(_tc("3/4/09", start), "File", "One"),
            _tr(_tc("ghost", on), "File", "Two"),
            _tr(_tc("", on), "File", "Three"),
            _tr("", "File", "Four"),
        )
    )

    assert [event.date_typed for event in result.events] == ["3/4/09"] * 3
    assert held(result) == [(5, "missing_date", "date")]


def test_cells_stay_in_their_columns_beside_a_wide_cell_and_after_a_gap() -> None:
    year = _tr(_tc("2009", '<w:gridSpan w:val="3"/>'))
    gap = _tr("File", "Seen", properties='<w:gridBefore w:val="1"/>')

    result = _read(_table(year, gap, _tr("3/4/09", "File", "Seen")))

    assert held(result) == [(2, "not_an_event", None), (3, "missing_date", "date")]
    assert [event.row for event in result.events] == [4]


def test_insertions_are_read_deletions_are_not_and_the_author_is_told() -> None:
    changed = (
        "<w:p><w:ins><w:r><w:t>Seen</w:t></w:r></w:ins><w:del><w:r><w:delText>Missed</w:delText><w:t>twice</w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>"
    )
    result = _read(
        _table(_tr("3/4/09", "File", _tc(changed)), _tr("4/4/09", "File", "x", properties="<w:del/>"))
    )

    assert [event.detail for event in result.events] == ["Seen here"]
    assert notices(result) == [("tracked_changes", None)]
    assert held(result) == []


def test_paragraphs_breaks_tabs_links_fields_and_controls_are_text() -> None:
    rich = (
        "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
        "<w:p><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:smartTag><w:r><w:t> tagged</w:t></w:r></w:smartTag><w:r><w:noBreakHyphen/><w:footnoteReference/></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    event = _read(_table(_tr("3/4/09", "File", _tc(rich)))).events[0]

    assert event.detail == "One\ntwo\tthree\nlink tagged‑\ncontrol"


def test_cell_inside_a_content_control_keeps_its_column() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{_tc('File')}</w:sdtContent></w:sdt>"

    result = _read(_table(_tr("3/4/09", control, "Seen")))

    assert (result.events[0].source, result.events[0].detail) == ("File", "Seen")


def test_text_box_is_read_once_and_its_fallback_is_not() -> None:
    box = "<v:txbxContent>{}</v:txbxContent>".format(_p("Boxed"))
    drawing = f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"

    assert _read(_table(_tr("3/4/09", "File", _tc(drawing)))).events[0].detail == "Boxed"


def test_table_inside_a_cell_is_part_of_its_text() -> None:
    inner = _tbl(_tr("a", "b"), _tr("c", "d"))

    assert (
        _read(_table(_tr("3/4/09", "File", _tc(_p("See:") + inner)))).events[0].detail == "See:\na\tb\nc\td"
    )


def test_chronology_laid_inside_a_layout_table_is_found() -> None:
    result = _read(_tbl(_tr(_tc(_p("Layout") + _table(_tr("3/4/09", "File", "Seen"))))))

    assert [event.row for event in result.events] == [2]
    assert notices(result) == []


def test_comments_in_the_margin_are_mentioned() -> None:
    noted = "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:commentReference/></w:r></w:p>"

    assert notices(_read(_table(_tr("3/4/09", "File", _tc(noted))))) == [("comments_not_read", None)]
