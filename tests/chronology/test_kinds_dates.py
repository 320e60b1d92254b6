"""Rules 11.3, 11.4, 11.6 to 11.8: no date and no time is read that was not written, and readings are offered."""

from __future__ import annotations

import pytest

from panels.chronology.dates import read_date_text
from panels.chronology.proposals import propose
from panels.chronology.times import read_time_text
from tests.chronology import kinds
from tests.chronology.reading_made import held, read_rows


@pytest.mark.parametrize(("typed", "day"), kinds.MONTH_IN_WORDS_FIRST.items())
def test_month_in_words_first_leaves_nothing_to_guess(typed: str, day: str) -> None:
    interval = read_date_text(typed).interval

    assert interval is not None
    assert (str(interval.start), str(interval.end), interval.precision, interval.uncertain) == (
        day,
        day,
        "day",
        False,
    )


@pytest.mark.parametrize(
    ("typed", "days"), [*kinds.MONTH_FIRST_RANGES.items(), *kinds.RANGES_THAT_END_WITHOUT_A_YEAR.items()]
)
def test_day_and_month_after_a_dash_end_a_range(typed: str, days: tuple[str, str]) -> None:
    result = read_date_text(typed)

    assert result.interval is not None and result.time is None
    assert (str(result.interval.start), str(result.interval.end), result.interval.precision) == (
        *days,
        "range",
    )


@pytest.mark.parametrize(("typed", "clock"), kinds.DATES_WITH_A_TIME.items())
def test_time_after_a_date_is_its_time(typed: str, clock: str | None) -> None:
    result = read_date_text(typed)

    assert (
        result.interval is not None and str(result.interval.start) == str(result.interval.end) == "2010-06-02"
    )
    assert result.time is not None and result.time.shown == clock


@pytest.mark.parametrize(("typed", "labels"), kinds.HELD_WITH_READINGS.items())
def test_date_that_is_not_one_is_held_with_the_readings_it_allows(typed: str, labels: list[str]) -> None:
    assert read_date_text(typed).code == "invalid_date"
    assert [reading.label for reading in propose("invalid_date", typed)] == labels


@pytest.mark.parametrize("typed", [typed for typed, labels in kinds.HELD_WITH_READINGS.items() if labels])
def test_sentence_beside_a_held_date_is_true(typed: str) -> None:
    message = read_rows([typed, "", "File", "Seen"], scope=None).problems[0].message

    assert "no such day" not in message


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("05/06/2010 (evening visit)", "leaves the rest out"),
        ("Seen 05/06/2010", "leaves the rest out"),
        ("02/06/10, 04/06/10", "more than one date"),
        ("week ending 05/06/2010", "a week by its last day"),
        ("2010-06-05T21:15:00Z", "another zone"),
        ("31/02/2010", "no such day"),
        ("from June 2010 onwards", "no beginning or no end"),
    ],
)
def test_sentence_says_what_a_chosen_reading_leaves_out(typed: str, says: str) -> None:
    assert says in read_rows([typed, "", "File", "Seen"], scope=None).problems[0].message


@pytest.mark.parametrize("typed", kinds.PARTS_OF_DAY)
def test_part_of_the_day_in_words_is_kept_as_typed(typed: str) -> None:
    event = read_rows(["3/4/09", typed, "File", "Seen"]).events[0]

    assert (event.time, event.time_precision, event.time_typed) == (None, "part_of_day", typed)


@pytest.mark.parametrize("typed", kinds.END_OF_DAY)
def test_twenty_four_hours_is_the_end_of_that_day(typed: str) -> None:
    event = read_rows(["3/4/09", typed, "File", "Seen"]).events[0]

    assert (str(event.date_start), event.time, event.time_precision) == ("2009-04-03", "24:00", "exact")


def test_span_may_end_with_the_day() -> None:
    event = read_rows(["3/4/09", "22:00-24:00", "File", "Seen"]).events[0]

    assert (event.time, event.time_end) == ("22:00", "24:00")


@pytest.mark.parametrize(("typed", "clock"), kinds.BEYOND_THE_DAY.items())
def test_hours_beyond_the_day_are_held_with_the_next_day_to_choose(typed: str, clock: str) -> None:
    result = read_rows(["3/4/09", typed, "File", "Seen"])

    assert held(result) == [(2, "invalid_time", "time")]
    assert [(reading.label, reading.time) for reading in result.problems[0].proposals] == [
        (f"4 April 2009 {clock}", clock)
    ]


@pytest.mark.parametrize("typed", kinds.NO_TIMES)
def test_what_is_no_time_is_held(typed: str) -> None:
    assert read_time_text(typed).code == "invalid_time"
