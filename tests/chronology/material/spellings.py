"""Dates and times as authors spell them, each with its meaning. The arithmetic here is independent."""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

EPOCH = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MISSPELT = {2: "Febuary", 8: "Augst", 9: "Septmber", 12: "Decmber", 1: "Janury", 10: "Octobr"}


@dataclass(frozen=True)
class Shown:
    """A true spreadsheet value and the number format it is shown in."""

    value: date | datetime | float
    format: str


@dataclass(frozen=True)
class Broken:
    """An error value, or (with no text) a formula saved without its result."""

    text: str = ""


Typed = str | Shown | Broken


@dataclass(frozen=True)
class Meant:
    """A spelling of a date: what is typed, and the interval it states, or the code that holds it."""

    form: str
    typed: Typed
    start: date | None = None
    end: date | None = None
    precision: str = "day"
    uncertain: bool = False
    code: str | None = None
    clock: str | None = None


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day_spellings(d: date) -> list[Meant]:
    """Return spellings of one day."""
    name, yy = f"{d:%B}", f"{d:%y}"
    texts = {
        "slashes": f"{d:%d/%m/%Y}",
        "short": f"{d.day}/{d.month}/{yy}",
        "dots": f"{d:%d.%m.%Y}",
        "hyphens": f"{d.day}-{d.month}-{d.year}",
        "spaced": f"{d:%d} / {d:%m} / {d:%Y}",
        "stop": f"{d:%d/%m/%Y}.",
        "no_break": f"{d.day}\u00a0{name}\u00a0{d.year}",
        "iso": f"{d:%Y-%m-%d}",
        "iso_slash": f"{d:%Y/%m/%d}",
        "ordinal": f"{ordinal(d.day)} {name} {d.year}",
        "the_of": f"the {ordinal(d.day)} of {name} {d.year}",
        "capitals": f"{d.day} {name.upper()} {d.year}",
        "abbreviated": f"{d:%d}-{SHORT[d.month - 1]}-{yy}",
        "run_together": f"{d.day} {SHORT[d.month - 1].lower()} {yy}",
        "misspelt": f"{d.day} {MISSPELT.get(d.month, name)} {d.year}",
        "weekday": f"{DAYS[d.weekday()][:3]} {d.day} {SHORT[d.month - 1]} {yy}",
        "weekday_comma": f"{DAYS[d.weekday()]}, {d.day} {name} {d.year}",
        "digits8": f"{d:%d%m%Y}",
        "digits8_iso": f"{d:%Y%m%d}",
        "digits6": f"{d:%d%m%y}",
    }
    if d.day < 13 and _is_date(f"{d:%d%m%Y}"):
        texts.pop("digits8")
    spellings = [Meant(form, text, d, d) for form, text in texts.items()]
    doubted = {
        "mark_before": f"?{d:%d/%m/%Y}",
        "mark_after": f"{d:%d/%m/%y}?",
        "approx": f"approx. {d.day} {name} {d.year}",
        "approx_after": f"{d:%d/%m/%Y} (approx)",
        "circa": f"circa {d:%d.%m.%Y}",
        "probably": f"Probably {d.day} {name} {d.year}",
        "wrong_weekday": f"{DAYS[(d.weekday() + 2) % 7][:3]} {d:%d/%m/%Y}",
    }
    return spellings + [Meant(form, text, d, d, uncertain=True) for form, text in doubted.items()]


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= datetime.strptime(digits, "%Y%m%d").replace(tzinfo=None).year <= 2100
    except ValueError:
        return False


def wide_spellings(d: date) -> list[Meant]:
    """Return spellings wider than a day."""
    first, last = month_of(d)
    name, short, year = f"{d:%B}", SHORT[d.month - 1], d.year
    spellings = [
        Meant(f"month_{i}", text, first, last, "month")
        for i, text in enumerate(
            (
                f"{name} {year}",
                f"{short} {d:%y}",
                f"{short}-{d:%y}",
                f"{d:%m}/{year}",
                f"{short.upper()} {year}",
            )
        )
    ]
    spellings += [
        Meant(f"month_doubt_{i}", text, first, last, "month", True)
        for i, text in enumerate(
            (
                f"c. {name} {year}",
                f"?? /{d:%m}/{year}".replace(" ", ""),
                f"{name} {year}?",
                f"about {name} {year}",
            )
        )
    ]
    spellings += [
        Meant("year", str(year), date(year, 1, 1), date(year, 12, 31), "year"),
        Meant("year_doubt", f"circa {year}", date(year, 1, 1), date(year, 12, 31), "year", True),
    ]
    spellings += _seasons(year)
    spellings += _ranges(d)
    spellings += _portions(d, name, year)
    return spellings


def _seasons(year: int) -> list[Meant]:
    winter_end = month_of(date(year + 1, 2, 1))[1]
    spans = {
        f"Spring {year}": (date(year, 3, 1), date(year, 5, 31)),
        f"summer {year}": (date(year, 6, 1), date(year, 8, 31)),
        f"Autumn {year}": (date(year, 9, 1), date(year, 11, 30)),
        f"Winter {year}": (date(year, 12, 1), winter_end),
        f"Winter {year}/{(year + 1) % 100:02d}": (date(year, 12, 1), winter_end),
        f"Autumn term {year}": (date(year, 9, 1), date(year, 12, 31)),
        f"Spring Term {year}": (date(year, 1, 1), date(year, 3, 31)),
        f"summer term {year}": (date(year, 4, 1), date(year, 7, 31)),
    }
    return [Meant("season", text, start, end, "season") for text, (start, end) in spans.items()]


def _ranges(d: date) -> list[Meant]:
    later = d + timedelta(days=3)
    week = d + timedelta(days=6)
    second = min(d.day, 25)
    first_day, last_day = d.replace(day=second), d.replace(day=second + 2)
    name, yy = f"{d:%B}", f"{d:%y}"
    ranges = [
        ("range_days", f"{first_day.day}-{last_day.day} {name} {d.year}", first_day, last_day, False),
        ("range_dash", f"{first_day.day} – {last_day.day} {name} {d.year}", first_day, last_day, False),
        (
            "range_ordinals",
            f"{ordinal(first_day.day)} to {ordinal(last_day.day)} {name} {d.year}",
            first_day,
            last_day,
            False,
        ),
        (
            "between",
            f"between {first_day.day} and {last_day.day} {name} {d.year}",
            first_day,
            last_day,
            False,
        ),
        (
            "or",
            f"{first_day.day} or {first_day.day + 1} {name} {d.year}",
            first_day,
            first_day + timedelta(days=1),
            True,
        ),
        ("range_slashes", f"{d:%d/%m/%y} - {later:%d/%m/%y}", d, later, False),
        ("week", f"w/c {d.day} {name} {d.year}", d, week, False),
        ("week_numeric", f"W/C {d:%d/%m}/{yy}", d, week, False),
        ("week_words", f"week commencing {d:%d/%m/%Y}", d, week, False),
    ]
    if later.year == d.year:
        ranges.append(("range_to", f"{d.day} {name} to {later.day} {later:%B} {later.year}", d, later, False))
    if d.month < 11:
        end = month_of(d.replace(day=1, month=d.month + 2))[1]
        span = f"{SHORT[d.month - 1]} - {SHORT[d.month + 1]} {d.year}"
        ranges.append(("range_months", span, d.replace(day=1), end, False))
        end = month_of(d.replace(day=1, month=d.month + 1))[1]
        ranges.append(("month_slash", f"{name}/{SHORT[d.month]} {d.year}", d.replace(day=1), end, False))
    return [Meant(form, text, start, end, "range", doubt) for form, text, start, end, doubt in ranges]


def _portions(d: date, name: str, year: int) -> list[Meant]:
    first, last = month_of(d)
    spans = {
        f"early {year}": (date(year, 1, 1), date(year, 4, 30)),
        f"mid-{year}": (date(year, 5, 1), date(year, 8, 31)),
        f"Late {year}": (date(year, 9, 1), date(year, 12, 31)),
        f"Early {name} {year}": (first, d.replace(day=10)),
        f"beginning of {name} {year}": (first, d.replace(day=10)),
        f"mid {name} {year}": (d.replace(day=11), d.replace(day=20)),
        f"late {name} {year}": (d.replace(day=21), last),
        f"end of {name} {year}": (d.replace(day=21), last),
    }
    return [Meant("portion", text, start, end, "range") for text, (start, end) in spans.items()]


def held_spellings(d: date) -> list[Meant]:
    """Return spellings that must be held, with their codes."""
    backwards = d - timedelta(days=9)
    texts = [
        (f"{d.month:02d}/{13 + d.day % 15}/{d.year}", "invalid_date"),
        (f"31/02/{d.year}", "invalid_date"),
        (f"{d.day}/{d.month}/{str(d.year)[:3]}", "invalid_date"),
        (f"{d.year}/{(d.year + 1) % 100:02d}", "invalid_date"),
        (f"from {SHORT[d.month - 1]} {d.year} onwards", "invalid_date"),
        (f"since {d.year}", "invalid_date"),
        (f"before {d:%d/%m/%Y}", "invalid_date"),
        (f"{d.day} Setember {d.year}", "invalid_date"),
        (f"l{d.day % 10}/0{1 + d.month % 9}/{d.year}", "invalid_date"),
        ("sometime", "invalid_date"),
        (f"{d.day}/{d.month}", "incomplete_date"),
        (f"{d.day} {d:%B}", "incomplete_date"),
        (f"{d:%B}", "incomplete_date"),
        ("", "missing_date"),
        ("Not known", "missing_date"),
        ("date not recorded", "missing_date"),
        ("n/k", "missing_date"),
        ("?", "missing_date"),
        ("TBC", "missing_date"),
        (f"{d:%d/%m/%Y} - {backwards:%d/%m/%Y}", "end_before_start"),
    ]
    return [Meant("held", text, code=code) for text, code in texts]


def workbook_spellings(d: date, *, date1904: bool) -> list[Meant]:
    """Return date cells of a spreadsheet, and serials."""
    first, last = month_of(d)
    serial = (d - EPOCH[date1904]).days
    moment = datetime(d.year, d.month, d.day, 15, 40)
    days = [
        "dd/mm/yyyy",
        "d mmmm yyyy",
        "[$-809]dd mmm yy;@",
        'ddd" "d mmm yyyy',
        "yyyy-mm-dd",
        "dddd, d mmmm",
    ]
    months = ["mmm-yy", "mmmm yyyy", r"[$-409]mmm\-yy;@", 'mmm" "yyyy']
    spellings = [Meant(f"cell {code}", Shown(d, code), d, d) for code in days]
    spellings += [Meant(f"cell {code}", Shown(first, code), first, last, "month") for code in months]
    spellings.append(Meant("cell datetime", Shown(moment, "dd/mm/yyyy hh:mm"), d, d, clock="15:40"))
    spellings.append(
        Meant("year number", Shown(float(d.year), "0"), date(d.year, 1, 1), date(d.year, 12, 31), "year")
    )
    if 20000 <= serial <= 60000:
        spellings += [
            Meant("serial", Shown(float(serial), "0"), d, d),
            Meant("serial text", str(serial), d, d),
        ]
    return spellings


def beside(meant: Meant, rng: random.Random) -> Meant:
    """Return the day with a time in the same cell."""
    text, clock = rng.choice(
        (("14:30", "14:30"), ("0905", "09:05"), ("2.15pm", "14:15"), ("at 10:05", "10:05"))
    )
    return replace(meant, form="beside", typed=f"{meant.typed} {text}", clock=clock)
