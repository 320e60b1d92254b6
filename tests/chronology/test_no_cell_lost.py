"""Every text of a file is in its events and held rows, in the export, and in the re-import."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from panels.chronology.cells import clean
from panels.chronology.events import TEXT_FIELDS, read_child_seen
from panels.chronology.export import write_csv, write_docx, write_xlsx
from panels.chronology.export.columns import COLUMNS, harmless, writable
from panels.chronology.fields import LABELS, fields_of
from panels.chronology.merge import Entry
from panels.chronology.model import FIELDS, Event, ReaderError, ReadResult
from panels.chronology.parsing import parse

_SYNONYMS = [
    *LABELS.values(), "Ref", "Officer", "Analysis", "Comment", "Kind", "Nature", "Action or outcome", "Time seen",
    "Child seen?", "Child’s views", "To", "Question", "Agency", "Row", "column D", "Staff (2)", "Last day", "=1+1",
]  # fmt: skip
HEADINGS = st.lists(
    st.one_of(st.sampled_from(_SYNONYMS), st.just(""), st.text("abcé ’", max_size=5)), max_size=9
).flatmap(lambda more: st.permutations(["Date", "Source", "Details", *more]))
DATES = st.sampled_from(
    ["12/05/2010", "?3 April 2009", "April 2009", "2009", "12-15 May 2010", "Winter 2009/10", "w/c 6 April 2009",
     "12/05/2010 14:30", "12/05/2010 pm", "13/25/2010", "3 April", ""]
)  # fmt: skip
CELLS = st.one_of(
    st.just(""),
    st.sampled_from(
        [
            "Alone", "Yes, but asleep", "14:30", "tea time", "pm", "=SUM(A1)", "#REF!", "12/05/2010", "Staff: HV1", "- x",
            "_x0041_", "'quoted", "two\nlines",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=12),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Draw a heading row in any order with further columns beside the required three, and rows under it."""
    headings = draw(HEADINGS)
    row = st.tuples(*(DATES if heading == "Date" else CELLS for heading in headings)).map(list)
    return [headings, *draw(st.lists(row, min_size=1, max_size=5))]


def read(rows: list[list[str]]) -> ReadResult:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    try:
        return parse(buffer.getvalue().encode(), "made.csv", scope=(date(2000, 1, 1), date(2010, 12, 31)))
    except ReaderError:
        assume(False)
        raise


def texts(event: Event) -> Counter[str]:
    """Return every text of an event, as often as it occurs."""
    named = [event.source, event.detail, event.date_typed, event.end_date_typed, event.time_typed]
    named += [getattr(event, name) for name in TEXT_FIELDS]
    return Counter(text for text in (*named, *event.extra.values()) if text)


@settings(max_examples=250, deadline=None)
@given(tables())
def test_every_cell_of_a_file_stands_in_its_event_or_its_held_row(table):
    result = read(table)

    start = result.parts[0].header_row
    assume(start == 1)
    assume(
        not any(notice.code == "part_ignored" for notice in result.notices)
    )  # a second table beside the first
    events = {event.row: event for event in result.events}
    held = {problem.row: problem for problem in result.problems if problem.severity != "warning"}
    for number, cells in enumerate(table[1:], 2):
        typed = Counter(text for cell in cells if (text := clean(cell)))
        if number in events:
            lost = typed - texts(events[number])
            assert not lost or (lost.total() == 1 and read_child_seen(*lost)[0] == events[number].child_seen)
        elif typed:
            assert Counter(text for _, text in held[number].cells) == typed
            assert len(dict(held[number].cells)) == len(held[number].cells)


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
@settings(max_examples=120, deadline=None)
@given(table=tables())
def test_what_is_exported_and_imported_again_has_every_field_and_every_further_column(write, table):
    events = read(table).events
    assume(events)
    file = io.BytesIO()
    write([Entry("Housing", "made.csv", event) for event in events], file)

    again = parse(file.getvalue(), "again.xlsx" if write is write_xlsx else "again.csv").events

    assert [stated(event) for event in again] == [
        stated(event, as_csv=write is write_csv) for event in events
    ]
    for before, after in zip(events, again, strict=True):
        further = Counter(harmless(t) if write is write_csv else t for t in before.extra.values() if t)
        assert not further - Counter(after.extra.values())


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_word_export_holds_every_text_of_a_row(table):
    events = read(table).events
    assume(events)
    file = io.BytesIO()
    write_docx([Entry("Housing", "made.csv", event) for event in events], file)

    again = parse(file.getvalue(), "again.docx").events

    for before, after in zip(events, again, strict=True):
        everything = "\n".join(texts(after))
        kept = [
            before.source,
            before.detail,
            *(getattr(before, name) for name in TEXT_FIELDS),
            *before.extra.values(),
        ]
        assert not [text for text in kept if clean(writable(text)) not in everything]


def stated(event: Event, *, as_csv: bool = False) -> tuple[object, ...]:
    """Return an event's values, field by field."""
    named = [getattr(event, name) for name in ("source", "detail", *TEXT_FIELDS)]
    moment = event.time, event.time_end, event.time_precision
    return (event.interval, *moment, event.child_seen, *(harmless(t) if as_csv else t for t in named))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ref", "Reference"),
        ("Officer", "Staff"),
        ("Analysis", "Comment"),
        ("Type", "Nature of contact"),
        ("Action", "Outcome"),
        ("Views", "Presentation"),
        ("Notes", "Notes"),
        ("", ""),
    ],
)
def test_two_columns_for_one_field_are_both_kept(first, second):
    result = read(
        [["Date", "Source", "Details", first, second], ["12/05/2010", "File", "Seen", "one", "two"]]
    )

    assert {"one", "two"} <= set(texts(result.events[0]))


def test_every_field_has_a_label_that_the_import_reads_as_that_field():
    assert {name: fields_of(label) for name, label in LABELS.items()} == {name: name for name in FIELDS}
    assert {column.heading for column in COLUMNS} >= set(LABELS.values())
