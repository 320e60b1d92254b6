"""Rule 5, line by line: the meaning of each spelling of a time, and what is held."""

from __future__ import annotations

from datetime import date, time

import pytest

from panels.chronology.cells import DateCell, ErrorCell, NumberCell
from panels.chronology.times import read_time, read_time_text

EXACT = {
    "14:30": (14, 30),
    "14.30": (14, 30),
    "14:30:59": (14, 30),
    "1430": (14, 30),
    "0033": (0, 33),
    "905": (9, 5),
    "1430hrs": (14, 30),
    "14:30 hours": (14, 30),
    "0905 h": (9, 5),
    "2.30pm": (14, 30),
    "2pm": (14, 0),
    "2:30 p.m.": (14, 30),
    "12pm": (12, 0),
    "12.15 AM": (0, 15),
    "1015am": (10, 15),
    "noon": (12, 0),
    "12 Noon": (12, 0),
    "midday": (12, 0),
    "midnight": (0, 0),
    "10.3": (10, 30),
    "0.6041666667": (14, 30),
    "00:00": (0, 0),
}


@pytest.mark.parametrize("typed", EXACT)
def test_clock_time_is_exact(typed: str) -> None:
    result = read_time_text(typed)

    assert (result.time, result.precision, result.code) == (time(*EXACT[typed]), "exact", None)


@pytest.mark.parametrize(
    "typed", ["approx 14:30", "c. 14:30", "c1430", "about 2.30pm", "?14:30", "14:30 approx", "14:30 (approx)"]
)
def test_doubted_time_is_approximate(typed: str) -> None:
    result = read_time_text(typed)

    assert (result.time, result.precision) == (time(14, 30), "approx")


@pytest.mark.parametrize("typed", ["14:30-15:15", "14:30 – 15:15", "1430 to 1515", "2.30pm-3.15pm"])
def test_span_has_a_beginning_and_an_end(typed: str) -> None:
    result = read_time_text(typed)

    assert (result.time, result.end, result.precision) == (time(14, 30), time(15, 15), "exact")


@pytest.mark.parametrize(
    "typed", ["am", "p.m.", "Morning", "AFTERNOON", "evening", "night", "overnight", "lunchtime"]
)
def test_part_of_the_day_is_no_clock_time(typed: str) -> None:
    assert (read_time_text(typed).time, read_time_text(typed).precision) == (None, "part_of_day")


@pytest.mark.parametrize(
    "typed", ["", "  ", "unknown", "Not known", "not recorded", "n/k", "?", "-", "time unknown"]
)
def test_unknown_time_is_unknown(typed: str) -> None:
    assert (read_time_text(typed).precision, read_time_text(typed).code) == ("unknown", None)


@pytest.mark.parametrize(
    "typed",
    [
        "25:10",
        "2570",
        "14:60",
        "2.30-3.15pm",
        "14",
        "30",
        "14:30am",
        "mid surgery",
        "1.75",
        "14:30:75",
    ],
)
def test_anything_else_is_held(typed: str) -> None:
    assert read_time_text(typed).code == "invalid_time"


@pytest.mark.parametrize(
    ("value", "clock"),
    [
        (0.5, (12, 0)),
        (0.0, (0, 0)),
        (0.99999999, (23, 59)),
        (905, (9, 5)),
        (1430, (14, 30)),
        (10.3, (10, 30)),
        (9.05, (9, 5)),
    ],
)
def test_numbers_are_fractions_hours_and_minutes_or_run_together(
    value: float, clock: tuple[int, int]
) -> None:
    assert read_time(NumberCell(float(value))).time == time(*clock)


@pytest.mark.parametrize("value", [14.0, 2570.0, 10.75, 10.333, -0.5, 39906.5])
def test_other_numbers_are_held(value: float) -> None:
    assert read_time(NumberCell(value)).code == "invalid_time"


def test_time_cells_are_exact_and_a_date_in_the_time_column_is_held() -> None:
    assert read_time(DateCell(None, time(9, 5), "time")).time == time(9, 5)
    assert read_time(DateCell(None, None, "time")).time == time(0)
    assert read_time(DateCell(date(2009, 4, 3), None, "day")).code == "invalid_time"
    assert read_time(ErrorCell("#N/A")).code == "formula_error"


def test_number_whose_leading_noughts_a_spreadsheet_took_away_is_past_midnight() -> None:
    assert read_time(NumberCell(33.0)).time == time(0, 33)
    assert read_time(NumberCell(14.0)).code == "invalid_time"
