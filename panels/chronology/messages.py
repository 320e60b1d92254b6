"""The sentence for each code: what is wrong, and how to correct it."""

from __future__ import annotations

import re
from datetime import date

from panels.chronology.dates import read_date_text
from panels.chronology.typed_dates import dates_in, is_week_ending, is_zoned

_EXAMPLE = "for example 25/09/2009, or September 2009 if the day is not known"

_SENTENCES: dict[str, str] = {
    "missing_date": "There is no date. Type the date, or as much of it as is known, such as April 2009 or 2009.",
    "incomplete_date": "The date “{typed}” has no year. Add the year, such as 3 April 2009.",
    "end_before_start": "The end “{typed}” comes before the start. Check both dates and change the wrong one.",
    "missing_source": "There is no source. Say where this was recorded, such as the record or file.",
    "missing_detail": "There are no details. Say what happened.",
    "invalid_time": "The time “{typed}” cannot be read. Write it as 14:30 or 2.30pm, or leave it empty if not known.",
    "day_month_unclear": "In this file it is not certain whether the day or the month comes first, so “{typed}” was not read. "
    "Choose which it is.",
    "formula_error": "The {name} shows “{typed}” in place of a result. Type the value itself over the formula.",
    "hidden_row": "This row is hidden in the file. Unhide it if it belongs in the chronology, or delete it.",
    "not_an_event": "This row has no source and no details, so it was taken as a note or total. Nothing needs doing "
    "unless it is an event.",
    "repeated_header": "This row has the headings typed again. Nothing needs doing.",
}
DITTO_PAST_HELD = "This row takes its date from the last event that was read, past a row that was held. Check that it is right."
TWO_TIMES = "The date says “{beside}” and the time says “{typed}”. Change one of them."
_NAMES = {
    "date": "date",
    "end_date": "end date",
    "time": "time",
    "source": "source",
    "detail": "details cell",
}


def sentence(code: str, name: str | None, typed: str, scope: tuple[date, date] | None) -> str:
    """Return the sentence for a code, with the typed text in it."""
    short = typed if len(typed) <= 80 else typed[:79] + "…"
    if code == "invalid_date":
        return _invalid_date(short)
    if code == "outside_scope" and scope:
        return (
            f"The date “{short}” is outside the period under review, {_long(scope[0])} to {_long(scope[1])}. "
            "Correct it, or accept the row and say why it matters."
        )
    text = _SENTENCES.get(code, "This row cannot be read. Check it and upload the file again.")
    return text.format(typed=short, name=_NAMES.get(name or "", "cell"))


def same_as(row: int) -> str:
    """Return the remark on a row that was pasted twice."""
    return f"This row is the same as row {row}. Both were kept. Delete one if it was pasted twice."


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _invalid_date(typed: str) -> str:
    folded = typed.casefold()
    numbers = re.fullmatch(r"\W*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\W*", folded)
    if numbers and int(numbers[2]) > 12:
        return (
            f"In the date “{typed}” the month would be {int(numbers[2])}. Dates are read as day, month, year. "
            f"Write it in that order, {_EXAMPLE}."
        )
    if numbers and read_date_text("/".join(numbers.groups())).interval is None:
        return f"There is no such day as “{typed}”. Check the day and the month."
    if is_zoned(typed):
        return f"“{typed}” gives its time in another zone. Choose the time by British clocks, or write date and time."
    if is_week_ending(typed) and dates_in(typed):
        return f"“{typed}” gives a week by its last day. Choose the seven days, or write the first and the last day."
    if re.search(r"\b(from|since|before|after|until|onwards?)\b", folded):
        return (
            f"“{typed}” has no beginning or no end. Give the first and the last day, such as 1 to 30 June 2009. "
            "A date offered here leaves that open."
        )
    if re.fullmatch(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})", folded):
        return f"“{typed}” could mean a year or a month. Write it out, such as April 2008 to March 2009."
    return _standing(typed) or (
        f"The date “{typed}” cannot be read. Write it as day, month and year, {_EXAMPLE}."
    )


def _standing(typed: str) -> str:
    """Return the sentence for a cell in which dates stand, but not as one date."""
    standing = dates_in(typed)
    if len(standing) > 1:
        more = (
            " The other words are left out of the date."
            if any(each.beside_words for each in standing)
            else ""
        )
        return f"“{typed}” has more than one date. Choose one of them, or write the first and the last day.{more}"
    if standing:
        return (
            f"“{typed}” has more in it than a date. A date chosen here leaves the rest out; "
            "write what matters into the details."
        )
    return ""
