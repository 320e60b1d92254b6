"""Grids as delimited text and Word documents."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Literal

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.chronology.material.grid import Grid
from tests.chronology.material.layouts import Layout


def write_text(path: Path, grid: Grid, layout: Layout) -> None:
    """Write delimited text in the layout's encoding; a row without values is a blank line or bare delimiters."""
    buffer = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if layout.line_end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, delimiter=layout.delimiter, lineterminator=layout.line_end, quoting=quoting)
    for row in range(1, grid.last_row + 1):
        values = [str(value) for value in grid.row(row)]
        writer.writerow(values if any(values) or row % 2 else [])
    path.write_bytes(buffer.getvalue().encode(layout.encoding, "replace"))


def write_docx(path: Path, before: tuple[str, ...], grids: list[Grid], *, tracked: bool) -> None:
    """Write a Word document: a small table for each name in `before`, then the grids."""
    document = Document()
    for name in before:
        cover = document.add_table(rows=1, cols=2)
        cover.cell(0, 0).text, cover.cell(0, 1).text = name, "Prepared for the panel"
        document.add_paragraph("Chronology follows.")
    for grid in grids:
        _write_table(document.add_table(rows=grid.last_row, cols=grid.width), grid)
        document.add_paragraph("")
    if tracked:
        _track(document.tables[-1])
    document.save(str(path))


def _write_table(table: Table, grid: Grid) -> None:
    rows = [row.cells for row in table.rows]
    for (row, column), value in grid.cells.items():
        rows[row - 1][column].text = str(value)
    for top, left, bottom, right in grid.merges:
        text = str(grid.cells.get((top, left), ""))
        merged = rows[top - 1][left].merge(rows[bottom - 1][right])
        merged.text = text


def _track(table: Table) -> None:
    """Show one word of the last row as inserted and one as deleted."""
    paragraph: Paragraph = table.rows[-1].cells[0].paragraphs[0]
    for tag, text_tag, text in (("w:ins", "w:t", " (final)"), ("w:del", "w:delText", " (draft)")):
        change, run, piece = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        change.set(qn("w:author"), "Author")
        piece.text = text
        run.append(piece)
        change.append(run)
        paragraph._p.append(change)
