"""Whether the all-number dates of a table were written day first or month first (rule 11.5).

A column that can only be month first in two places and nowhere only day first is certain nowhere. Nor are the true
dates of a workbook that American settings opened: those that could be turned round became dates, the others text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from panels.chronology.calendar_words import full_year, real_date
from panels.chronology.cells import Cell, DateCell

Order = Literal["day", "unclear", "unclear_cells", "month", "month_cells"]
UNCLEAR: tuple[Order, ...] = ("unclear", "unclear_cells")
_NUMBERS = re.compile(r"(?<![\w/.-])(\d{1,2})(\s?[/.-]\s?)(\d{1,2})(\s?[/.-]\s?)(\d{4}|\d{2})(?!\d|[/.-]\d)")
_LEAST = 2


def order_of(cells: Sequence[Cell], answer: str = "") -> Order:
    """Return the order of the dates of a column, by its cells and by what its author answered ("day", "month")."""
    month_first = day_first = date_cells = low_cells = 0
    for cell in cells:
        if isinstance(cell, DateCell):
            date_cells += cell.day is not None and cell.shows == "day"
            low_cells += cell.day is not None and cell.shows == "day" and cell.day.day <= 12
        elif isinstance(cell, str):
            for match in _NUMBERS.finditer(cell):
                month_first += _is_date(match[1], match[3], match[5]) and int(match[3]) > 12
                day_first += _is_date(match[3], match[1], match[5]) and int(match[1]) > 12
    order: Order = "day"
    if month_first >= _LEAST and not day_first and low_cells == date_cells:
        order = "unclear"
    elif day_first >= _LEAST and not month_first and date_cells == low_cells >= _LEAST and _only_high(cells):
        order = "unclear_cells"
    return _answered(order, answer)


def _answered(order: Order, answer: str) -> Order:
    if answer == "day":
        return "day"
    if answer == "month":
        return "month_cells" if order == "unclear_cells" else "month"
    return order


def _only_high(cells: Sequence[Cell]) -> bool:
    """Return whether every all-number date left as text has a day above 12."""
    matches = [match for cell in cells if isinstance(cell, str) for match in _NUMBERS.finditer(cell)]
    return all(int(match[1]) > 12 for match in matches)


def is_unclear(cell: Cell, order: Order) -> bool:
    """Return whether turning day and month round would give another date."""
    if order not in UNCLEAR:
        return False
    if isinstance(cell, DateCell):
        return (
            cell.day is not None
            and cell.shows == "day"
            and cell.day.day <= 12
            and cell.day.day != cell.day.month
        )
    return order == "unclear" and isinstance(cell, str) and turned(cell) != cell


def in_order(cell: Cell, order: Order) -> Cell:
    """Return the cell with the day first, where its author has said that the month stands first."""
    if order in ("month", "month_cells") and isinstance(cell, DateCell):
        return turned_cell(cell)
    return turned(cell) if order == "month" and isinstance(cell, str) else cell


def turned(text: str) -> str:
    """Return a text with day and month of its all-number dates turned round."""
    return _NUMBERS.sub(lambda match: f"{match[3]}{match[2]}{match[1]}{match[4]}{match[5]}", text)


def turned_cell(cell: DateCell) -> DateCell:
    """Return a date cell with day and month turned round, or as it is where that is no date."""
    if cell.day is None or cell.shows != "day":
        return cell
    day = real_date(cell.day.year, cell.day.day, cell.day.month)
    return DateCell(day, cell.clock, cell.shows) if day else cell


def _is_date(month: str, day: str, year: str) -> bool:
    whole = full_year(year)
    return whole is not None and real_date(whole, int(month), int(day)) is not None
