"""A Word table on landscape pages, with its heading row repeated on each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from panels.chronology.export.columns import (
    COLUMNS,
    PLACE,
    Column,
    columns_of,
    harmless,
    shown_date,
    writable,
)
from panels.chronology.fields import LABELS
from panels.chronology.merge import Entry

_ON_PAPER = [
    Column("Date", lambda entry: shown_date(entry.event)),
    *(column for column in COLUMNS[1:] if column.on_paper),
]
_PLACE = [column for column in PLACE if column.on_paper]
_MARGIN = Pt(36)


def write_docx(entries: Iterable[Entry], to: BinaryIO, *, title: str = "Chronology") -> None:
    """Write the entries in the order given, with the columns that a page has room for.

    Text without a column of its own on the page is listed under its heading in the column "Other columns". Text that
    a spreadsheet would run as a formula gets a leading apostrophe, because tables are copied into workbooks.
    """
    entries = list(entries)
    others = [column for column in columns_of(entries) if _is_other(column)]
    columns = [*_ON_PAPER, Column("Other columns", lambda entry: _others(entry, others)), *_PLACE]
    document = Document()
    _lay_out(document, title)
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=len(_ON_PAPER), style="Table Grid")
    body = table._tbl
    body.append(_row([column.heading for column in columns], heading=True))
    for entry in entries:
        body.append(_row([harmless(str(writable(column.value(entry)))) for column in columns]))
    document.save(to)


def _is_other(column: Column) -> bool:
    """Return whether a column's text goes to "Other columns": not on the page, and not covered by the date."""
    return not column.on_paper and column.heading != LABELS["end_date"] and column not in PLACE


def _others(entry: Entry, columns: list[Column]) -> str:
    texts = [(column.heading, str(column.value(entry))) for column in columns]
    return "\n".join(f"{heading}: {text}" for heading, text in texts if text)


def _lay_out(document: Any, title: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    document.styles["Normal"].font.size = Pt(9)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""


def _row(texts: list[str], *, heading: bool = False) -> Any:
    """Build a table row element by element; python-docx would search the whole table for each cell."""
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
