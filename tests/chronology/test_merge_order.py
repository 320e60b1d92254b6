from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from panels.chronology.merge import Entry, merged
from tests.chronology.entries import entry


def rows(entries: list[Entry]) -> list[int]:
    return [each.event.row for each in merged(entries)]


def test_merge_puts_dates_before_times_before_agencies():
    order = rows(
        [
            entry("Police", 1, "2010-03-02", time="09:00"),
            entry("Housing", 2, "2010-03-02", time="09:00"),
            entry("Housing", 3, "2010-03-02", time="08:59"),
            entry("Police", 4, "2010-03-01", time="23:00"),
        ]
    )

    assert order == [4, 3, 2, 1]


def test_merge_puts_entries_without_a_time_last_within_their_day():
    order = rows(
        [
            entry("Police", 1, "2010-03-02"),
            entry("Police", 2, "2010-03-02", time="23:59"),
            entry("Police", 3, "2010-03-02", time_precision="part_of_day", time_typed="pm"),
            entry("Police", 4, "2010-03-02", time_precision="part_of_day", time_typed="Morning"),
            entry("Police", 5, "2010-03-03", time="00:01"),
        ]
    )

    assert order == [2, 4, 3, 1, 5]


def test_merge_stands_an_imprecise_date_on_the_first_day_it_may_be():
    order = rows(
        [
            entry("School", 1, "2010-04-02"),
            entry("School", 2, "2010-04-01", until="2010-04-30"),
            entry("School", 3, "2010-03-31"),
        ]
    )

    assert order == [3, 2, 1]


def test_merge_follows_the_sequence_an_author_gave_to_entries_of_one_day():
    order = rows(
        [
            entry("Housing", 1, "2010-04-02"),
            entry("Housing", 2, "2010-04-02", sequence=2),
            entry("Police", 3, "2010-04-02", sequence=1),
        ]
    )

    assert order == [3, 2, 1]


def test_merge_keeps_file_row_and_version_of_every_entry_also_of_identical_ones():
    twice = [entry("Police", 7, "2010-04-02", version=2), entry("Police", 8, "2010-04-02", version=2)]

    entries = merged(twice)

    assert [each.place for each in entries] == [
        ("Police", "police.csv", 2, 1, 7),
        ("Police", "police.csv", 2, 1, 8),
    ]


entries = st.builds(
    entry,
    st.sampled_from(["Police", "Housing", "School"]),
    st.integers(2, 40),
    st.dates().map(lambda day: f"2010-0{1 + day.month % 3}-0{1 + day.day % 4}"),
    time=st.none() | st.sampled_from(["00:00", "09:15", "23:59"]),
    sequence=st.none() | st.integers(1, 3),
)


@given(st.lists(entries, max_size=12, unique_by=lambda each: each.place), st.randoms())
def test_merge_order_is_total_and_does_not_depend_on_the_order_of_the_files(unsorted_entries, shuffler):
    shuffled = list(unsorted_entries)
    shuffler.shuffle(shuffled)

    assert merged(shuffled) == merged(unsorted_entries)
    assert sorted(each.place for each in merged(unsorted_entries)) == sorted(
        each.place for each in unsorted_entries
    )
    assert merged(merged(unsorted_entries)) == merged(unsorted_entries)
