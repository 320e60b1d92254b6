"""Malicious and damaged files, generated on the spot and small on disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from docx import Document

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HEADINGS = ("Date", "Source", "Details")
ROWS = (
    ("01/02/2005", "File", "Seen"),
    ("02/02/2005", "File", "Seen again"),
    ("3 March 2005", "File", "Left"),
)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def table_xml(rows: tuple[tuple[str, ...], ...] = (HEADINGS, *ROWS)) -> str:
    lines = (
        f'<row r="{r}">' + "".join(cell(f"{chr(65 + c)}{r}", text) for c, text in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, 1)
    )
    return "".join(lines)


def sheet_xml(rows: str | None = None, *, before: str = "", after: str = "", head: str = "") -> str:
    data = table_xml() if rows is None else rows
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{SHEET}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def xlsx(
    sheet: str | bytes = "", extra: dict[str, bytes | str] | None = None, *, content_types: str = ""
) -> bytes:
    """Return a workbook of one sheet from raw XML, with further parts."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f"<Types>{content_types}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(),
        **(extra or {}),
    }
    return zipped(parts)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(*, tables: int = 1) -> bytes:
    document = Document()
    for _ in range(tables):
        table = document.add_table(rows=0, cols=3)
        for row in (HEADINGS, *ROWS):
            for place, text in zip(table.add_row().cells, row, strict=True):
                place.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _locked_zip() -> bytes:
    data = bytearray(xlsx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_CSV = "Date,Source,Details\r\n01/02/2005,File,Seen\r\n"
_ODS_LOCKED = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'


def _deep_docx() -> bytes:
    nested = "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000
    document = f'<w:document xmlns:w="{WORD}"><w:body>{nested}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


BAD: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "an empty file": ("a.csv", "empty_file", lambda: b""),
    "only a byte order mark": ("a.csv", "empty_file", lambda: b"\xef\xbb\xbf"),
    "headings and nothing below": ("a.csv", "no_event_rows", lambda: b"Date,Source,Details\r\n,,\r\n"),
    "a PDF": ("a.pdf", "unsupported_type", lambda: b"%PDF-1.7"),
    "an old workbook": ("a.xls", "unsupported_type", lambda: OLE + b"\0" * 512),
    "a workbook with macros by name": ("a.xlsm", "unsupported_type", xlsx),
    "no ending": ("chronology", "unsupported_type", xlsx),
    "a PDF named as a workbook": ("a.xlsx", "content_mismatch", lambda: b"%PDF-1.7"),
    "an old workbook named as a new one": ("a.xlsx", "content_mismatch", lambda: OLE + b"\0" * 512),
    "text named as a workbook": ("a.xlsx", "content_mismatch", lambda: _CSV.encode()),
    "a workbook named as text": ("a.csv", "content_mismatch", xlsx),
    "a web page named as text": ("a.csv", "content_mismatch", lambda: b"<html><table></table></html>"),
    "a document named as a workbook": ("a.xlsx", "content_mismatch", docx),
    "a workbook named as a document": ("a.docx", "content_mismatch", xlsx),
    "a workbook named as OpenDocument": ("a.ods", "content_mismatch", xlsx),
    "an encrypted workbook": (
        "a.xlsx",
        "password_protected",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    ),
    "an archive with a password": ("a.xlsx", "password_protected", _locked_zip),
    "an encrypted OpenDocument sheet": (
        "a.ods",
        "password_protected",
        lambda: zipped({"content.xml": b"\x00", "META-INF/manifest.xml": _ODS_LOCKED}),
    ),
    "half a workbook": ("a.xlsx", "corrupt_file", lambda: xlsx()[:700]),
    "half a document": ("a.docx", "corrupt_file", lambda: docx()[:9000]),
    "broken XML": ("a.xlsx", "corrupt_file", lambda: xlsx(sheet_xml("<row><c"))),
    "a string that is not there": (
        "a.xlsx",
        "corrupt_file",
        lambda: xlsx(sheet_xml('<row><c t="s"><v>9</v></c></row>')),
    ),
    "thousands of nested parts": ("a.docx", "corrupt_file", _deep_docx),
    "NUL characters": ("a.csv", "nul_bytes", lambda: _CSV.replace("Seen", "Se\0en").encode()),
    "UTF-16 without its mark": ("a.csv", "nul_bytes", lambda: _CSV.encode("utf-16-le")),
    "NUL inside UTF-16": ("a.csv", "nul_bytes", lambda: _CSV.replace("Seen", "Se\0en").encode("utf-16")),
    "a document without a table": ("a.docx", "no_table", lambda: docx(tables=0)),
    "no heading of a chronology": (
        "a.csv",
        "missing_columns",
        lambda: b"Name,Address,Notes\r\nA. Person,1 Road,none\r\n",
    ),
    "macros in a workbook": ("a.xlsx", "content_mismatch", lambda: xlsx("", {"xl/vbaProject.bin": b"x"})),
    "macros by content type": (
        "a.xlsx",
        "content_mismatch",
        lambda: xlsx(
            content_types='<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
        ),
    ),
    "a zip bomb": ("a.xlsx", "too_large", lambda: xlsx("", {"xl/media/a.xml": b"0" * 60_000_000})),
    "twenty thousand parts": (
        "a.xlsx",
        "too_large",
        lambda: xlsx("", {f"xl/{i}.xml": "" for i in range(20_000)}),
    ),
    "an archive inside": (
        "a.xlsx",
        "unsafe_content",
        lambda: xlsx("", {"xl/media/image1.png": zipped({"a": "b"})}),
    ),
    "an outside entity": ("a.xlsx", "unsafe_content", lambda: xlsx(sheet_xml(head=_OUTSIDE))),
    "a billion laughs": ("a.xlsx", "unsafe_content", lambda: xlsx(sheet_xml(head=_LAUGHS))),
    "laughs in UTF-16": (
        "a.xlsx",
        "unsafe_content",
        lambda: xlsx(sheet_xml(head=_LAUGHS).replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")),
    ),
    "a far cell": (
        "a.xlsx",
        "too_large",
        lambda: xlsx(sheet_xml(table_xml() + f'<row r="1048576">{cell("XFD1048576", "x")}</row>')),
    ),
    "only a far cell": (
        "a.xlsx",
        "too_large",
        lambda: xlsx(sheet_xml(f'<row r="1048576">{cell("XFD1048576", "x")}</row>')),
    ),
    "a cell of four megabytes": (
        "a.csv",
        "too_large",
        lambda: (_CSV + '01/02/2005,File,"' + "x" * 4_000_000 + '"\r\n').encode(),
    ),
    "a cell of four megabytes in a workbook": (
        "a.xlsx",
        "too_large",
        lambda: xlsx(sheet_xml(f'<row r="1">{cell("A1", "x" * 4_000_000)}</row>')),
    ),
}
