"""Rules 11.5, 11.13 to 11.15, 11.19: what the rows around a cell say about it."""

from __future__ import annotations

from datetime import date

import pytest

from panels.chronology.cells import Cell, DateCell, clean
from panels.chronology.date_order import order_of
from panels.chronology.parsing import parse
from tests.chronology.reading_made import held, read_rows

SHORT = ("Date", "Source", "Details")


def _column(*dates: str) -> list[list[str]]:
    return [[typed, "Log", f"Call {number}"] for number, typed in enumerate(dates)]


def _cells(*days: str) -> list[Cell]:
    return [DateCell(date.fromisoformat(day), None, "day") for day in days]


@pytest.mark.parametrize(
    "dates",
    [
        ("01/04/2010", "01/22/2010", "02/09/2010", "02/26/2010"),
        ("1/4/10", "1/22/10", "2/26/10"),
        ("01-22-2010", "02-26-2010", "03-05-2010"),
        ("01.22.2010", "02.26.2010", "03.05.2010"),
        ("05/13/2010 09:30", "05/14/2010 10:00", "06/07/2010 11:00"),
        ("?05/13/2010", "05/14/2010", "c. 06/07/2010"),
    ],
)
def test_no_date_is_certain_in_a_column_that_can_only_be_month_first(dates: tuple[str, ...]) -> None:
    result = read_rows(*_column(*dates), headings=SHORT)

    assert result.events == ()
    assert {code for _, code, _ in held(result)} == {"day_month_unclear"}


@pytest.mark.parametrize(
    "dates",
    [
        ("01/04/2010", "01/22/2010", "02/09/2010"),
        ("01/04/2010", "01/22/2010", "02/26/2010", "22/01/2010"),
        ("01/04/2010", "02/05/2010", "03/06/2010"),
        ("4 January 2010", "22 January 2010"),
        ("2010-01-22", "2010-02-26", "01/04/2010"),
        ("13/01/2010", "14/02/2010", "01/04/2010"),
    ],
)
def test_column_without_such_evidence_is_read_day_first(dates: tuple[str, ...]) -> None:
    assert "day_month_unclear" not in {
        code for _, code, _ in held(read_rows(*_column(*dates), headings=SHORT))
    }


def test_date_that_reads_alike_both_ways_stays_certain() -> None:
    result = read_rows(*_column("01/22/2010", "02/26/2010", "05/05/2010", "5 June 2010"), headings=SHORT)

    assert [event.row for event in result.events] == [4, 5]


def test_workbook_opened_under_american_settings_is_unclear() -> None:
    turned, left = _cells("2010-01-06", "2010-02-06"), ["13/06/2010", "25/06/2010"]

    assert order_of([*turned, *left]) == "unclear_cells"
    assert order_of([*turned, *_cells("2010-06-20"), *left]) == "day"
    assert order_of([*turned, *left, "04/06/2010"]) == "day"
    assert order_of([*turned, "June 2010", "5 June 2010"]) == "day"


def test_one_answer_settles_the_column() -> None:
    rows = _column("01/04/2010", "01/22/2010", "02/26/2010")
    for order, days in (("month", ["2010-01-04", "2010-01-22", "2010-02-26"]), ("day", ["2010-04-01"])):
        result = read_rows(*rows, headings=SHORT, mapping={"date": {"order": order}})
        assert [str(event.date_start) for event in result.events] == days


def test_both_readings_of_an_unclear_date_are_offered_the_day_first() -> None:
    problem = read_rows(*_column("01/04/2010", "01/22/2010", "02/26/2010"), headings=SHORT).problems[0]

    assert [(each.label, each.group) for each in problem.proposals] == [
        ("1 April 2010", "order:day"), ("4 January 2010", "order:month"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["2010", "Year 2010", "2010 (continued)", "2010 cont.", "2010:", "year: 2010"]
)
def test_year_alone_above_rows_is_the_first_reading_for_them(heading: str) -> None:
    result = read_rows(
        ["3/2/08", "Log", "a"], [heading], ["5 June", "Log", "b"], ["19/6", "Log", "c"], headings=SHORT
    )

    readings = [problem.proposals[0] for problem in result.problems if problem.code == "incomplete_date"]
    assert [reading.label for reading in readings] == ["5 June 2010", "19 June 2010"]
    assert {reading.group for reading in readings} == {"year:3"}


@pytest.mark.parametrize("mark", ["ditto", "Ditto", "as above", '"', "-do-", "”", "as above."])
def test_ditto_in_the_source_means_the_cell_above(mark: str) -> None:
    result = read_rows(
        ["3/2/08", "File 2", "a"], ["x", "File 3", "b"], ["4/2/08", mark, mark], headings=SHORT
    )

    event = result.events[-1]
    assert (
        (event.source, event.detail) == ("File 3", mark)
        if mark not in ('"', "”")
        else event is result.events[0]
    )


def test_ditto_goes_on_over_several_rows_and_means_nothing_at_the_top() -> None:
    rows = [
        ["1/2/08", "ditto", "a"],
        ["2/2/08", "File 2", "b"],
        ["3/2/08", "ditto", "c"],
        ["4/2/08", '"', "d"],
    ]
    result = read_rows(*rows, headings=SHORT)

    assert held(result) == [(2, "missing_source", "source")]
    assert [event.source for event in result.events] == ["File 2"] * 3


@pytest.mark.parametrize(
    "headings",
    [
        ("Remarks", "Remarks"),
        ("Remarks", "remarks", "Remarks"),
        ("Notes kept", "Notes kept"),
        ("Room", "Room", "Room"),
    ],
)
def test_no_column_is_lost_because_another_has_its_heading(headings: tuple[str, ...]) -> None:
    texts = [f"remark {number}" for number in range(len(headings))]
    result = read_rows(["3/2/08", "Log", "Visit", *texts], headings=[*SHORT, *headings])

    assert list(result.events[0].extra.values()) == texts
    assert list(result.events[0].extra)[-1].startswith(headings[-1])


def test_second_column_of_a_heading_is_named_by_its_letter() -> None:
    result = read_rows(["3/2/08", "Log", "Visit", "a", "b"], headings=[*SHORT, "Remarks", "Remarks"])

    assert result.unmapped_columns == ("Remarks", "Remarks (column E)")


@pytest.mark.parametrize(
    "mark", ["\u200e", "\u200f", "\u202a", "\u2066", "\u00ad", "\ufeff", "\u200b", "\u200d", "\u2060"]
)
def test_mark_that_nobody_sees_is_no_text(mark: str) -> None:
    data = f"Date,Source,Details\n{mark}05/06/{mark}2010,Log,Visit\n{mark},{mark},{mark}\n"
    result = parse(data.encode(), "a.csv")

    assert result.rows_non_empty == len(result.events) == 1
    assert str(result.events[0].date_start) == "2010-06-05"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("co\u00adoperate", "cooperate"),
        ("said \u200ehello\u200e", "said hello"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("שלום\u200f", "שלום\u200f"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_mark_stays_in_a_narrative_of_the_script_it_belongs_to(typed: str, kept: str) -> None:
    assert clean(typed) == kept
