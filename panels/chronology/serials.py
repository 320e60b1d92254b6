"""Spreadsheet serial numbers: days since the workbook's epoch, with the time of day as the fraction."""

from __future__ import annotations

from datetime import date, time, timedelta

DAYS_1904 = 1462
FIRST_SERIAL, LAST_SERIAL = 20000, 60000
"""A bare number in this window is read as a serial (rule 4.21): 1954 to 2064 in the 1900 system."""
_LAST = 2958465  # 31 December 9999


def from_serial(serial: float, *, date1904: bool = False) -> tuple[date | None, time | None]:
    """Return the day and the time of day of a serial; midnight counts as no time (rule 4.23).

    Serials 1 to 59 precede the non-existent 29 February 1900; serial 60 is that day and has no date.
    """
    if not 0 <= serial <= _LAST:
        return None, None
    seconds = min(round((serial - int(serial)) * 86400), 86399)
    days = int(serial) + (DAYS_1904 if date1904 else 0)
    clock = clock_of(seconds) if seconds else None
    if days < 1 or days == 60 or days > _LAST:
        return None, clock
    return date(1899, 12, 30) + timedelta(days=days + (days < 60)), clock


def clock_of(seconds: int) -> time:
    """Return the time of day after this many seconds, to the minute."""
    return time(seconds // 3600 % 24, seconds // 60 % 60)
