"""Rules 3 and 6: each row is an event or has its problems, each with a sentence that says how to mend it."""

from __future__ import annotations

import pytest

from panels.chronology.model import ReadResult
from tests.chronology.reading_made import held, read_rows


def _row(date: str = "3/4/09", time: str = "", source: str = "File", detail: str = "Seen") -> list[str]:
    return [date, time, source, detail]


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (_row(date=""), ["missing_date"]),
        (_row(date="09/25/2009"), ["invalid_date"]),
        (_row(date="3/4"), ["incomplete_date"]),
        (_row(date="15-12 May 2009"), ["end_before_start"]),
        (_row(date="3/4/2019"), ["outside_scope"]),
        (_row(source=""), ["missing_source"]),
        (_row(source="–"), ["missing_source"]),
        (_row(detail="..."), ["missing_detail"]),
        (_row(time="25:10"), ["invalid_time"]),
        (_row(date="#REF!"), ["formula_error"]),
        (_row(source="#N/A"), ["formula_error"]),
        (_row(source="", detail=""), ["not_an_event"]),
        (_row(date="", source="", time="mid surgery"), ["missing_date", "invalid_time", "missing_source"]),
        (_row(date="3/4/2019", time="2570", detail=""), ["invalid_time", "missing_detail", "outside_scope"]),
    ],
)
def test_row_has_every_code_that_applies_and_a_sentence_for_each(row: list[str], codes: list[str]) -> None:
    result = read_rows(row)

    assert result.events == ()
    assert [code for _, code, _ in held(result)] == codes
    assert all(
        problem.message.endswith((".", "?")) and len(problem.message) > 20 for problem in result.problems
    )


def test_problem_shows_the_cells_as_they_were_typed() -> None:
    problem = read_rows(_row(date="31/02/2010")).problems[0]

    assert problem.cells == (("Date", "31/02/2010"), ("Source", "File"), ("Details", "Seen"))
    assert problem.severity == "held"


def test_totals_of_rows_always_add_up() -> None:
    result = read_rows(_row(), _row(date=""), ["", "", "", ""], _row(source="", detail=""), _row())

    assert result.rows_non_empty == len(result.events) + result.problem_rows == 4


@pytest.mark.parametrize("date", ["31/12/1999", "1999", "2011", "Dec 1999"])
def test_interval_wholly_outside_the_scope_is_held(date: str) -> None:
    assert held(read_rows(_row(date=date))) == [(2, "outside_scope", "date")]


@pytest.mark.parametrize(
    "date", ["1/1/2000", "31/12/2010", "Winter 2010", "28 December 1999 - 2 January 2000"]
)
def test_interval_that_touches_the_scope_is_an_event(date: str) -> None:
    assert held(read_rows(_row(date=date))) == []


def _with_end(date: str, end: str) -> ReadResult:
    return read_rows([date, end, "File", "Seen"], headings=["Date from", "Date to", "Source", "Details"])


@pytest.mark.parametrize(
    ("date", "end", "expected"),
    [
        ("3/4/09", "5/4/09", ("2009-04-03", "2009-04-05", "range", False)),
        ("3/4/09", "3/4/09", ("2009-04-03", "2009-04-03", "day", False)),
        ("April 2009", "?June 2009", ("2009-04-01", "2009-06-30", "range", True)),
        ("3/4/09", "unknown", ("2009-04-03", "2009-04-03", "day", False)),
    ],
)
def test_end_date_column_makes_a_range(date: str, end: str, expected: tuple[str, str, str, bool]) -> None:
    event = _with_end(date, end).events[0]

    assert (str(event.date_start), str(event.date_end), event.precision, event.uncertain) == expected


@pytest.mark.parametrize(
    ("end", "code"), [("2/4/09", "end_before_start"), ("ongoing", "invalid_date"), ("5/4", "incomplete_date")]
)
def test_end_date_that_does_not_fit_is_held_at_the_end_date(end: str, code: str) -> None:
    assert held(_with_end("3/4/09", end)) == [(2, code, "end_date")]


def test_ditto_takes_the_date_of_the_nearest_event_above_with_its_doubt() -> None:
    result = read_rows(_row(date="?April 2009"), _row(date="", source="x"), _row(date="ditto"))

    event = result.events[1]
    assert (event.row, str(event.date_end), event.precision, event.uncertain) == (
        4,
        "2009-04-30",
        "month",
        True,
    )
    assert [p.code for p in result.problems if p.severity == "warning"] == ["ditto_past_held_row"]


def test_ditto_with_no_event_above_is_held() -> None:
    assert held(read_rows(_row(date='"'))) == [(2, "invalid_date", "date")]


def test_time_in_the_date_cell_counts_only_where_the_time_column_is_empty() -> None:
    result = read_rows(
        _row(date="3/4/09 14:30"),
        _row(date="3/4/09 14:30", time="09:05"),
        _row(date="3/4/09 14:30", time="unknown"),
    )

    assert [event.time for event in result.events] == ["14:30", "09:05", None]


def test_row_pasted_twice_is_two_events_with_a_remark() -> None:
    result = read_rows(_row(), _row(), _row(detail="Other"))

    assert [event.row for event in result.events] == [2, 3, 4]
    assert [(p.row, p.code, p.severity) for p in result.problems] == [(3, "identical_row", "warning")]


def test_held_date_comes_with_readings_to_choose_from_and_none_is_chosen() -> None:
    result = read_rows(
        _row(date="2/4/09"),
        _row(date="3/4"),
        _row(date="09/25/2009"),
        _row(date="12/13 May 2008"),
        _row(date="2008/09"),
    )

    labels = {problem.row: [p.label for p in problem.proposals] for problem in result.problems}
    assert labels[3] == ["3 April 2009"]
    assert labels[4] == ["25 September 2009"]
    assert labels[5] == ["12 May 2008 to 13 May 2008", "12 May 2008", "13 May 2008"]
    assert labels[6][0] == "1 April 2008 to 31 March 2009"
    assert [event.row for event in result.events] == [2]


def test_empty_date_is_never_filled_but_the_day_above_is_proposed() -> None:
    problem = read_rows(_row(date="2/4/09"), _row(date="")).problems[0]

    assert (problem.code, [p.label for p in problem.proposals]) == ("missing_date", ["2 April 2009"])
