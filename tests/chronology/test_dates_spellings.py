"""Rule 4, line by line: the meaning of each spelling of a date, and what is held."""

from __future__ import annotations

from datetime import date, time

import pytest

from panels.chronology.cells import DateCell, ErrorCell, NumberCell
from panels.chronology.dates import read_date, read_date_text

READ = """
12/05/2010 | 2010-05-12 | 2010-05-12 | day
3/4/09 | 2009-04-03 | 2009-04-03 | day
03.04.2009 | 2009-04-03 | 2009-04-03 | day
3-4-2009 | 2009-04-03 | 2009-04-03 | day
04/12/2009 | 2009-12-04 | 2009-12-04 | day
2009-04-03 | 2009-04-03 | 2009-04-03 | day
2009/04/03 | 2009-04-03 | 2009-04-03 | day
1/1/68 | 2068-01-01 | 2068-01-01 | day
1/1/69 | 1969-01-01 | 1969-01-01 | day
3rd April 2009 | 2009-04-03 | 2009-04-03 | day
3 Sept 08 | 2008-09-03 | 2008-09-03 | day
the 3rd of April 2009 | 2009-04-03 | 2009-04-03 | day
03-Apr-09 | 2009-04-03 | 2009-04-03 | day
3 FEBUARY 2009. | 2009-02-03 | 2009-02-03 | day
April 2009 | 2009-04-01 | 2009-04-30 | month
Apr 09 | 2009-04-01 | 2009-04-30 | month
Apr-09 | 2009-04-01 | 2009-04-30 | month
04/2009 | 2009-04-01 | 2009-04-30 | month
2010 | 2010-01-01 | 2010-12-31 | year
Spring 2009 | 2009-03-01 | 2009-05-31 | season
Winter 2009 | 2009-12-01 | 2010-02-28 | season
Winter 2007/08 | 2007-12-01 | 2008-02-29 | season
Autumn term 2009 | 2009-09-01 | 2009-12-31 | season
Spring Term 2009 | 2009-01-01 | 2009-03-31 | season
summer term 09 | 2009-04-01 | 2009-07-31 | season
12-15 May 2010 | 2010-05-12 | 2010-05-15 | range
28 May to 2 June 2010 | 2010-05-28 | 2010-06-02 | range
12/05/10 - 15/05/10 | 2010-05-12 | 2010-05-15 | range
12-05-2010-15-05-2010 | 2010-05-12 | 2010-05-15 | range
12–15/05/2010 | 2010-05-12 | 2010-05-15 | range
Apr - Jun 2008 | 2008-04-01 | 2008-06-30 | range
April/May 2008 | 2008-04-01 | 2008-05-31 | range
2008-2009 | 2008-01-01 | 2009-12-31 | range
Dec 2008 - Jan 2009 | 2008-12-01 | 2009-01-31 | range
between 1 and 3 June 2009 | 2009-06-01 | 2009-06-03 | range
w/c 6 April 2009 | 2009-04-06 | 2009-04-12 | range
W/C Monday 06/04/09 | 2009-04-06 | 2009-04-12 | range
week commencing 6 April 2009 | 2009-04-06 | 2009-04-12 | range
early 2009 | 2009-01-01 | 2009-04-30 | range
mid-2009 | 2009-05-01 | 2009-08-31 | range
late 2009 | 2009-09-01 | 2009-12-31 | range
beginning of May 2008 | 2008-05-01 | 2008-05-10 | range
mid May 2008 | 2008-05-11 | 2008-05-20 | range
the end of February 2008 | 2008-02-21 | 2008-02-29 | range
Fri 3 Apr 09 | 2009-04-03 | 2009-04-03 | day
40000 | 2009-07-06 | 2009-07-06 | day
150309 | 2009-03-15 | 2009-03-15 | day
20090304 | 2009-03-04 | 2009-03-04 | day
03042009 | 2009-04-03 | 2009-04-03 | day
12 / 05 / 2010 | 2010-05-12 | 2010-05-12 | day
""".strip().splitlines()

DOUBTED = """
?12/05/2010 | 2010-05-12 | 2010-05-12 | day
12/05/2010? | 2010-05-12 | 2010-05-12 | day
12/05/2010 approx | 2010-05-12 | 2010-05-12 | day
(approx) 12/05/2010 | 2010-05-12 | 2010-05-12 | day
c. May 2010 | 2010-05-01 | 2010-05-31 | month
c2009 | 2009-01-01 | 2009-12-31 | year
probably June 2009 | 2009-06-01 | 2009-06-30 | month
around mid 2008 | 2008-05-01 | 2008-08-31 | range
?Spring 2009 | 2009-03-01 | 2009-05-31 | season
??/05/2008 | 2008-05-01 | 2008-05-31 | month
12 or 13 May 2008 | 2008-05-12 | 2008-05-13 | range
Mon 3 Apr 09 | 2009-04-03 | 2009-04-03 | day
""".strip().splitlines()

HELD = {
    "missing_date": [
        "",
        "-",
        "?",
        "n/k",
        "N/A",
        "not known",
        "Not recorded",
        "date not recorded",
        "TBC",
        "unknown.",
    ],
    "incomplete_date": ["3/4", "14 May", "April", "?14 May", "12-15 May", "w/c 6 April", "early May"],
    "end_before_start": ["15/05/10 - 12/05/10", "28 December - 3 January 2010"],
    "formula_error": ["#REF!", "#N/A"],
    "invalid_date": [
        "09/25/2009",
        "31/02/2010",
        "29/02/2009",
        "00/04/2009",
        "12/O6/2010",
        "l2/05/2010",
        "12/5/209",
        "12/05/20100",
        "3 Setember 2009",
        "2008/09",
        "2008/2009",
        "2008-09",
        "from Sept 2008 onwards",
        "since 2008",
        "before May 2009",
        "after 12/05/2010",
        "until 2009",
        "1?/05/2008",
        "12/05/20??",
        "12/1?/2008",
        "31022009",
        "12345678901",
        "7/2010/5",
        "12/13 May 2008",
        "1-2-3-2009",
        "3 decided 2009",
        "31/02",
        "Spring",
        "Wednesday",
        "week ending 5 April 2009",
        "about Easter 2009",
        "12/05/2010 15/05/2010",
    ],
}


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


@pytest.mark.parametrize("line", READ + DOUBTED)
def test_date_is_read_as_stated(line: str) -> None:
    typed, start, end, precision = _parts(line)

    interval = read_date_text(typed).interval

    assert interval is not None
    assert (str(interval.start), str(interval.end), interval.precision) == (start, end, precision)
    assert interval.uncertain == (line in DOUBTED)


@pytest.mark.parametrize(
    ("code", "typed"), [(code, typed) for code, texts in HELD.items() for typed in texts]
)
def test_date_that_is_not_stated_is_held(code: str, typed: str) -> None:
    result = read_date_text(typed)

    assert result.code == code
    assert result.interval is None


@pytest.mark.parametrize("typed", ["ditto", "Ditto.", "as above", '"', "”", "″", "''"])
def test_ditto_marks_mean_the_date_above(typed: str) -> None:
    assert read_date_text(typed).ditto


@pytest.mark.parametrize(
    ("typed", "clock", "precision"),
    [
        ("03/04/2009 14:30", time(14, 30), "exact"),
        ("2009-04-03T14:30:00", time(14, 30), "exact"),
        ("3 April 2009 at 2.30pm", time(14, 30), "exact"),
        ("3 April 2009, 1430hrs", time(14, 30), "exact"),
        ("03/04/2009 approx 14:30", time(14, 30), "approx"),
        ("03/04/2009\n09:05", time(9, 5), "exact"),
        ("03/04/2009 pm", None, "part_of_day"),
    ],
)
def test_time_beside_the_date_is_kept_and_the_date_is_certain(
    typed: str, clock: time | None, precision: str
) -> None:
    result = read_date_text(typed)

    assert result.interval is not None and result.interval.start == date(2009, 4, 3)
    assert not result.interval.uncertain
    assert result.time is not None and (result.time.time, result.time.precision) == (clock, precision)


def test_midnight_to_the_second_is_no_time() -> None:
    assert read_date_text("2009-04-03 00:00:00").time is None


def test_month_only_display_is_the_whole_month() -> None:
    interval = read_date(DateCell(date(2009, 4, 1), None, "month")).interval

    assert interval is not None
    assert (interval.end, interval.precision) == (date(2009, 4, 30), "month")


def test_bare_number_is_read_in_the_workbooks_own_date_system() -> None:
    in_1900, in_1904 = read_date(NumberCell(40000.0)), read_date(NumberCell(40000.0), date1904=True)

    assert in_1900.interval is not None and in_1900.interval.start == date(2009, 7, 6)
    assert in_1904.interval is not None and in_1904.interval.start == date(2013, 7, 7)


@pytest.mark.parametrize("value", [19999.0, 60001.0, 3.5, -1.0, 209.0, 2101.0, 1e300])
def test_number_that_is_neither_year_nor_serial_is_held(value: float) -> None:
    assert read_date(NumberCell(value)).code == "invalid_date"


def test_serial_with_a_fraction_carries_its_time() -> None:
    result = read_date(NumberCell(39906.604166666664))

    assert result.time is not None and result.time.time == time(14, 30)


def test_error_value_is_a_formula_error_and_an_impossible_date_cell_is_invalid() -> None:
    assert read_date(ErrorCell("#REF!")).code == "formula_error"
    assert read_date(DateCell(None, time(9), "time")).code == "invalid_date"


@pytest.mark.parametrize("typed", ["?/7/01", "??/07/2001", "? /7/2001", "?-7-01"])
def test_one_mark_or_two_for_the_day_is_the_month_and_doubted(typed: str) -> None:
    interval = read_date(typed).interval

    assert interval is not None
    assert (interval.start, interval.end) == (date(2001, 7, 1), date(2001, 7, 31))
    assert (interval.precision, interval.uncertain) == ("month", True)


def test_on_or_about_is_doubt_and_on_or_before_is_held() -> None:
    about = read_date("on or about 05/05/2008").interval

    assert about is not None and about.start == date(2008, 5, 5) and about.uncertain
    assert read_date("on or before 05/05/2008").code == "invalid_date"
