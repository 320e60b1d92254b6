"""The Word export as it comes out of a printer: paper, columns, headings, page numbers, what it says of itself."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from panels.chronology.export import write_docx
from panels.chronology.fields import LABELS
from tests.chronology.entries import entry

A4 = (16838, 11906)
CODE = "SCR-2012-04"


def saved(*entries: Any, **given: Any) -> bytes:
    file = io.BytesIO()
    write_docx(
        list(entries or [entry("Police", 2, "2010-05-12", "Visit.", child_seen="alone")]), file, **given
    )
    return file.getvalue()


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, ending: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(n).decode() for n in package.namelist() if n.startswith(ending))


def rows(content: bytes) -> list[Any]:
    return list(opened(content).tables[0]._tbl.tr_lst)


def test_word_export_is_a4_landscape():
    (section,) = opened(saved()).sections

    assert (section.page_width.twips, section.page_height.twips) == pytest.approx(A4, abs=2)
    assert section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"


def test_word_export_has_column_widths_that_fill_the_page_and_that_each_cell_repeats():
    content = saved()
    (section,), table = opened(content).sections, opened(content).tables[0]
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips

    assert room - 60 <= sum(grid) <= room
    assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    for row in rows(content):
        assert [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst] == grid
    assert grid[[cell.text for cell in table.rows[0].cells].index("Details")] == max(grid)


@pytest.mark.parametrize(
    ("detail", "whole"),
    [
        ("Visit.", True),
        ("Visit. No reply, card left. " * 8, True),
        ("One line.\n" * 10, True),
        ("Visit. No reply, card left. " * 300, False),
        ("One line.\n" * 60, False),
        ("", True),
    ],
)
def test_word_export_keeps_a_short_row_on_one_page(detail, whole):
    _, row = rows(saved(entry("Police", 2, "2010-05-12", detail)))

    assert (row.trPr.find(qn("w:cantSplit")) is not None) is whole


def test_word_export_lets_a_row_break_whose_long_text_is_in_a_narrow_column():
    _, row = rows(saved(entry("Police", 2, "2010-05-12", "Visit.", child_voice="I want to go home. " * 60)))

    assert row.trPr.find(qn("w:cantSplit")) is None


def test_word_export_repeats_its_heading_row_and_no_other():
    heading, row = rows(saved())

    assert heading.trPr.find(qn("w:tblHeader")) is not None
    assert heading.trPr.find(qn("w:cantSplit")) is not None
    assert row.trPr.find(qn("w:tblHeader")) is None


def test_word_export_numbers_its_pages_by_fields():
    footer = opened(saved()).sections[0].footer._element
    words = "".join(element.text or "" for element in footer.iter(qn("w:t")))
    fields = [element.get(qn("w:instr")).strip() for element in footer.iter(qn("w:fldSimple"))]

    assert fields == ["PAGE", "NUMPAGES"]
    assert words == "Page 1 of 1"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({"case_code": CODE}, f"{CODE}\tChronology"),
        ({"case_code": CODE, "title": "Merged chronology"}, f"{CODE}\tMerged chronology"),
        ({"case_code": "A & B <1>"}, "A & B <1>\tChronology"),
        ({"case_code": "\x00SCR"}, "SCR\tChronology"),
        ({"title": "a\x0bb"}, "ab"),
        ({}, "Chronology"),
    ],
)
def test_word_export_has_the_case_code_and_title_at_the_head_of_each_page(given, shown):
    assert opened(saved(**given)).sections[0].header.paragraphs[0].text == shown


def test_word_export_is_in_british_english():
    content = saved()

    assert 'w:lang w:val="en-GB"' in part(content, "word/styles.xml")
    assert "en-US" not in part(content, "word/styles.xml") + part(content, "word/settings.xml")


@pytest.mark.parametrize(
    "trace",
    ["python-docx", "2013", "Macintosh", "thumbnail", "<dc:creator>", "dcterms:created", "lastModifiedBy"],
)
def test_word_export_carries_nothing_of_the_librarys_template(trace):
    content = saved()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()

    assert trace not in part(content, "docProps/") + part(content, "_rels/") + "\n".join(names)


@pytest.mark.parametrize(
    ("seen", "voice", "shown"),
    [
        ("yes", "", ("Yes", "")),
        ("no", "", ("No", "")),
        ("alone", "Wants to stay with Gran.", ("Yes, alone", "Wants to stay with Gran.")),
        (None, "Quiet, drew a house.", ("", "Quiet, drew a house.")),
        (None, "", ("", "")),
        ("yes", "=1+1", ("Yes", "'=1+1")),
    ],
)
def test_word_export_has_columns_for_child_seen_and_the_childs_voice(seen, voice, shown):
    table = opened(saved(entry("Police", 2, "2010-05-12", child_seen=seen, child_voice=voice))).tables[0]
    headings, cells = ([cell.text for cell in row.cells] for row in table.rows)
    labels = [LABELS["child_seen"], LABELS["child_voice"]]

    assert tuple(cells[headings.index(label)] for label in labels) == shown
    assert not [cell for label in labels for cell in cells if f"{label}: " in cell]
