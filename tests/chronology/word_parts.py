"""Small pieces of WordprocessingML, for documents that say exactly what a test is about."""

from __future__ import annotations

from panels.chronology.model import ReadResult
from panels.chronology.parsing import parse
from tests.chronology.bad_files import WORD, zipped

HEADINGS = ("Date", "Source", "Details")
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def control(inner: str, properties: str = "<w:showingPlcHdr/>") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(content: str) -> str:
    if content.startswith(("<w:tc>", "<w:sdt><w:sdtPr><w:wrapsCell/>")):
        return content
    return f"<w:tc>{content if content.startswith(('<w:p>', '<w:sdt>')) else paragraph(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cell(each) for each in cells)}</w:tr>"


def table(*rows: str, headings: tuple[str, ...] = HEADINGS) -> str:
    top = row(*headings) if headings else ""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{top}{''.join(rows)}</w:tbl>"


def read(*body: str, parts: dict[str, str] | None = None) -> ReadResult:
    document = f'<w:document xmlns:w="{WORD}" xmlns:w14="{_W14}" xmlns:mc="mc" xmlns:v="v"><w:body>{"".join(body)}</w:body></w:document>'
    return parse(
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})}), "a.docx"
    )
