from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.chronology.model import Event
from panels.chronology.reupload import match_reupload
from tests import processor
from tests.chronology.entries import event

STORY = [
    event(5, "2009-01-17", "Call from neighbour about shouting. Advice given."),
    event(6, "2009-01-19", "Telephone discussion with the team manager."),
    event(7, "2009-02-02", "Visit. No reply, card left."),
    event(8, "2009-02-02", "Visit. No reply, card left."),
    event(9, "2009-03-11", "Clinic. Weight 4.2 kg, along the 25th centile."),
]


def moved_down(events: list[Event], by: int) -> list[Event]:
    return [replace(each, row=each.row + by) for each in events]


def rows(events: object) -> list[int]:
    return [each.row for each in events]  # type: ignore[attr-defined]


def test_reupload_of_the_same_file_keeps_every_row():
    match = match_reupload(STORY, STORY)

    assert len(match.kept) == 5
    assert (match.moved, match.changed, match.added, match.removed) == ((), (), (), ())


def test_reupload_keeps_rows_that_an_inserted_row_pushed_down():
    inserted = event(5, "2008-12-01", "Booking appointment at 12 weeks.")

    match = match_reupload(STORY, [inserted, *moved_down(STORY, 1)])

    assert match.carried == {(1, row): (1, row + 1) for row in (5, 6, 7, 8, 9)}
    assert match.added == (inserted,)
    assert match.moved == ()


def test_reupload_reports_a_row_that_changed_place_as_moved_and_keeps_its_work():
    match = match_reupload(STORY, [STORY[4], *STORY[:4]])

    assert [old.row for old, _ in match.moved] == [9]
    assert len(match.kept) == 5


def test_reupload_shows_a_corrected_row_as_changed_with_the_fields_that_differ():
    corrected = replace(STORY[4], detail="Clinic. Weight 4.3 kg, along the 25th centile.", action="Plotted")

    match = match_reupload(STORY, [*STORY[:4], corrected])

    (change,) = match.changed
    assert (change.old.row, change.new.row) == (9, 9)
    assert change.fields == ("detail", "action")
    assert 0.6 < change.likeness < 1


def test_reupload_follows_a_row_whose_date_was_corrected():
    corrected = replace(STORY[4], date_start=STORY[0].date_start, date_end=STORY[0].date_end)

    match = match_reupload(STORY, [corrected, *STORY[:4]])

    assert [change.fields for change in match.changed] == [("date_start", "date_end")]
    assert (match.added, match.removed) == ((), ())


def test_reupload_follows_a_row_whose_date_and_every_word_were_corrected_by_its_place():
    misspelt = replace(STORY[2], detail="Vissit. Noo replly, carrd lefft.")
    corrected = event(7, "2009-02-03", "Visit. No reply, card left.")

    match = match_reupload([*STORY[:2], misspelt, STORY[4]], [*STORY[:2], corrected, STORY[4]])

    assert [(change.old.row, change.new.row) for change in match.changed] == [(7, 7)]


def test_reupload_counts_pasted_rows_one_by_one():
    match = match_reupload(STORY, STORY[:3] + STORY[4:])

    assert rows(match.removed) == [8]
    assert len(match.kept) == 4


def test_reupload_takes_a_different_story_for_removed_and_added():
    match = match_reupload(
        STORY[:1], [event(5, "2010-06-30", "Boiler service completed, certificate issued.")]
    )

    assert rows(match.removed) == [5]
    assert rows(match.added) == [5]


def test_reupload_sees_a_running_number_that_shifted_as_a_change_of_the_number_alone():
    different = STORY[:3] + STORY[4:]
    before = [replace(each, ref=str(n)) for n, each in enumerate(different)]
    after = [replace(each, ref=str(n + 1)) for n, each in enumerate(different)]

    match = match_reupload(before, after)

    assert {change.fields for change in match.changed} == {("ref",)}
    assert match.carried == {(1, row): (1, row) for row in (5, 6, 7, 9)}


def test_reupload_ignores_spacing_and_the_way_a_date_was_typed():
    retyped = replace(STORY[0], date_typed="17 Jan 09", detail=STORY[0].detail.replace(" ", "  "))

    assert len(match_reupload(STORY[:1], [retyped]).kept) == 1


texts = st.sampled_from(
    ["Visit. No reply.", "Clinic. Weight steady.", "Rang the surgery.", "Core group held."]
)
events = st.builds(event, st.just(0), st.sampled_from(["2009-01-01", "2009-01-02", "2009-05-05"]), texts)


def numbered(events: list[Event]) -> list[Event]:
    return [replace(each, row=row) for row, each in enumerate(events, 2)]


@given(st.lists(events, max_size=8), st.lists(st.tuples(st.integers(0, 8), events), max_size=5))
def test_reupload_matches_every_unchanged_row_whatever_was_inserted(old, inserts):
    new = list(old)
    for at, each in inserts:
        new.insert(at, each)

    match = match_reupload(numbered(old), numbered(new))

    assert len(match.kept) == len(old)
    assert len(match.added) == len(inserts)
    assert not match.removed


@given(st.lists(events, max_size=8), st.lists(events, max_size=8))
def test_reupload_accounts_for_every_row_of_both_files_once(old, new):
    old, new = numbered(old), numbered(new)

    match = match_reupload(old, new)

    assert sorted(
        [o.row for o, _ in match.kept] + [c.old.row for c in match.changed] + rows(match.removed)
    ) == rows(old)
    assert sorted(
        [n.row for _, n in match.kept] + [c.new.row for c in match.changed] + rows(match.added)
    ) == rows(new)


def test_reupload_of_six_thousand_rewritten_rows_takes_seconds():
    old = [
        event(n, f"20{n % 10:02}-01-{1 + n % 28:02}", f"Visit {n} to the flat about item {n % 70}.")
        for n in range(6000)
    ]
    new = [replace(each, detail=f"{each.detail} Seen by worker.") for each in old]

    started = processor.seconds()
    match = match_reupload(old, new)

    assert processor.seconds() - started < 20
    assert len(match.changed) + len(match.removed) == 6000


CARDS = {day: event(day + 1, f"2010-06-{day:02d}", "No reply, card left.") for day in range(1, 7)}


def cards(*days: int) -> list[Event]:
    return [
        replace(CARDS[1], row=row, date_start=at, date_end=at)
        for row, at in enumerate((_day(d) for d in days), 2)
    ]


def _day(day: int) -> date:
    return date(2010, 6, day)


@pytest.mark.parametrize(
    ("days", "changed", "removed"),
    [
        ((1, 3, 4, 25, 6), [(5, 25)], [2]),
        ((1, 2, 3, 25, 5, 6), [(4, 25)], []),
        ((25, 3, 4, 5, 6), [(1, 25)], [2]),
        ((1, 2, 3, 4, 25), [(5, 25)], [6]),
        ((21, 2, 23, 4, 25, 6), [(1, 21), (3, 23), (5, 25)], []),
        ((1, 2, 3, 4, 5, 6), [], []),
        ((1, 2, 4, 5, 26), [(6, 26)], [3]),
    ],
)
def test_equally_alike_rows_go_by_their_neighbours(
    days: tuple[int, ...], changed: list[tuple[int, int]], removed: list[int]
) -> None:
    match = match_reupload(cards(1, 2, 3, 4, 5, 6), cards(*days))

    assert [(change.old.date_start.day, change.new.date_start.day) for change in match.changed] == changed
    assert [each.date_start.day for each in match.removed] == removed


def test_time_of_an_unchanged_upload_grows_with_its_rows_and_no_faster() -> None:
    def seconds(count: int) -> float:
        many = [
            event(row, "2010-06-01", f"Visit {row}. Mother and child at home.") for row in range(2, count)
        ]
        runs = []
        for _ in range(3):
            started = time.process_time()
            assert len(match_reupload(many, list(many)).kept) == len(many)
            runs.append(time.process_time() - started)
        return min(runs)

    assert seconds(12_000) < 6 * seconds(3_000) + 0.05
