"""The rows of a sheet part cut out of its text, for sheets written as Excel writes them.

Building an element for each cell costs more than all the rules. Here the part is only tested for being well formed,
and its rows are cut out; a sheet or a row that is written in any other way is left to the XML parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

_ROWS = re.compile(r"\s*<row((?:\s[^<>]*?)?)(?:/>|>(.*?)</row>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'\s(r|hidden|ht)="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(s|n|inlineStr)")?(?:/>|><v>([^<&]*)</v></c>'
    r'|><is><t(?: xml:space="preserve")?>([^<&]*(?:&(?:lt|gt|amp|quot|apos);[^<&]*)*)</t></is></c>)'
)
_SHEET = re.compile(r"<sheetData>(.*)</sheetData>", re.DOTALL)
_STRINGS = re.compile(r"<sst\b[^>]*>(.*)</sst>", re.DOTALL)
_STRING = re.compile(r'\s*<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>')
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_ENCODING = re.compile(rb"""encoding=["']([\w-]+)["']""")

PlainCell = tuple[str, str, str, str, str]
"""Column letters, style, type, value and text of a cell, as written; empty where not given."""


@dataclass(frozen=True, slots=True)
class ScannedRow:
    """One row: its attributes, its cells where all of them are plain, and its content as it stands."""

    attributes: dict[str, str]
    cells: list[PlainCell] | None
    content: str


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """The rows of a sheet, and the rest of the part without them."""

    outline: bytes
    rows: list[ScannedRow]


def scan(data: bytes) -> ScannedSheet | None:
    """Return the rows of a sheet part, or None where the XML parser has to read it."""
    encoding = _ENCODING.search(data[:100])
    if (encoding and encoding[1].lower() != b"utf-8") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    if data.find(b"<!") >= 0 or not _is_well_formed(data):
        return None
    text = data.decode("utf-8-sig")
    sheet = _SHEET.search(text)
    rows = _rows(sheet[1]) if sheet else None
    if sheet is None or rows is None:
        return None
    outline = f"{text[: sheet.start()]}<sheetData/>{text[sheet.end() :]}"
    return ScannedSheet(outline.encode(), rows)


def scan_strings(data: bytes) -> list[str] | None:
    """Return the plain texts of a part of shared strings, or None where the XML parser has to read it."""
    encoding = _ENCODING.search(data[:100])
    if (encoding and encoding[1].lower() != b"utf-8") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    if data.find(b"<!") >= 0 or data.find(b"&#") >= 0 or not _is_well_formed(data):
        return None
    table = _STRINGS.search(data.decode("utf-8-sig"))
    texts: list[str] = []
    end = 0
    for match in _STRING.finditer(table[1]) if table else ():
        if match.start() != end:
            return None
        end = match.end()
        text = match[1] or ""
        texts.append(without_references(text) if "&" in text else text)
    return texts if table and not table[1][end:].strip() else None


def without_references(text: str) -> str:
    """Return a text with the five named references of XML as the characters they stand for."""
    for reference, character in _REFERENCES:
        text = text.replace(reference, character)
    return text


def _is_well_formed(data: bytes) -> bool:
    """Test the whole part, so that nothing is read from a damaged one."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _rows(content: str) -> list[ScannedRow] | None:
    """Return the rows; None where something else stands between them."""
    rows: list[ScannedRow] = []
    end = 0
    for match in _ROWS.finditer(content):
        if match.start() != end:
            return None
        end = match.end()
        inner = match[2] or ""
        rows.append(ScannedRow(dict(_ATTRIBUTE.findall(match[1])), _cells(inner), inner))
    return rows if not content[end:].strip() else None


def _cells(content: str) -> list[PlainCell] | None:
    """Return the cells of a row, if every one is a number or a shared text and nothing stands between them."""
    return None if _CELL.sub("", content) else _CELL.findall(content)
