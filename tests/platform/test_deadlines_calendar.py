from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_portal.deadlines import calendar

days = st.dates(date(2005, 1, 1), date(2040, 12, 31))
lengths = st.integers(-120, 120)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2009, 8, 31), 6, date(2010, 2, 28)),
        (date(2011, 8, 31), 6, date(2012, 2, 29)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2012, 2, 29), 48, date(2016, 2, 29)),
        (date(2010, 1, 30), 1, date(2010, 2, 28)),
        (date(2010, 12, 15), 1, date(2011, 1, 15)),
        (date(2010, 3, 31), -1, date(2010, 2, 28)),
        (date(2010, 5, 12), 0, date(2010, 5, 12)),
    ],
)
def test_months_end_where_the_target_month_ends(start, months, end):
    assert calendar.add_months(start, months) == end


@settings(deadline=None)
@given(days, lengths)
def test_months_land_in_the_month_counted_to_and_never_after_the_day(start, months):
    end = calendar.add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@settings(deadline=None)
@given(days, days, lengths)
def test_earlier_start_never_ends_later(first, second, months):
    first, second = sorted((first, second))
    assert calendar.add_months(first, months) <= calendar.add_months(second, months)
    working = abs(months) % 30
    assert calendar.add_working_days(first, working) <= calendar.add_working_days(second, working)


@pytest.mark.parametrize(
    "day",
    [
        date(2010, 4, 2),  # Good Friday
        date(2010, 4, 5),  # Easter Monday
        date(2010, 5, 3),  # early May
        date(2010, 8, 30),  # late summer
        date(2010, 12, 27),  # Christmas Day in lieu, a Saturday that year
        date(2010, 12, 28),
        date(2011, 4, 29),  # royal wedding
        date(2022, 9, 19),  # state funeral
    ],
)
def test_bank_holidays_of_england_and_wales_are_not_working_days(day):
    assert day.weekday() < 5
    assert not calendar.is_working_day(day)
    assert not calendar.is_working_day(day, "wales")


def test_scotland_keeps_its_own_holidays():
    assert calendar.is_working_day(date(2010, 4, 5), "scotland")
    assert not calendar.is_working_day(date(2010, 11, 30), "scotland")
    assert calendar.is_working_day(date(2010, 11, 30))


@settings(deadline=None)
@given(days)
def test_weekends_are_never_working_days(day):
    assert not (calendar.is_working_day(day) and day.weekday() >= 5)


def test_working_days_step_over_easter():
    assert calendar.add_working_days(date(2010, 4, 1), 1) == date(2010, 4, 6)
    assert calendar.add_working_days(date(2010, 4, 6), -1) == date(2010, 4, 1)


@settings(deadline=None)
@given(days, st.integers(1, 60))
def test_counting_forward_and_measuring_agree(start, length):
    end = calendar.add_working_days(start, length)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end) == length
    assert calendar.working_days_between(end, start) == -length


@settings(deadline=None)
@given(days)
def test_no_working_days_means_today_or_the_next_working_day(day):
    end = calendar.add_working_days(day, 0)
    assert calendar.is_working_day(end)
    assert end == day or not calendar.is_working_day(day)
    assert 0 <= (end - day).days <= 5


@settings(deadline=None)
@given(days, st.integers(0, 30), st.integers(0, 30))
def test_working_days_add_up(start, first, second):
    start = calendar.add_working_days(start, 0)
    in_two = calendar.add_working_days(calendar.add_working_days(start, first), second)
    assert in_two == calendar.add_working_days(start, first + second)


def test_no_working_day_lies_between_a_day_and_itself():
    assert calendar.working_days_between(date(2010, 5, 12), date(2010, 5, 12)) == 0


def test_rules_of_every_unit():
    start = date(2010, 5, 12)
    assert calendar.add(start, 10, "days") == date(2010, 5, 22)
    assert calendar.add(start, 2, "weeks") == date(2010, 5, 26)
    assert calendar.add(start, 6, "months") == date(2010, 11, 12)
    assert calendar.add(start, 10, "working_days") == date(2010, 5, 26)
    with pytest.raises(ValueError, match="not a unit"):
        calendar.add(start, 1, "fortnights")


def test_unknown_part_of_the_kingdom_is_refused():
    with pytest.raises(ValueError, match="No bank holidays"):
        calendar.is_working_day(date(2010, 5, 12), "atlantis")
