"""The exported workbook as it comes out of a printer, and as it is filtered on a screen."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from panels.chronology.export import write_xlsx
from panels.chronology.reading import read_chronology
from tests.chronology.entries import entry

TALLEST = 409


def sheet_of(*entries: Any, **given: Any) -> Any:
    return sheet_with(entries or [entry("Police", 2, "2010-05-12", "Visit.")], **given)


def sheet_with(entries: Any, **given: Any) -> Any:
    file = io.BytesIO()
    write_xlsx(entries, file, **given)
    return openpyxl.load_workbook(file).active


def width(sheet: Any, heading: str) -> float:
    cell = next(cell for cell in sheet[1] if cell.value == heading)
    return sheet.column_dimensions[cell.column_letter].width


def test_sheet_export_is_a4_landscape_and_one_page_wide():
    sheet = sheet_of()

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_sheet_export_repeats_freezes_and_filters_its_heading_row(count):
    sheet = sheet_with([entry("Police", row, "2010-05-12") for row in range(2, 2 + count)])
    last = sheet.cell(1, sheet.max_column).coordinate.rstrip("1")

    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{last}{sheet.max_row}"


@pytest.mark.parametrize(
    ("case_code", "shown"),
    [
        ("SCR-2012-04", "SCR-2012-04"),
        ("2012/4", "2012/4"),
        ("A & B", "A && B"),
        ("", None),
        ("\x00SCR", "SCR"),
        ("&D", "&&D"),
    ],
)
def test_sheet_export_prints_the_case_code_and_the_page_number(case_code, shown):
    sheet = sheet_of(case_code=case_code)

    assert sheet.oddHeader.left.text == shown
    assert sheet.oddHeader.right.text == "Chronology"
    assert sheet.oddFooter.center.text == "Page &P of &N"


@pytest.mark.parametrize(
    ("detail", "lines"),
    [
        ("Visit.", 1),
        ("One line.\nAnother.", 2),
        ("One line.\n" * 9 + "Last.", 10),
        ("Visit. No reply, card left. " * 10, 4),
        ("word" * 60, 3),
        ("", 1),
    ],
)
def test_sheet_export_gives_a_row_the_height_its_text_needs(detail, lines):
    sheet = sheet_of(entry("Police", 2, "2010-05-12", detail))

    assert sheet.row_dimensions[2].height >= lines * 14
    assert sheet.row_dimensions[2].height <= (lines + 3) * 16


@pytest.mark.parametrize("length", [1, 2_000, 2_900, 5_000, 32_000, 40_000])
def test_sheet_export_makes_the_column_of_a_long_text_wider_and_never_a_row_too_tall(length):
    sheet = sheet_of(entry("Police", 2, "2010-05-12", "word " * (length // 5)))

    assert max(row.height for row in sheet.row_dimensions.values() if row.height) <= TALLEST
    assert width(sheet, "Details") <= 120
    if 2_000 <= length <= 2_900:
        needed = length / (width(sheet, "Details") * 0.95) * 14
        assert needed <= sheet.row_dimensions[2].height <= TALLEST


def test_sheet_export_spends_no_width_on_columns_without_text():
    sheet = sheet_of()

    assert width(sheet, "Comments") < 16
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert sum(dimension.width for dimension in sheet.column_dimensions.values()) < 300


def test_sheet_export_has_columns_for_child_seen_and_the_childs_voice():
    sheet = sheet_of(entry("Police", 2, "2010-05-12", child_seen="alone", child_voice="Wants Gran."))
    row = dict(zip(*([cell.value for cell in line] for line in sheet.iter_rows()), strict=True))

    assert "Yes, alone" in row.values()
    assert "Wants Gran." in row.values()


def test_sheet_export_with_its_settings_for_print_is_read_back_without_a_notice():
    file = io.BytesIO()
    write_xlsx([entry("Police", 2, "2010-05-12", "Visit.")], file, case_code="SCR-2012-04")

    result = read_chronology(file.getvalue(), "merged.xlsx")

    assert (len(result.events), result.notices) == (1, ())
