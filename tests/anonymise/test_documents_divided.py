"""Identifiers that the layout of a document divides: over two cells, over a page end, or letter by letter."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from tests.anonymise import pdf_making as make
from tests.anonymise.planting import findings_in

NUMBERS = {
    "an NHS number": (("999 000", "0018"), "C3"),
    "a date of birth": (("09/03/", "2007"), "C2"),
    "a date of birth in three cells": (("9", "3", "2007"), "C2"),
    "a telephone number": (("07700", "900123"), "C4"),
    "a surname": (("Tamsin Alder", "cott"), "C1"),
}


def word_row(*cells: str) -> bytes:
    """Return a Word document with one table row."""
    document = docx.Document()
    row = document.add_table(rows=1, cols=len(cells)).rows[0]
    for cell, text in zip(row.cells, cells, strict=True):
        cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook_row(*cells: str) -> bytes:
    """Return a workbook with one row."""
    workbook = openpyxl.Workbook()
    workbook.active.append(cells)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def entries(data: bytes, name: str, where: str) -> set[str | None]:
    """Return the entries found in a place."""
    return {finding.entry_id for finding in findings_in(data, name) if where in finding.where}


@pytest.mark.parametrize(("cells", "entry"), NUMBERS.values(), ids=NUMBERS)
def test_scan_finds_what_is_split_across_cells_of_a_word_table(cells: tuple[str, ...], entry: str) -> None:
    assert entry in entries(word_row(*cells), "report.docx", "row 1 of the tables")


@pytest.mark.parametrize(("cells", "entry"), NUMBERS.values(), ids=NUMBERS)
def test_scan_finds_what_is_split_across_cells_of_a_workbook(cells: tuple[str, ...], entry: str) -> None:
    assert entry in entries(workbook_row(*cells), "report.xlsx", "row 1")


@pytest.mark.parametrize("cells", [("Session 8", "March", "2007 report"), ("999 000", "1 of 18"), ("a", "b")])
def test_scan_reports_no_row_for_cells_that_only_stand_side_by_side(cells: tuple[str, ...]) -> None:
    assert entries(word_row(*cells), "report.docx", "row 1 of the tables") == set()


@pytest.mark.parametrize(
    "text", ["We met T a m s i n at noon.", "T A M S I N", "T a m s i n  A l d e r c o t t"]
)
def test_scan_finds_a_letter_spaced_name(text: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    assert entries(file.getvalue(), "report.docx", "body, paragraph 1")


PAGE_ENDS = {
    "an NHS number": ("of 999 000", "0018 was read", "C3"),
    "a full name": ("seen by Tamsin", "Aldercott that day", "C1"),
    "a date of birth": ("born on 9 March", "2007 in town", "C2"),
}


@pytest.mark.parametrize("head", ["", "Overview report, page {}"])
@pytest.mark.parametrize(("end", "start", "entry"), PAGE_ENDS.values(), ids=PAGE_ENDS)
def test_scan_finds_what_a_page_end_divides(end: str, start: str, entry: str, head: str) -> None:
    data = make.pages(make.lines(head.format(1), "Words", end), make.lines(head.format(2), start, "more"))
    assert entry in entries(data, "report.pdf", "end of page 1")
