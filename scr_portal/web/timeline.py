"""Lanes of dated marks as a picture drawn on the server: no script, every mark a link, a table beneath it.

Pure arithmetic. Lengths are in the picture's own units, which a wide screen shows as pixels.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from scr_portal.web.words import long_date

WIDTH, LABELS, AXIS, LANE, MARK = 960, 170, 30, 40, 20
MOST_MARKS = 400
Tone = Literal["", "child", "late", "quiet"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event, or with `until` a stretch of time. `label` is what a reader is told it is."""

    on: date
    label: str
    url: str = ""
    until: date | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One agency, clock or child. Lanes are drawn in the order given."""

    label: str
    marks: Sequence[Mark]
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Box:
    """One mark as drawn."""

    x: float
    y: float
    width: float
    height: float
    label: str
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One lane as drawn: `y` is its middle."""

    label: str
    y: float
    top: float
    tone: str
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it, ready for `components/timeline.svg.html`."""

    label: str
    height: int
    rows: list[Row]
    ticks: list[tuple[float, str]]
    now: float | None = None
    grouped: bool = False
    width: int = field(default=WIDTH)
    labels: int = field(default=LABELS)


def draw(lanes: Sequence[Lane], *, start: date, end: date, label: str, today: date | None = None) -> Picture:
    """Draw the picture of `start` to `end`, both days included. Marks outside are left out.

    More than `MOST_MARKS` marks are counted by month, and each month is one mark as high as it is full.
    Raises ValueError where the end comes before the start.
    """
    if end < start:
        raise ValueError("A picture cannot end before it begins.")
    seen = [(lane, [mark for mark in lane.marks if within(mark, start, end)]) for lane in lanes]
    grouped = sum(len(marks) for _, marks in seen) > MOST_MARKS
    scale = Scale(start, end)
    most = max((max(by_month(marks).values(), default=0) for _, marks in seen), default=0)
    rows = [
        Row(
            label=lane.label,
            y=AXIS + index * LANE + LANE / 2,
            top=AXIS + index * LANE,
            tone=lane.tone,
            boxes=[
                *boxes_of(stretches(marks) if grouped else marks, scale, index, lane.tone),
                *(months_of(marks, scale, index, most) if grouped else ()),
            ],
        )
        for index, (lane, marks) in enumerate(seen)
    ]
    now = scale.x(today) if today and start <= today <= end else None
    height = AXIS + LANE * len(rows) + 1
    return Picture(label, height, rows, list(ticks(scale)), now, grouped)


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places."""

    start: date
    end: date

    @property
    def day(self) -> float:
        return (WIDTH - LABELS - 10) / ((self.end - self.start).days + 1)

    def x(self, day: date) -> float:
        """Return the left edge of a day, held within the picture."""
        inside = min(max(day, self.start), self.end + timedelta(days=1))
        return round(LABELS + (inside - self.start).days * self.day, 1)


def within(mark: Mark, start: date, end: date) -> bool:
    return mark.on <= end and (mark.until or mark.on) >= start


def boxes_of(marks: Sequence[Mark], scale: Scale, lane: int, tone: str) -> Iterator[Box]:
    """Each mark by itself, at least wide enough to be pressed."""
    top = AXIS + lane * LANE + (LANE - MARK) / 2
    for mark in marks:
        left = scale.x(mark.on)
        right = scale.x((mark.until or mark.on) + timedelta(days=1))
        span = f"{long_date(mark.on)} to {long_date(mark.until)}" if mark.until else long_date(mark.on)
        width = max(round(right - left, 1), 6)
        yield Box(left, top, width, MARK, f"{span}: {mark.label}", mark.url, mark.tone or tone)


def stretches(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that last: they are drawn, never counted."""
    return [mark for mark in marks if mark.until]


def by_month(marks: Sequence[Mark]) -> Counter[tuple[int, int]]:
    """How many marks of a single day each month has."""
    return Counter((mark.on.year, mark.on.month) for mark in marks if not mark.until)


def months_of(marks: Sequence[Mark], scale: Scale, lane: int, most: int) -> Iterator[Box]:
    """Yield a mark for each month that has any, as high as it is full beside the fullest month of all lanes.

    Each leads to that month's own picture.
    """
    for (year, month), count in sorted(by_month(marks).items()):
        first = date(year, month, 1)
        last = date(year, month, calendar.monthrange(year, month)[1])
        height = round(4 + (LANE - 10) * count / most, 1)
        left = scale.x(first)
        width = max(round(scale.x(last + timedelta(days=1)) - left - 1, 1), 3)
        entries = "1 entry" if count == 1 else f"{count:,} entries"
        label = f"{calendar.month_name[month]} {year}: {entries}"
        bottom = AXIS + (lane + 1) * LANE - 3
        yield Box(left, round(bottom - height, 1), width, height, label, f"?from={first}&to={last}", "")


def ticks(scale: Scale) -> Iterator[tuple[float, str]]:
    """Where the axis is marked, and how: years, quarters, months or weeks, whichever leaves room to read."""
    days = (scale.end - scale.start).days
    if days <= 70:
        first = scale.start + timedelta(days=-scale.start.weekday() % 7)
        for number in range((scale.end - first).days // 7 + 1):
            monday = first + timedelta(weeks=number)
            yield scale.x(monday), f"{monday.day} {calendar.month_abbr[monday.month]}"
        return
    step = 1 if days <= 400 else 3 if days <= 1200 else 12
    for year in range(scale.start.year, scale.end.year + 1):
        for month in range(1, 13, step):
            day = date(year, month, 1)
            if scale.start <= day <= scale.end:
                short = str(year) if step == 12 or month == 1 else calendar.month_abbr[month]
                yield scale.x(day), short
