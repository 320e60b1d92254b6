"""Dates in any spelling, found and parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scr_portal.anonymise.contract import Grain
from scr_portal.anonymise.text import lexicon, odd_dates, partial_dates, stopped_days
from scr_portal.anonymise.text.folding import HYPHENS
from scr_portal.anonymise.text.spoken_years import SPOKEN_YEAR, year_of

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9}
_SHORT |= {"oct": 10, "nov": 11, "dec": 12}
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)} | _SHORT
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
_ORDINAL_NUMBER = {word: number for number, word in enumerate(ORDINALS, 1)} | {"thirtieth": 30}
_ORDINAL_NUMBER |= {f"twenty{word}": 20 + n for n, word in enumerate(ORDINALS[:9], 1)} | {"thirtyfirst": 31}

_MONTH = r"(?P<month>" + "|".join([*_MONTHS, "sept", *[m for m in _SHORT if m != "sept"]]) + r")\b\.?"
_NAMED = "(?:" + "|".join(_MONTH_NUMBER) + r")\b"
_GAP = rf"(?:[\s.,/\u200b-\u200f\u2060\ufeff]|[{HYPHENS}]){{0,3}}"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s+(?:the\s+)?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’‘]?\d\d)(?![\d:]|[./]\d|\s?(?:am|pm|hrs?|hours)\b)"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_WORDS = r"(?P<dayword>(?:twenty|thirty)[\s-]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
_WORDS += "|".join([*ORDINALS, "thirtieth"]) + ")"

_DAY_FIRST = re.compile(
    rf"(?<![\w/.]){_WEEKDAY}(?:{_DAY}\s?(?P<ordinal>st|nd|rd|th)?|{_WORDS})(?:\s+day)?(?:\s+of\b)?{_GAP}"
    rf"(?:of\s+)?{_MONTH}(?:{_GAP}{_YEAR}|[\s,]{{1,2}}{SPOKEN_YEAR})?",
    re.IGNORECASE,
)
_SPOKEN_DAY = re.compile(
    rf"\b(?P<prep>on|by|until|till|since|before|after|from|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s(?:(?:um|er)\s)?the\s(?:(?:um|er)\s(?:the\s)?)?{_WORDS}\b(?=(?P<next>[^\S\n]\w+)?)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WEEKDAY}{_MONTH}[\s{HYPHENS}]{{1,2}}(?:the\s+)?{_DAY}(?:\s?(?:st|nd|rd|th))?(?![\d:]|[./]\d|\s{_NAMED})(?:,?{_GAP}(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"(?<![\w/.*{HYPHENS}])(?P<day>\d{{1,2}})(?P<sep>\s?[./{HYPHENS}]\s?|[^\S\t])(?P<month>\d{{1,2}})"
    rf"(?:\s?[./{HYPHENS}]\s?|(?P=sep))(?P<year>(?:19|20)\d\d|\d\d)(?![\d*]|[/.{HYPHENS}]\d)"
)
_ISO = re.compile(
    rf"(?<![\w/.*{HYPHENS}])(?P<year>(?:19|20)\d\d)(?P<sep>[./{HYPHENS}]|[^\S\t]|)(?P<month>0?[1-9]|1[0-2])(?P=sep)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?![\d*]|[/.-]\d)(?:T(?=\d\d:))?"
)
_MONTH_YEAR = re.compile(
    rf"(?<![\w/.]){_MONTH}{_GAP}(?P<year>(?:19|20)\d\d)\b|(?<![\w/.])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/])",
    re.I,
)
_SIX = re.compile(
    rf"(?<![\w/.*£#{HYPHENS}])(?<!\d\s)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>\d\d)"
    rf"(?![\w*]|\s?\d|[/.,:{HYPHENS}]\d)"
)
_DAY_MONTH = re.compile(r"(?<=\b[Oo]n )(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])(?![\w/.]\d|\w)")


_WEEKDAY_BEFORE = re.compile(
    r"\b(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[,.]?[^\S\n]{1,2}(?:the\s)?$",
    re.IGNORECASE,
)
_LONGEST_WEEKDAY = 16
_HOURS = re.compile(r"(?:1[0-2]|[1-9])\s?[-–]\s?(?:1[0-2]|[1-9])\.(?:00|15|30|45)")
_LIST_MARK = re.compile(r"\d+\.\s")
_STREET_AFTER = re.compile(
    r"\s(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Court|Crescent|Drive|Gardens|Terrace|Place|Grove|Way|House|Cottages?|Walk|Hill)\b"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a text; `years` lists every year that a two-digit year may mean."""

    start: int
    end: int
    day: int
    month: int
    years: tuple[int, ...]

    def may_be(self, iso: str) -> bool:
        """Return whether this is the date written as YYYY-MM-DD."""
        year, month, day = (int(part) for part in iso.split("-"))
        return (self.day, self.month) == (day, month) and year in self.years


def find_dates(text: str) -> list[Date]:
    """Return every date with a day in it, in order and without overlaps; the longest wins."""
    candidates = sorted(_candidates(text), key=lambda d: (d.start, -d.end))
    dates: list[Date] = []
    for date in candidates:
        if not dates or date.start >= dates[-1].end:
            dates.append(_with_weekday(text, date))
    return dates


def month_name(month: int) -> str:
    """Return the name of a month, 1 to 12."""
    return _MONTHS[month - 1].capitalize()


def _with_weekday(text: str, date: Date) -> Date:
    """Return a date in figures with the weekday before it: 'Tues 19/11/19'."""
    if not date.month or not text[date.start].isdigit():
        return date
    weekday = _WEEKDAY_BEFORE.search(text, max(0, date.start - _LONGEST_WEEKDAY), date.start)
    return replace(date, start=weekday.start()) if weekday else date


def find_coarse(text: str, grain: Grain | None) -> Iterator[tuple[int, int]]:
    """Yield spans of a month with its year, for a grain that keeps only years."""
    if grain == "year":
        yield from (match.span() for match in _MONTH_YEAR.finditer(text))


def _candidates(text: str) -> Iterator[Date]:
    for match in _DAY_FIRST.finditer(text):
        if (date := _worded(match)) and _believable(match):
            yield date
    for match in _MONTH_FIRST.finditer(text):
        if (date := _worded(match)) and (match["month"][0].isupper() or match["year"]):
            yield date
    for pattern in (_NUMERIC, _ISO, _SIX):
        for match in pattern.finditer(text):
            if date := _numeric(match):
                yield date
    for match, day, month in partial_dates.find_foreign(text):
        yield Date(match.start(), match.end(), day, month, _years(match["year"]))
    for start, end, day, month, year in odd_dates.find_full(text):
        yield Date(start, end, day, month, _years(year))
    for start, end in odd_dates.find_ordinals(text):
        yield Date(start, end, 0, 0, ())
    for match in _SPOKEN_DAY.finditer(text):
        if _is_day(match):
            yield Date(match.start("dayword"), match.end("dayword"), 0, 0, ())
    for match in _DAY_MONTH.finditer(text):
        yield Date(match.start(), match.end(), 0, 0, ())
    for start, end, day, month, year in odd_dates.find_cut(text, _MONTH_NUMBER):
        yield Date(start, end, day, month, _years(year))
    for start, end in stopped_days.find_stopped_days(text):
        yield Date(start, end, 0, 0, ())
    for start, end in partial_dates.find_partial(text):
        yield Date(start, end, 0, 0, ())


def _is_day(match: re.Match[str]) -> bool:
    """Return whether an ordinal in words is a day, 'on the seventeenth', and counts nothing, 'on the second floor'."""
    following = (match["next"] or "").strip().lower()
    counting = match["dayword"].lower() in ("first", "second", "third") and match["prep"].lower() in (
        "on",
        "by",
        "from",
    )
    return not counting and (not following or following in lexicon.words("function"))


def _believable(match: re.Match[str]) -> bool:
    """Return whether the match is a date: '5 may' without a year or an ordinal may be a number and a verb."""
    month = match["month"]
    if not match["year"] and (
        _LIST_MARK.match(match.group())
        or "," in match.group()
        or _STREET_AFTER.match(match.string, match.end())
    ):
        return False
    return bool(match["year"] or month[0].isupper() or match["ordinal"] or match["dayword"]) or len(month) > 3


def _worded(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    word = groups.get("dayword")
    day = _ORDINAL_NUMBER[re.sub(r"[\s-]", "", word.lower())] if word else int(groups["day"])
    month = _MONTH_NUMBER[groups["month"].lower()]
    years = (year_of(groups["spoken"]),) if groups.get("spoken") else _years(groups.get("year"))
    return Date(match.start(), _end(match), day, month, years)


def _end(match: re.Match[str]) -> int:
    """Return the end of the match without a full stop that closes the sentence."""
    return match.start() + len(match.group().rstrip(" .,\n"))


def _numeric(match: re.Match[str]) -> Date | None:
    day, month = int(match["day"]), int(match["month"])
    if _HOURS.fullmatch(match.group()):
        return None
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Date(match.start(), match.end(), day, month, _years(match["year"]))


def _years(written: str | None) -> tuple[int, ...]:
    if not written:
        return ()
    digits = written.lstrip("'’‘")
    return (int(digits),) if len(digits) == 4 else (1900 + int(digits), 2000 + int(digits))
