"""Times as authors spell them, each with what it means."""

from __future__ import annotations

from dataclasses import dataclass

from tests.chronology.material.spellings import Shown, Typed


@dataclass(frozen=True)
class Moment:
    """A spelling of a time: what is typed, and the clock time, or the code that holds the row."""

    typed: Typed
    clock: str | None = None
    precision: str = "unknown"
    end: str | None = None
    code: str | None = None


def clock_spellings(hour: int, minute: int) -> list[Moment]:
    """Return spellings of one time of day, in words and digits."""
    exact = f"{hour:02d}:{minute:02d}"
    suffix = "am" if hour < 12 else "pm"
    twelve = (hour - 1) % 12 + 1
    later = f"{(hour + 1) % 24:02d}:{minute:02d}"
    texts = [
        exact,
        f"{hour:02d}.{minute:02d}",
        f"{hour:02d}{minute:02d}",
        f"{hour:02d}{minute:02d}hrs",
        f"{exact}:00",
        f"{twelve}.{minute:02d}{suffix}",
        f"{twelve}:{minute:02d} {suffix[0]}.m.",
    ]
    moments = [Moment(text, exact, "exact") for text in texts]
    doubted = (f"approx {exact}", f"c. {exact}", f"about {exact}", f"?{exact}", f"{exact} approx")
    moments += [Moment(text, exact, "approx") for text in doubted]
    return [*moments, Moment(f"{exact}-{later}", exact, "exact", later)]


WORDS = [
    *(
        Moment(text, precision="part_of_day")
        for text in ("am", "PM", "morning", "Evening", "overnight", "lunchtime")
    ),
    *(Moment(text) for text in ("", "", "", "unknown", "Not known", "n/k", "not recorded", "?", "-")),
    Moment("noon", "12:00", "exact"),
    Moment("12 noon", "12:00", "exact"),
    Moment("midday", "12:00", "exact"),
    Moment("Midnight", "00:00", "exact"),
    Moment("2pm", "14:00", "exact"),
    Moment("12.30am", "00:30", "exact"),
]
HELD = [Moment(text, code="invalid_time") for text in ("25:10", "2570", "mid surgery", "after 2", "14:75")]


def workbook_times(hour: int, minute: int) -> list[Moment]:
    """Return time cells and numbers of a spreadsheet."""
    exact = f"{hour:02d}:{minute:02d}"
    fraction = (hour * 60 + minute) / 1440
    moments = [
        Moment(Shown(fraction, "hh:mm"), exact, "exact"),
        Moment(Shown(fraction, "h:mm AM/PM"), exact, "exact"),
        Moment(Shown(fraction, "0.000"), exact, "exact"),
        Moment(Shown(float(hour * 100 + minute), "0"), exact, "exact")
        if hour
        else Moment("00:10", "00:10", "exact"),
    ]
    if hour and minute % 10 == 0 and minute:
        moments.append(Moment(Shown(hour + minute / 100, "0.0"), exact, "exact"))
    return moments
