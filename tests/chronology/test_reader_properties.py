"""Whatever is typed: no row is lost, and no error leaves the reader but its own."""

from __future__ import annotations

import csv
import io
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from panels.chronology.cells import NumberCell, clean
from panels.chronology.dates import read_date, read_date_text
from panels.chronology.interchange import result_from_json, result_to_json
from panels.chronology.model import ReaderError
from panels.chronology.parsing import parse
from panels.chronology.times import read_time, read_time_text
from tests.chronology.bad_files import docx, xlsx
from tests.chronology.material.spellings import day_spellings, held_spellings, wide_spellings
from tests.chronology.reading_made import HEADINGS, read_rows

_TYPED = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789/-.: ?aprilmaytowcbetnd", max_size=24),
    st.sampled_from(
        [
            "",
            "3/4/09",
            "April 2009",
            '"',
            "ditto",
            "?",
            "12-15 May 2010",
            "14:30",
            "Date",
            "Source",
            "Details",
        ]
    ),
)
_DAYS = st.dates(date(1970, 1, 1), date(2030, 12, 28))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_TYPED, min_size=4, max_size=5), max_size=8))
@example([["", "", "", "\n", ""]])
@example([["", "", "", "\n,", ""], ["3/4/09", "GP", "Seen", ""]])
def test_every_row_of_any_table_is_an_event_or_has_a_problem(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([HEADINGS, *rows])
    text = buffer.getvalue()
    try:
        result = parse(text.encode("utf-8", "replace"), "a.csv")
    except ReaderError:
        return

    records = csv.reader(io.StringIO(text, newline=""))
    start = result.parts[0].header_row
    filled = {i for i, row in enumerate(records, 1) if i > start and any(clean(cell) for cell in row)}
    events = {event.row for event in result.events}
    problems = {problem.row for problem in result.problems if problem.severity != "warning"}
    assert not events & problems
    assert events | problems == filled
    assert result.rows_non_empty == len(events) + len(problems)
    assert result_from_json(result_to_json(result)) == result


@settings(max_examples=400, deadline=None)
@given(_TYPED)
def test_any_text_is_a_date_or_has_one_code(typed: str) -> None:
    result = read_date_text(typed)

    assert sum((result.interval is not None, result.code is not None, result.ditto)) == 1
    if result.interval:
        assert result.interval.start <= result.interval.end
        assert (result.interval.precision == "day") == (result.interval.start == result.interval.end)


@given(_TYPED)
def test_any_text_is_a_time_or_held(typed: str) -> None:
    result = read_time_text(typed)

    assert result.code in (None, "invalid_time", "formula_error")
    assert (result.time is not None) == (result.precision in ("exact", "approx"))


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_is_read_or_held(value: float) -> None:
    assert read_date(NumberCell(value)).code in (None, "invalid_date")
    assert read_time(NumberCell(value)).code in (None, "invalid_time")


@settings(deadline=None)
@given(_DAYS)
def test_every_spelling_of_a_day_means_what_its_author_meant(day: date) -> None:
    for meant in (*day_spellings(day), *wide_spellings(day)):
        interval = read_date_text(str(meant.typed)).interval
        assert interval is not None, meant
        assert (interval.start, interval.end, interval.precision, interval.uncertain) == (
            meant.start,
            meant.end,
            meant.precision,
            meant.uncertain,
        ), meant


@settings(deadline=None)
@given(_DAYS)
def test_every_spelling_that_must_be_held_is_held(day: date) -> None:
    for meant in held_spellings(day):
        assert read_date_text(str(meant.typed)).code == meant.code, meant


@settings(max_examples=150, deadline=None)
@given(st.data())
@pytest.mark.parametrize(
    ("data", "name"),
    [(xlsx(), "a.xlsx"), (docx(), "a.docx"), (b"Date,Source,Details\n3/4/09,File,Seen\n", "a.csv")],
)
def test_damaged_bytes_are_read_or_refused(data: bytes, name: str, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(st.integers(0, 255))
    cut = draw.draw(st.integers(0, len(damaged)))
    try:
        parse(bytes(damaged[: cut or None]), name)
    except ReaderError as refusal:
        assert refusal.message.endswith(".")


def test_row_that_only_repeats_the_headings_is_no_event() -> None:
    assert read_rows(list(HEADINGS), ["3/4/09", "", "File", "Seen"]).events[0].row == 3


@pytest.mark.parametrize(
    "typed",
    [
        "12-" * 50_000,
        "1 to " * 50_000,
        "? " * 100_000,
        "between 1 and " * 20_000,
        "a" * 500_000,
        "14:30-" * 50_000,
    ],
)
def test_note_of_any_length_in_the_date_or_time_column_is_held_at_once(typed: str) -> None:
    started = time.process_time()

    assert read_date_text(typed).code == "invalid_date"
    assert read_time_text(typed).code == "invalid_time"
    assert time.process_time() - started < 0.5
