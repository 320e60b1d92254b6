"""How dates, numbers and pages are said."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def long_date(value: Any) -> str:
    """12 May 2010. A time is first taken to the place's own clock; anything else is given back as text."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return f"{value.day} {calendar.month_name[value.month]} {value.year}"
    return str(value or "")


def long_time(value: datetime | None) -> str:
    """12 May 2010 at 14:30."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{long_date(value)} at {local:%H:%M}"


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`, by the calendar of deadlines."""
    from scr_portal.deadlines import calendar as working  # the tag is loaded before the calendar's data

    return working.working_days_between(start, end)


def days_left(value: date | None, today: date) -> str:
    """How long there is, or how long over, in words."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if value == today:
        return "due today"
    if value == today + timedelta(days=1):
        return "due tomorrow"
    days = working_days(min(value, today), max(value, today))
    unit = "working day" if days == 1 else "working days"
    if days == 0:
        return "due before the next working day" if value > today else "fell due on a day off"
    return f"{days} {unit} {'left' if value > today else 'over'}"


def number_in_words(value: int) -> str:
    """Words up to nine, figures with thousands marks after."""
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else f"{value:,}"


def counted(value: int, noun: str) -> str:
    """Return a number with its noun: "agency,agencies" chooses by the number, a single form takes an s."""
    single, _, several = noun.partition(",")
    return f"{number_in_words(value)} {single if value == 1 else several or single + 's'}"


def page_links(page: Any, query: QueryDict, parameter: str) -> dict[str, Any]:
    """Return the links for a `Page` of a `Paginator`, with all other parameters of the address kept."""

    def address(number: int) -> str:
        changed = query.copy()
        changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [
        {"number": number, "url": address(number), "current": number == page.number}
        if isinstance(number, int)
        else {"gap": True}
        for number in numbers
    ]
    return {
        "page": page,
        "items": items if page.paginator.num_pages > 1 else [],
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


def sort_link(query: QueryDict, key: str) -> tuple[str, str]:
    """Return the address that sorts by `key` (backwards when it already does), and how the list is sorted by it now."""
    now = query.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    changed = query.copy()
    changed["sort"] = f"-{key}" if direction == "ascending" else key
    changed.pop("page", None)
    return f"?{changed.urlencode()}", direction
