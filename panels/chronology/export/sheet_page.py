"""The page of an exported workbook: paper, widths and heights that fit, and what is repeated in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from panels.chronology.export.columns import Value, lines_of

TALLEST = 409
"""Most points of height that Excel gives a row; what needs more is cut off in print."""
WIDEST = 120
"""Most characters of width that a column gets so that its longest text is not cut off."""
_LINE, _PADDING = 15, 4
_FILLED = 0.9
"""The share of a line that words fill before they wrap."""
_NARROWEST = 6
_FILTER_ARROW = 4
_A4 = "9"


def fitting_width(usual: int, values: Iterable[Value]) -> float:
    """Return a column's width in characters: as its texts need, up to the usual one, and wider for a long text."""
    heading, *texts = ("dd/mm/yyyy" if isinstance(value, date) else str(value) for value in values)
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    least = max(_NARROWEST, max(map(len, heading.split() or [""])) + _FILTER_ARROW)
    width = float(max(least, min(usual, longest + 2)))
    most_lines = (TALLEST - _PADDING) // _LINE
    tall = [text for text in texts if lines_of(text, width * _FILLED) > most_lines]
    while width < WIDEST and any(lines_of(text, width * _FILLED) > most_lines for text in tall):
        width = min(WIDEST, width + 10)
    return width


def height_of(row: Sequence[Value], widths: Sequence[float]) -> float:
    """Return the height in points that the row's longest cell needs, or the most that Excel gives."""
    lines = max(
        lines_of(value, width * _FILLED) if isinstance(value, str) else 1
        for value, width in zip(row, widths, strict=True)
    )
    return min(TALLEST, lines * _LINE + _PADDING)


def set_up_page(sheet: Any, widths: Sequence[float], *, title: str, case_code: str) -> None:
    """Set up A4 in landscape, one page wide, with the heading row on each page and the case code at its head."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.6
    margins.header = margins.footer = 0.3
    sheet.oddHeader.left.text = _printed(case_code)
    sheet.oddHeader.right.text = _printed(title)
    sheet.oddFooter.center.text = "Page &P of &N"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _printed(text: str) -> str | None:
    """Return a text for the head of a page, where an ampersand begins a code."""
    return text.replace("&", "&&") or None
