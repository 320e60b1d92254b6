"""A Word table on landscape pages, with its heading row repeated on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from panels.chronology.export.columns import COLUMNS, harmless, rows
from panels.chronology.merge import Entry

_ON_PAPER = [number for number, column in enumerate(COLUMNS) if column.on_paper]
_MARGIN = Pt(36)


def write_docx(entries: Iterable[Entry], to: BinaryIO, *, title: str = "Chronology") -> None:
    """Write the entries in the order given, with the columns that a page has room for.

    Text that a spreadsheet would run as a formula gets a leading apostrophe, for tables are copied into
    workbooks. The narrower facts (who was seen, staff) are in the spreadsheet alone.
    """
    document = Document()
    _lay_out(document, title)
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=len(_ON_PAPER), style="Table Grid")
    body = table._tbl
    body.append(_row([COLUMNS[number].heading for number in _ON_PAPER], heading=True))
    for row in rows(entries):
        body.append(_row([harmless(str(row[number])) for number in _ON_PAPER]))
    document.save(to)


def _lay_out(document: Any, title: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    document.styles["Normal"].font.size = Pt(9)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""


def _row(texts: list[str], *, heading: bool = False) -> Any:
    """A table row built element by element; python-docx would look the whole table through for each cell."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text in texts:
        row.append(_cell(text, bold=heading))
    return row


def _cell(text: str, *, bold: bool) -> Any:
    cell = OxmlElement("w:tc")
    for line in text.split("\n"):
        paragraph, run, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
        if bold:
            style = OxmlElement("w:rPr")
            style.append(OxmlElement("w:b"))
            run.append(style)
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        cell.append(paragraph)
    return cell
