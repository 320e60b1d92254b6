"""Date arithmetic by the rules of law. Pure: a date and a rule in, a date out, no clock and no database.

Months end where the target month ends ("six months from 31 August" is the last day of February). Working days
exclude Saturdays, Sundays and bank holidays; the day of the event itself is not counted.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays

Unit = Literal["days", "working_days", "weeks", "months"]
UNITS: tuple[Unit, ...] = ("days", "working_days", "weeks", "months")

_SUBDIVISION = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


@cache
def _bank_holidays(region: str) -> holidays.HolidayBase:
    try:
        subdivision = _SUBDIVISION[region]
    except KeyError:
        raise ValueError(f"No bank holidays are known for {region!r}.") from None
    return holidays.country_holidays("GB", subdiv=subdivision)


def is_working_day(day: date, region: str = "england") -> bool:
    """Return whether the day is Monday to Friday and not a bank holiday in that part of the United Kingdom."""
    return day.weekday() < 5 and day not in _bank_holidays(region)


def add_months(day: date, length: int) -> date:
    """Return the same day `length` months later (or earlier), or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + length
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def add_working_days(day: date, length: int, region: str = "england") -> date:
    """Return the working day that is `length` working days after `day` (before it, when negative).

    With 0 the result is `day` itself, or the next working day when `day` is not one.
    """
    step = timedelta(days=1 if length >= 0 else -1)
    while length == 0 and not is_working_day(day, region):
        day += step
    for _ in range(abs(length)):
        day += step
        while not is_working_day(day, region):
            day += step
    return day


def working_days_between(start: date, end: date, region: str = "england") -> int:
    """Return the working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, region)
    return sum(1 for day in _days_after(start, end) if is_working_day(day, region))


def add(day: date, length: int, unit: str, region: str = "england") -> date:
    """Apply a rule such as 6 "months" or 10 "working_days". Raises ValueError for an unknown unit."""
    if unit == "months":
        return add_months(day, length)
    if unit == "working_days":
        return add_working_days(day, length, region)
    if unit == "weeks":
        return day + timedelta(weeks=length)
    if unit == "days":
        return day + timedelta(days=length)
    raise ValueError(f"{unit!r} is not a unit of time a deadline can use.")


def _days_after(start: date, end: date) -> Iterator[date]:
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)
