"""Rows of a chronology that need a person: mended, accepted, left out, taken back, and counted each time."""

from __future__ import annotations

import csv
import io
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from panels.chronology.proposals import as_text
from panels.chronology.reading import read_chronology
from panels.models import Chronology, ChronologyEvent
from panels.queries import ProblemRow, problem_rows, row_counts
from panels.services import chronologies, rows
from panels.services.rows import RowNotSettled, RowSettled, RowsNotOpen
from scr_portal.audit.models import AuditEvent
from scr_portal.refusals import Refused
from tests import make

pytestmark = pytest.mark.django_db

HEADINGS = [
    "Date of event", "Until", "Time", "Source", "Details", "Ref", "Reference", "Officer", "Staff", "Child seen",
    "Who was seen", "Child’s views", "Action", "Analysis", "Comment", "ToR", "Room", "", "Room",
]  # fmt: skip
FULL = {
    "Date of event": "12/05/2010", "Until": "14/05/2010", "Time": "15:00", "Source": "Visit book", "Details": "Seen at home.",
    "Ref": "H1", "Reference": "99", "Officer": "HV2", "Staff": "two staff", "Child seen": "Alone",
    "Who was seen": "The aunt", "Child’s views": "Wanted to stay", "Action": "Letter", "Analysis": "Late",
    "Comment": "None", "ToR": "3", "Room": "kitchen",
}  # fmt: skip
MENDINGS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "missing_date": ({"Date of event": ""}, {"date": "12/05/2010"}),
    "invalid_date": ({"Date of event": "13/25/2010"}, {"date": "12/05/2010"}),
    "incomplete_date": ({"Date of event": "12 May"}, {"date": "12 May 2010"}),
    "formula_error": ({"Date of event": "#REF!"}, {"date": "12/05/2010"}),
    "end_before_start": ({"Until": "1/5/2010"}, {"end_date": "14/05/2010"}),
    "missing_source": ({"Source": ""}, {"source": "Visit book"}),
    "missing_detail": ({"Details": "-"}, {"detail": "Seen at home."}),
    "invalid_time": ({"Time": "mid surgery"}, {"time": "15:00"}),
    "outside_scope": (
        {"Date of event": "12/05/1972", "Until": ""},
        {"date": "12/05/2010", "end_date": "14/05/2010"},
    ),
    "not_an_event": ({"Source": "", "Details": ""}, {"source": "Visit book", "detail": "Seen at home."}),
}
"""For each code: cells of the full row as typed, and what a person types instead."""


@pytest.fixture
def commission() -> Any:
    return make.commission()


def table(*changes: dict[str, str]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for change in changes:
        cells = FULL | change
        writer.writerow([cells.get(name, "") for name in HEADINGS[:-2]] + ["no heading", "garden"])
    return buffer.getvalue().encode()


def read(of: Any, content: bytes, name: str = "made.csv") -> Chronology:
    made, _ = chronologies.upload(of, upload=SimpleUploadedFile(name, content), by=of.author)
    scope = rows.scope_of(of)
    return chronologies.keep_reading(made, read_chronology(content, name, scope=scope))


def the_row(chronology: Chronology) -> ProblemRow:
    (row,) = [row for row in problem_rows(chronology) if row.severity != "warning"]
    return row


def values(event: ChronologyEvent) -> dict[str, Any]:
    """Everything the event holds, as its author wrote it."""
    named = {name: str(getattr(event, name).original) for name in ("source", "detail", *event.NAMED)}
    plain = (
        "date_start",
        "date_end",
        "precision",
        "uncertain",
        "time",
        "time_end",
        "time_precision",
        "child_seen",
    )
    return named | {name: getattr(event, name) for name in plain} | {"columns": event.columns.original}


@pytest.mark.parametrize("code", MENDINGS)
def test_a_mended_row_is_the_event_that_a_row_typed_so_would_have_been(commission: Any, code: str) -> None:
    typed, corrections = MENDINGS[code]
    chronology = read(commission, table({}, typed))
    row = the_row(chronology)
    assert code in {problem.code for problem in row.problems}

    mended = rows.mend_row(row.problem, corrections=corrections, by=commission.author)

    expected = chronology.events.get(row=2)
    assert values(mended) == values(expected)
    assert (mended.time, mended.child_seen, mended.ref.original) == ("15:00", "alone", "H1")
    assert mended.columns.original["Reference"] == "99"
    assert row_counts(chronology).to_mend == 0


@pytest.mark.parametrize("code", MENDINGS)
def test_every_cell_of_a_mended_row_is_in_the_event_or_kept_as_it_was_typed(
    commission: Any, code: str
) -> None:
    typed, corrections = MENDINGS[code]
    chronology = read(commission, table(typed))
    row = the_row(chronology)
    cells = Counter(str(text) for _, text in row.problem.cells)

    mended = rows.mend_row(row.problem, corrections=corrections, by=commission.author)

    held = values(mended)
    texts = Counter(str(text) for name, text in held.items() if name in ("source", "detail", *mended.NAMED))
    texts += Counter(held["columns"].values()) + Counter(mended.as_typed.original.values())
    replaced = Counter(text for text in typed.values() if text)
    assert not cells - texts - replaced - Counter(["Alone"])
    again = the_row(chronology).problem
    assert Counter(str(text) for _, text in again.cells) == cells
    assert set(corrections.items()) <= set(again.corrections.items())


def test_a_time_beside_a_date_that_cannot_be_read_stays_when_the_date_is_mended(commission: Any) -> None:
    content = b"Date/Time,Source,Details\n13/25/2009 14:30,Visit book,Seen\n"
    row = the_row(chronology := read(commission, content))

    event = rows.mend_row(row.problem, corrections={"date": "25/12/2009"}, by=commission.author)

    assert (event.date_start.isoformat(), event.time) == ("2009-12-25", "14:30")
    assert chronology.events.count() == 1


def test_a_row_with_two_problems_is_mended_at_once_or_says_what_is_left(commission: Any) -> None:
    row = the_row(read(commission, table({"Date of event": "13/25/2010", "Source": ""})))

    with pytest.raises(Refused) as refused:
        rows.mend_row(row.problem, corrections={"date": "12/05/2010"}, by=commission.author)
    assert list(refused.value.sentences) == ["source"]

    event = rows.mend_row(
        row.problem, corrections={"date": "12/05/2010", "source": "File"}, by=commission.author
    )
    assert event.source.original == "File"


@pytest.mark.parametrize("code", ["outside_scope", "missing_source", "missing_detail", "invalid_time"])
def test_a_row_may_be_accepted_as_it_is_with_a_reason_that_stands_with_the_event(
    commission: Any, code: str
) -> None:
    chronology = read(commission, table(MENDINGS[code][0]))
    row = the_row(chronology)

    event = rows.mend_row(row.problem, accepted_because="It shows the pattern.", by=commission.author)

    assert event.accepted_because.original == "It shows the pattern."
    assert event.child_seen == "alone"
    assert row_counts(chronology).events == 1


@pytest.mark.parametrize("code", ["missing_date", "invalid_date", "incomplete_date", "end_before_start"])
def test_a_row_without_a_readable_date_is_not_accepted_as_it_is(commission: Any, code: str) -> None:
    row = the_row(chronology := read(commission, table(MENDINGS[code][0])))

    assert not row.acceptable
    with pytest.raises(Refused):
        rows.mend_row(row.problem, accepted_because="It matters.", by=commission.author)
    assert not chronology.events.exists()


def test_a_row_with_neither_source_nor_details_is_no_event_whatever_the_reason(commission: Any) -> None:
    row = the_row(read(commission, table({"Source": "", "Details": ""})))

    with pytest.raises(Refused):
        rows.mend_row(row.problem, accepted_because="It matters.", by=commission.author)


def test_a_formula_error_that_nobody_typed_over_still_holds_the_row(commission: Any) -> None:
    row = the_row(read(commission, table({"Details": "#REF!"})))

    with pytest.raises(Refused) as refused:
        rows.mend_row(row.problem, corrections={"source": "File"}, by=commission.author)
    assert "in place of a result" in refused.value.sentences["detail"][0]


def test_one_source_can_be_given_to_every_row_without_one(commission: Any) -> None:
    chronology = read(
        commission,
        table({"Source": ""}, {"Source": "", "Details": "two"}, {"Source": "", "Date of event": "3 May"}),
    )
    first = problem_rows(chronology)[0]

    rows.mend_row(
        first.problem, corrections={"source": "Clinic notes"}, everywhere=True, by=commission.author
    )

    assert [str(event.source.original) for event in chronology.events.all()] == [
        "Clinic notes",
        "Clinic notes",
    ]
    waiting = [row for row in problem_rows(chronology) if not row.outcome]
    assert [row.problem.row for row in waiting] == [4]
    assert waiting[0].problem.corrections == {"source": "Clinic notes"}


def test_one_choice_settles_every_date_that_may_be_month_first(commission: Any) -> None:
    dates = ("01/04/2010", "01/22/2010", "02/26/2010", "03/05/2010")
    chronology = read(
        commission, table(*({"Date of event": date, "Details": date, "Until": ""} for date in dates))
    )
    first = problem_rows(chronology)[0]
    reading = first.readings[1]

    rows.mend_row(
        first.problem, corrections={"date": as_text(reading)}, group=reading.group, by=commission.author
    )

    days = [event.date_start.isoformat() for event in chronology.events.order_by("row")]
    assert days == ["2010-01-04", "2010-01-22", "2010-02-26", "2010-03-05"]
    assert row_counts(chronology).to_mend == 0


def test_a_date_that_may_be_month_first_is_no_event_while_nobody_chose(commission: Any) -> None:
    dates = ("01/04/2010", "01/22/2010", "02/26/2010")
    chronology = read(
        commission, table(*({"Date of event": date, "Details": date, "Until": ""} for date in dates))
    )
    row = problem_rows(chronology)[0]

    with pytest.raises(Refused) as refused:
        rows.mend_row(row.problem, corrections={"source": "File"}, by=commission.author)
    assert "the day or the month comes first" in refused.value.sentences["date"][0]


def test_one_choice_gives_the_year_of_a_heading_to_all_rows_below_it(commission: Any) -> None:
    content = b"Date,Source,Details\n2010,,\n5 June,Log,a\n19/6,Log,b\n2009,,\n3 Feb,Log,c\n"
    chronology = read(commission, content)
    first = next(row for row in problem_rows(chronology) if row.readings)
    reading = first.readings[0]

    rows.mend_row(
        first.problem, corrections={"date": as_text(reading)}, group=reading.group, by=commission.author
    )

    assert [event.date_start.isoformat() for event in chronology.events.order_by("row")] == [
        "2010-06-05",
        "2010-06-19",
    ]
    assert row_counts(chronology).to_mend == 1


def test_hours_beyond_the_day_become_the_next_day_where_that_is_chosen(commission: Any) -> None:
    chronology = read(commission, table({"Time": "26:30", "Until": ""}, {"Time": "24:00", "Until": ""}))
    row = the_row(chronology)

    event = rows.mend_row(row.problem, corrections={"date": as_text(row.readings[0])}, by=commission.author)

    assert (event.date_start.isoformat(), event.time) == ("2010-05-13", "02:30")
    assert chronology.events.get(row=3).time == "24:00"


def test_a_row_left_out_stays_listed_with_its_reason_and_is_taken_back(commission: Any) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0], {}))
    row = the_row(chronology)
    with pytest.raises(Refused):
        rows.leave_out(row.problem, reason="  ", by=commission.author)

    rows.leave_out(row.problem, reason="Another family.", by=commission.author)

    left_out = the_row(chronology)
    assert (left_out.outcome, left_out.problem.left_out_because) == ("left_out", "Another family.")
    assert left_out.problem.settled_by == commission.author
    assert row_counts(chronology).left_out == 1

    rows.take_back(left_out.problem, by=commission.author)

    counts = row_counts(chronology)
    assert (counts.to_mend, counts.left_out, counts.events) == (1, 0, 1)
    assert counts.add_up


def test_a_mended_row_that_is_taken_back_waits_with_what_was_typed(commission: Any) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))
    rows.mend_row(the_row(chronology).problem, corrections={"date": "12/05/2010"}, by=commission.author)

    rows.take_back(the_row(chronology).problem, by=commission.author)

    assert not chronology.events.exists()
    assert the_row(chronology).problem.corrections == {"date": "12/05/2010"}
    rows.mend_row(the_row(chronology).problem, by=commission.author)
    assert chronology.events.get().date_start.isoformat() == "2010-05-12"


def test_an_event_with_a_remark_is_left_out_and_comes_back_whole(commission: Any) -> None:
    chronology = read(commission, table({}, {}))
    (remark,) = problem_rows(chronology)
    before = values(chronology.events.get(row=3))

    rows.leave_out(remark.problem, reason="Pasted twice.", by=commission.author)

    counts = row_counts(chronology)
    assert (counts.events, counts.left_out, counts.add_up) == (1, 1, True)

    (remark,) = problem_rows(chronology)
    rows.take_back(remark.problem, by=commission.author)

    assert values(chronology.events.get(row=3)) == before
    assert row_counts(chronology).add_up


def test_rows_are_settled_once_and_only_while_the_chronology_waits_to_be_checked(commission: Any) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0], {}))
    problem = the_row(chronology).problem
    rows.leave_out(problem, reason="Another family.", by=commission.author)
    for settle in (
        lambda: rows.leave_out(problem, reason="Again.", by=commission.author),
        lambda: rows.mend_row(problem, corrections={"date": "12/05/2010"}, by=commission.author),
    ):
        with pytest.raises(RowSettled, match="settled this row meanwhile"):
            settle()

    chronologies.accept(chronology, by=commission.author)

    with pytest.raises(RowsNotOpen, match="hand in a corrected file"):
        rows.take_back(problem, by=commission.author)


def test_a_row_that_waits_has_nothing_to_take_back(commission: Any) -> None:
    problem = the_row(read(commission, table(MENDINGS["invalid_date"][0]))).problem

    with pytest.raises(RowNotSettled, match="nothing to take back"):
        rows.take_back(problem, by=commission.author)


def test_each_act_on_a_row_is_on_record_without_its_words(commission: Any) -> None:
    chronology = read(commission, table(MENDINGS["invalid_date"][0]))
    problem = the_row(chronology).problem
    rows.mend_row(problem, corrections={"date": "12/05/2010"}, by=commission.author)
    rows.take_back(problem, by=commission.author)
    rows.leave_out(problem, reason="Tamsin Quillfeather is not meant.", by=commission.author)

    acts = AuditEvent.objects.filter(verb__startswith="chronology.row")
    assert [act.verb for act in acts.order_by("seq")] == [
        "chronology.row_mended", "chronology.row_taken_back", "chronology.row_left_out",
    ]  # fmt: skip
    assert not any("Quillfeather" in str(vars(act)) for act in acts)


@pytest.mark.parametrize("file", sorted(path.name for path in make.SAMPLES.iterdir() if path.is_file()))
def test_rows_of_every_sample_add_up_before_and_after_they_are_settled(commission: Any, file: str) -> None:
    chronology = read(commission, (make.SAMPLES / file).read_bytes(), file)
    counts = row_counts(chronology)
    assert counts.add_up and counts.read > 20

    for row in problem_rows(chronology):
        rows.leave_out(
            row.problem, reason="Counted.", by=commission.author
        ) if row.severity != "info" else None
        assert row_counts(chronology).add_up

    assert row_counts(chronology).to_mend == 0


def test_somebody_else_settles_no_row(commission: Any) -> None:
    from django.core.exceptions import PermissionDenied

    problem = the_row(read(commission, table(MENDINGS["invalid_date"][0]))).problem
    stranger = SimpleNamespace(user=make.commission().author).user

    for act in (
        lambda: rows.mend_row(problem, corrections={"date": "12/05/2010"}, by=stranger),
        lambda: rows.leave_out(problem, reason="No.", by=stranger),
        lambda: rows.take_back(problem, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
