"""Workbooks in the Strict form of ISO/IEC 29500, of which openpyxl finds no sheet."""

from __future__ import annotations

from tests.chronology.bad_files import (
    PACKAGE,
    RELATIONS,
    SHEET,
    cell,
    sheet_xml,
    table_xml,
    zipped,
)

STRICT_SHEET = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>{{}}</Types>'
)


def strict_workbook(*sheets: str, names: tuple[str, ...] = ("Events", "More"), hidden: int = 0) -> bytes:
    """Return a Strict workbook of these sheets' rows; the first `hidden` of them are hidden."""
    parts: dict[str, bytes | str] = {}
    listed, related, types = "", "", ""
    for number, (name, rows) in enumerate(zip(names, sheets, strict=False), 1):
        state = ' state="hidden"' if number <= hidden else ""
        listed += f'<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>'
        related += (
            f'<Relationship Id="r{number}" Type="{RELATIONS}/worksheet" Target="worksheets/s{number}.xml"/>'
        )
        types += f'<Override PartName="/xl/worksheets/s{number}.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        parts[f"xl/worksheets/s{number}.xml"] = strict(sheet_xml(rows))
    parts["[Content_Types].xml"] = TYPES.format(types)
    parts["_rels/.rels"] = strict(
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>'
    )
    parts["xl/_rels/workbook.xml.rels"] = strict(
        f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
    )
    parts["xl/workbook.xml"] = strict(
        f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>'
    )
    return zipped(parts)


def strict(xml: str) -> str:
    return xml.replace(SHEET, STRICT_SHEET).replace(RELATIONS, STRICT_RELATIONS)


def rows_of(*rows: tuple[str, ...]) -> str:
    return table_xml((("Date", "Source", "Details"), *rows))


def dated_row(number: int, iso: str, *texts: str) -> str:
    """Return a row whose date is a cell of the type that only the Strict form has."""
    rest = "".join(cell(f"{chr(66 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}"><c r="A{number}" t="d"><v>{iso}</v></c>{rest}</row>'
