from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from scr_portal.anonymise.documents import ScanFailed
from tests.anonymise.planting import NAME, clean_workbook, findings_in, linked, part, places, with_parts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def changed(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(clean_workbook()))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def planted_cell(book):
    book.active["B7"] = NAME


def planted_hidden_sheet(book):
    sheet = book.worksheets[1]
    sheet.sheet_state = "veryHidden"
    sheet["B7"] = NAME


def planted_hidden_row(book):
    book.active["A30"] = NAME
    book.active.row_dimensions[30].hidden = True
    book.active.column_dimensions["A"].hidden = True


def planted_formula(book):
    book.active["C3"] = f'=IF(A1="{NAME}",1,0)'


def planted_comment(book):
    book.active["B2"].comment = Comment(NAME, "x")


def planted_comment_author(book):
    book.active["B2"].comment = Comment("fine", NAME)


def planted_header(book):
    book.active.oddHeader.center.text = NAME


def planted_footer(book):
    book.active.firstFooter.right.text = NAME


def planted_defined_name(book):
    book.defined_names["subject"] = DefinedName("subject", attr_text=f'"{NAME}"')


def planted_sheet_name(book):
    book.worksheets[1].title = NAME


def planted_validation(book):
    rule = DataValidation(type="list", formula1=f'"{NAME},none"')
    rule.add("D1")
    book.active.add_data_validation(rule)


def planted_prompt(book):
    rule = DataValidation(type="whole", promptTitle="who", prompt=f"age of {NAME}")
    rule.add("D1")
    book.active.add_data_validation(rule)


def planted_link(book):
    book.active["B2"].hyperlink = "https://example.org/Tamsin-Aldercott"


def planted_link_tip(book):
    book.active["B2"].hyperlink = "https://example.org"
    book.active["B2"].hyperlink.tooltip = NAME


def planted_title(book):
    book.properties.title = NAME


def planted_author(book):
    book.properties.creator = NAME


def planted_two_cells(book):
    book.active["A9"], book.active["B9"] = "Tamsin", "Aldercott"


CHANGED = {
    "cell": (planted_cell, "sheet 1, cell B7"),
    "very hidden sheet": (planted_hidden_sheet, "hidden sheet 2, cell B7"),
    "hidden row and column": (planted_hidden_row, "sheet 1, cell A30"),
    "formula": (planted_formula, "formula in sheet 1, cell C3"),
    "comment": (planted_comment, "comment by an author on cell B2"),
    "comment author": (planted_comment_author, "comment by an author"),
    "page header": (planted_header, "page header of sheet 1"),
    "first page footer": (planted_footer, "page footer of sheet 1"),
    "defined name": (planted_defined_name, "defined name 1"),
    "sheet name": (planted_sheet_name, "the name of sheet 2"),
    "list of choices": (planted_validation, "data validation of sheet 1"),
    "prompt": (planted_prompt, "data validation of sheet 1"),
    "link target": (planted_link, "link target in sheet 1"),
    "link tip": (planted_link_tip, "the tip of a link in sheet 1"),
    "title": (planted_title, "document properties"),
    "author": (planted_author, "document properties"),
    "given and family name in two cells": (planted_two_cells, "sheet 1, row 9"),
}
THREADED = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    f'<threadedComment ref="B2" personId="x" id="y"><text>{NAME}</text></threadedComment></ThreadedComments>'
)
PERSONS = (
    '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    f'<person displayName="{NAME}" id="x" userId="y" providerId="None"/></personList>'
)
LINKED_BOOK = (
    f'<externalLink {MAIN}><externalBook><sheetNames><sheetName val="{NAME}"/></sheetNames>'
    "</externalBook></externalLink>"
)
LINKED_VALUES = (
    f"<externalLink {MAIN}><externalBook><sheetDataSet><sheetData><row><cell><v>{NAME}</v></cell></row></sheetData>"
    "</sheetDataSet></externalBook></externalLink>"
)
LINKED_FILE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="t" TargetMode="External" Target="file:///c:/Tamsin%20Aldercott/chronology.xlsx"/></Relationships>'
)
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    f'<xdr:cNvPr id="2" name="Picture 1" descr="{NAME}"/></xdr:wsDr>'
)
BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>Tamsin Al</a:t></a:r>'
    "<a:r><a:t>dercott</a:t></a:r></a:p></xdr:wsDr>"
)
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    f'<property name="x"><vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>'
)
ADDED = {
    "threaded comment": (
        {"xl/threadedComments/threadedComment1.xml": THREADED},
        "threaded comment on cell B2",
    ),
    "commenters": ({"xl/persons/person.xml": PERSONS}, "the name of an author in list of commenters"),
    "other workbook": ({"xl/externalLinks/externalLink1.xml": LINKED_BOOK}, "link to another workbook"),
    "values of another workbook": (
        {"xl/externalLinks/externalLink1.xml": LINKED_VALUES},
        "link to another workbook",
    ),
    "path of another workbook": (
        {
            "xl/externalLinks/externalLink1.xml": LINKED_BOOK.replace(NAME, "x"),
            "xl/externalLinks/_rels/externalLink1.xml.rels": LINKED_FILE.replace("%20", " "),
        },
        "link target in link to another workbook",
    ),
    "alternative text": ({"xl/drawings/drawing9.xml": DRAWING}, "alternative text in drawing"),
    "text box": ({"xl/drawings/drawing9.xml": BOX}, "drawing"),
    "custom property": ({"docProps/custom.xml": CUSTOM}, "custom properties"),
    "custom XML": ({"customXml/item1.xml": f"<a>{NAME}</a>"}, "custom XML"),
    "pivot table": (
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition {MAIN}><s v="{NAME}"/></pivotCacheDefinition>'
        },
        "a setting in stored copy of a table",
    ),
    "table heading": (
        {"xl/tables/table1.xml": f'<table {MAIN}><tableColumn id="1" name="{NAME}"/></table>'},
        "a setting in table heading",
    ),
    "printer settings": (
        {"xl/printerSettings/printerSettings1.bin": bytes(20) + NAME.encode("utf-16-le")},
        "an embedded object: readable strings",
    ),
    "query": (
        {"xl/connections.xml": f'<connections {MAIN}><connection name="{NAME}"/></connections>'},
        "a setting in",
    ),
}


@pytest.mark.parametrize("place", CHANGED)
def test_scan_finds_a_name_in_every_place_of_a_workbook(place):
    change, where = CHANGED[place]

    assert any(where in each for each in places(changed(change), "a.xlsx")), places(changed(change), "a.xlsx")


@pytest.mark.parametrize("place", ADDED)
def test_scan_finds_a_name_in_every_further_part_of_a_workbook(place):
    parts, where = ADDED[place]
    data = with_parts(clean_workbook(), parts)

    assert any(where in each for each in places(data, "a.xlsx")), places(data, "a.xlsx")


def test_scan_of_a_clean_workbook_finds_nothing():
    assert findings_in(clean_workbook(), "a.xlsx") == []


def shared_texts(*texts: str, shown: int) -> bytes:
    """Return the clean workbook with shared texts, one of which is shown in cell A9."""
    items = "".join(f"<si><r><t>{text[:6]}</t></r><r><t>{text[6:]}</t></r></si>" for text in texts)
    sheet = part(clean_workbook(), "xl/worksheets/sheet1.xml")
    cell = f'<row r="9"><c r="A9" t="s"><v>{shown}</v></c></row></sheetData>'
    return with_parts(
        clean_workbook(),
        {
            "xl/sharedStrings.xml": f"<sst {MAIN}>{items}</sst>",
            "xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", cell),
        },
    )


def test_scan_finds_a_shared_text_in_the_cell_that_shows_it():
    assert places(shared_texts("nothing here", NAME, shown=1), "a.xlsx") == {"sheet 1, cell A9"}


def test_scan_finds_a_stored_text_that_no_cell_shows():
    assert places(shared_texts("nothing here", NAME, shown=0), "a.xlsx") == {
        "a stored text that no cell shows"
    }


def test_scan_finds_a_name_typed_in_two_fonts_in_one_cell():
    sheet = part(clean_workbook(), "xl/worksheets/sheet2.xml")
    cell = '<row r="5"><c r="A5" t="inlineStr"><is><r><t>Tamsin Alder</t></r><r><t>cott</t></r></is></c></row></sheetData>'
    data = with_parts(clean_workbook(), {"xl/worksheets/sheet2.xml": sheet.replace("</sheetData>", cell)})

    assert places(data, "a.xlsx") == {"sheet 2, cell A5"}


def test_scan_finds_a_name_in_the_rule_of_a_later_version_of_excel():
    sheet = part(clean_workbook(), "xl/worksheets/sheet1.xml")
    rule = (
        '<extLst><ext uri="x"><x14:cfRule xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        f'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><xm:f>A1="{NAME}"</xm:f></x14:cfRule></ext></extLst>'
    )
    data = with_parts(
        clean_workbook(), {"xl/worksheets/sheet1.xml": sheet.replace("</worksheet>", f"{rule}</worksheet>")}
    )

    assert places(data, "a.xlsx") == {"a rule of sheet 1"}


def test_scan_finds_a_name_in_a_sheet_that_the_workbook_no_longer_lists():
    lost = f'<worksheet {MAIN}><c t="inlineStr"><is><r><t>Tamsin Alder</t></r><r><t>cott</t></r></is></c></worksheet>'
    data = with_parts(clean_workbook(), {"xl/worksheets/sheet9.xml": lost})

    assert places(data, "a.xlsx") == {"another part of the document"}


def test_scan_finds_a_date_of_birth_stored_as_a_date_and_numbers_stored_as_numbers():
    def plant(book):
        book.active["A5"] = date(2007, 3, 9)
        book.active["A6"] = 9990000018
        book.active["A7"] = 7700900123

    where = {each.entry_id: each.where for each in findings_in(changed(plant), "a.xlsx") if each.entry_id}

    assert where == {"C2": "sheet 1, cell A5", "C3": "sheet 1, cell A6", "C4": "sheet 1, cell A7"}


def test_scan_of_a_workbook_finds_a_link_to_a_person_in_its_relationships():
    data = linked(clean_workbook(), "xl/_rels/workbook.xml.rels", "https://example.org/Tamsin-Aldercott")

    assert "link target in the workbook" in places(data, "a.xlsx")


def test_scan_of_a_workbook_whose_cell_refers_to_a_lost_text_fails():
    with pytest.raises(ScanFailed, match="does not hold"):
        findings_in(shared_texts("nothing here", shown=99), "a.xlsx")
