"""A Word table for A4 in landscape, with its heading row repeated on each page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from panels.chronology.export.columns import (
    COLUMNS,
    PLACE,
    Column,
    columns_of,
    harmless,
    lines_of,
    shown_date,
    writable,
)
from panels.chronology.export.word_page import POINT, lay_out, new_table
from panels.chronology.fields import LABELS
from panels.chronology.merge import Entry

_ON_PAPER = [
    Column("Date", lambda entry: shown_date(entry.event), on_paper=COLUMNS[0].on_paper),
    *(column for column in COLUMNS[1:] if column.on_paper),
]
_PLACE = [column for column in PLACE if column.on_paper]
_OTHERS_WIDTH = 70
_LETTER = 4.7
"""Average width of a character in points, spaces included, in the type of the table."""
_PADDING = 6
_SHORT = 15
"""Most lines of a row that goes to the next page whole; about a third of a page."""


def write_docx(
    entries: Iterable[Entry], to: BinaryIO, *, title: str = "Chronology", case_code: str = ""
) -> None:
    """Write the entries in the order given, with the columns that a page has room for.

    Text without a column of its own on the page is listed under its heading in the column "Other columns". Text that
    a spreadsheet would run as a formula gets a leading apostrophe, because tables are copied into workbooks.
    """
    entries = list(entries)
    others = [column for column in columns_of(entries) if _is_other(column)]
    rest = Column("Other columns", lambda entry: _others(entry, others), on_paper=_OTHERS_WIDTH)
    columns = [*_ON_PAPER, rest, *_PLACE]
    widths = [column.on_paper for column in columns]
    document = Document()
    title = writable(title)
    lay_out(document, title, writable(case_code))
    document.add_heading(title, level=1)
    body = new_table(document, widths)
    body.append(table_row([column.heading for column in columns], widths, heading=True))
    for entry in entries:
        body.append(table_row([harmless(str(writable(column.value(entry)))) for column in columns], widths))
    document.save(to)


def _is_other(column: Column) -> bool:
    """Return whether a column's text goes to "Other columns": not on the page, and not covered by the date."""
    return not column.on_paper and column.heading != LABELS["end_date"] and column not in PLACE


def _others(entry: Entry, columns: list[Column]) -> str:
    texts = [(column.heading, str(column.value(entry))) for column in columns]
    return "\n".join(f"{heading}: {text}" for heading, text in texts if text)


def table_row(texts: list[str], widths: list[int], *, heading: bool = False) -> Any:
    """Build a table row element by element; python-docx would search the whole table for each cell."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    if heading or _is_short(texts, widths):
        properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, width in zip(texts, widths, strict=True):
        row.append(_cell(text, width, bold=heading))
    return row


def _is_short(texts: list[str], widths: list[int]) -> bool:
    return all(
        lines_of(text, (width - _PADDING) / _LETTER) <= _SHORT
        for text, width in zip(texts, widths, strict=True)
    )


def _cell(text: str, width: int, *, bold: bool) -> Any:
    cell, properties, size = OxmlElement("w:tc"), OxmlElement("w:tcPr"), OxmlElement("w:tcW")
    size.set(qn("w:w"), str(width * POINT))
    size.set(qn("w:type"), "dxa")
    properties.append(size)
    cell.append(properties)
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
