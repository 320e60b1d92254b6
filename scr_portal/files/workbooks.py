"""A workbook that only a passphrase opens, made in memory: nothing of it is ever on disk in clear.

The workbook is written here because openpyxl keeps each sheet in a temporary file while it writes, and that file is not
encrypted. Every cell is text, so a spreadsheet runs none of them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from msoffcrypto.format.ooxml import OOXMLFile

Rows = Iterable[Sequence[Any]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


SMALLEST = 5_000
"""A sheet is filled up to so many characters and not compressed: msoffcrypto-tool 6.1 writes a package of less than 4,096 bytes
so that it cannot be opened again."""


def encrypted_workbook(sheets: Mapping[str, Rows], passphrase: str) -> bytes:
    """Return the sheets, by their names, as an .xlsx that Excel opens with the passphrase (ECMA-376 agile encryption)."""
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(sheets))).encrypt(passphrase, sealed)
    return sealed.getvalue()


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return the sheets as an .xlsx that is not encrypted."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_STORED) as package:
        numbered = list(enumerate(sheets.items(), start=1))
        put(package, "[Content_Types].xml", content_types([number for number, _ in numbered]))
        put(package, "_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")]))
        put(package, "xl/workbook.xml", names([(number, name) for number, (name, _) in numbered]))
        put(
            package,
            "xl/_rels/workbook.xml.rels",
            relationships(
                [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number, _ in numbered]
            ),
        )
        for number, (_, rows) in numbered:
            put(package, f"xl/worksheets/sheet{number}.xml", sheet(rows))
    return to.getvalue()


def put(package: zipfile.ZipFile, name: str, text: str) -> None:
    """Store a part without a time, so that the same sheets make the same workbook."""
    package.writestr(zipfile.ZipInfo(name), text)


def content_types(numbers: Iterable[int]) -> str:
    parts = [("/xl/workbook.xml", f"{SHEET}.sheet.main+xml")]
    parts += [(f"/xl/worksheets/sheet{number}.xml", f"{SHEET}.worksheet+xml") for number in numbers]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(entries: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def names(sheets: Iterable[tuple[int, str]]) -> str:
    lines = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in sheets
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{lines}</sheets></workbook>'


def sheet(rows: Rows) -> str:
    lines = "".join(f"<row>{''.join(cell(value) for value in row)}</row>" for row in rows)
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'.ljust(SMALLEST)


def cell(value: Any) -> str:
    """Return one cell of text; what XML cannot hold is a mark that something stood there."""
    text = escape(NOT_IN_XML.sub("\ufffd", "" if value is None else str(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
