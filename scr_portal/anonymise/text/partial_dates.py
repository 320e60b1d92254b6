"""Days without their month or year, and months of other languages: 'Tue 9', '23/4', 'on the 17th', '3 maja'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import HYPHENS

_LANGUAGES = ("welsh", "polish", "gaelic", "irish")
_SPACES = re.compile(r"\s+")
_WEEKDAY = r"(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)"
_HOURS = re.compile(r"\b(?:open|hours|works?|worked|shifts?|between|from)\b[^.;\n]{0,30}$", re.IGNORECASE)
_AFTER_WEEKDAY = re.compile(
    rf"\b{_WEEKDAY}[.,]?\s{{1,2}}(?:the\s)?{_DAY}(?:\s?{_ORDINAL}|(?P<sep>[/.{HYPHENS}])(?:0?[1-9]|1[0-2]))?"
    rf"(?![\w/]|:\d|[.{HYPHENS}]\d|(?(sep)(?!)|\s?(?:am|pm|hrs?|hours?|minutes|mins?|o['’]?clock|%)\b))",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"(?<![\w/.:£$*\-–])(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?![\w/*%]|[.\-–]\d)"
)
_DATING = re.compile(
    r"(?:(?:^|[\n|])[\s*•\-–]*|\b(?:on|dated?|due|since|until|till?|seen|held|visit(?:ed)?|attended|called|rang|t/c|tc|appt|appointment|"
    r"review|w/c|w/e|commencing|ending|contact|met)[:.]?\s)$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s?(?:of|old|course|history|hx|duration|times|supply|ago|prn)\b|\s[a-z]{2,}(?<!wa)(?<!i)(?<!ha)(?<!thi)(?<!hi)(?<!a)s\b"
)
_TIMED = re.compile(r"\s(?:[01]\d|2[0-3])[:.]?[0-5]\d\b")
_OPENS_NOTE = re.compile(r"(?:^|[.;!?)]\s|\n)$")
_NOTE = re.compile(r"\s(?!of\b|to\b|x\b)[A-Za-z]")
_UNTIL = re.compile(
    r"\b(?:until|till?|by|due|before|(?:bail(?:ed)?|extended|adjourned|postponed|moved|back)\s(?:to|for))\s$",
    re.IGNORECASE,
)
_ROW_END = re.compile(r"[ \t]*(?:\n|$)")
_COUNTED = re.compile(r"\s(?:children|people|men|women|staff|of|[a-z]{3,}(?<!wa)(?<!thi)(?<!hi)(?<!ha)s)\b")
_LASTING = re.compile(
    r"\b(?:for|every|in|over|after|last|past|within|x|score[ds]?|scoring|scale|gcs|pain|avpu|mild|helpline|support|care)[:\s]\s?$",
    re.I,
)
_BESIDE = re.compile(
    r"(?:\(last|^last|\bnext|\bprev(?:ious)?|\bsent|\bchased|\bbooked|\bupdated|\bemailed)[:.]?\s$",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:seen|visited|since|attended)(?:\s(?!for\b|with\b)[\w&]+){0,2}[:.]?\s$", re.IGNORECASE
)
_AGED = re.compile(
    r"(?:(?:^|[.;:,(]\s|\n)(?:baby|infant|newborn|neonate|toddler|twins?|child|pt|patient)(?:\s(?:boy|girl|son|daughter|m|f))?"
    r"|\bage[d:]?|\b[mf]|\b(?:boy|girl))\s$",
    re.IGNORECASE,
)
_DURATIONS = ("7", "52", "12")
_FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4"})
_WITH_YEAR = re.compile(r"(?<![\w/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:\d{4}|\d{2})(?![\w/])")
_MONTHS_OF_A_YEAR = "12"
_RANGE = re.compile(
    rf"(?<![\w/.:£$*\-–])(?P<first>{_DAY}(?:/(?:0?[1-9]|1[0-2]))?)\s?[\-–]\s?(?P<day>{_DAY})/(?P<month>0?[1-9]|1[0-2])(?![\w/*%])"
)
_BEFORE_DAY = re.compile(
    rf"(?<![\w/.:£])(?P<day>{_DAY}(?:\s?{_ORDINAL})?)\s?(?:[\-–&]|to\b|and\b)\s?(?={_DAY}\s?{_ORDINAL}?\s(?:of\s)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.I,
)
_LONE = re.compile(
    rf"\b(?:on|by|noon|midday|until|till|since|from|before|after|due|(?:moved|changed|back|forward|rearranged|rebooked|postponed|deferred)\s(?:to|for|until)"
    r"|next:?(?:\s(?:meeting|visit|review|appt|appointment|panel|hearing|core group|strat))?"
    r"|(?:birthday|bday|b'day|party|court|hearing|panel|trial|wedding|funeral|appt|appointment|conference)(?:\s(?:is|was|on))?)"
    rf"\s(?:the\s)?(?P<day>{_DAY}\s?{_ORDINAL})\b(?=(?P<next>[^\S\n]\w+)?)",
    re.I,
)
_OF_LETTER = re.compile(
    rf"\b(?:letter|e-?mail|call|visit|note|minute|meeting|report|message|hearing)s?\s(?:of|dated)\s(?:the\s)?(?P<day>{_DAY}\s?{_ORDINAL})\b"
    r"(?!\s(?:floor|centile|defendant|respondent|applicant|time|visit|child|year|grade|class|marriage|instance|part|draft)\b)",
    re.IGNORECASE,
)
_IN_CELL = re.compile(rf"[|\t][ ]*(?P<day>{_DAY}{_ORDINAL})[ ]*(?=[|\t\n]|$)")
_ANY_DAY = rf"(?P<day>{_DAY})(?:\.|\s?(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain|mh|amh|adh|na))?"


def find_partial(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of a day that has no month, or no year."""
    for match in _AFTER_WEEKDAY.finditer(text):
        counts = match.group()[-1].isdigit() and not match["sep"] and _COUNTED.match(text, match.end())
        if not counts and not (match["sep"] in ("-", "–") and _HOURS.search(text, 0, match.start())):
            yield match.span()
    yield from _pairs(text) if "/" in text else ()
    for match in _RANGE.finditer(text):
        if "/" in match["first"] or int(match["day"]) > int(match["month"]):
            yield match.span()
    yield from (match.span("day") for match in _BEFORE_DAY.finditer(text))
    if "|" in text or "\t" in text:
        yield from (match.span("day") for match in _IN_CELL.finditer(text))
    yield from (match.span("day") for match in _OF_LETTER.finditer(text))
    for match in _LONE.finditer(text):
        following = (match["next"] or "").strip()
        known = lexicon.words("function") | lexicon.titles().keys()
        if not following or following.lower() in known or following[0].isdigit():
            yield match.span("day")


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the days with a month after a stroke; where a text writes its days so, also each pair that could be one."""
    pairs = list(_PAIR.finditer(text))
    sure = [match for match in pairs if _is_day_and_month(match)]
    yield from (match.span() for match in sure)
    if not pairs or not (sure or _WITH_YEAR.search(text)):
        return
    for match in pairs:
        opens = len(sure) > 1 and _is_opening(match)
        if match not in sure and (opens or _may_be_day(match) or _is_deadline(match, sure)):
            yield match.span()


def _is_deadline(match: re.Match[str], sure: list[re.Match[str]]) -> bool:
    """Return whether a pair says until when, 'on bail to 3/7', or closes the row of a task as the days of other rows do."""
    text = match.string
    if match.group() in _FRACTIONS or _MEASURED.match(text, match.end()):
        return False
    if _UNTIL.search(text, max(0, match.start() - 30), match.start()):
        return True
    return _closes_row(match) and any(map(_closes_row, sure))


def _closes_row(match: re.Match[str]) -> bool:
    text = match.string
    return bool(text[: match.start()].endswith((" - ", " – ")) and _ROW_END.match(text, match.end()))


def _is_opening(match: re.Match[str]) -> bool:
    """Return whether a pair opens a note and measures nothing: '1/12 Seen at home'."""
    opens = _OPENS_NOTE.search(match.string, max(0, match.start() - 4), match.start())
    return bool(
        opens and _NOTE.match(match.string, match.end()) and not _MEASURED.match(match.string, match.end())
    )


def _may_be_day(match: re.Match[str]) -> bool:
    """Return whether a pair that reads as a mark may be a day: no fraction, score, share or duration."""
    if match.group() in _FRACTIONS or match["month"] in _DURATIONS:
        return False
    before = match.string[max(0, match.start() - 20) : match.start()]
    return not _MEASURED.match(match.string, match.end()) and not _LASTING.search(before)


def _is_day_and_month(match: re.Match[str]) -> bool:
    """Return whether figures with a slash are a date, and neither a score, a part of a number nor a duration."""
    day, month, text = match["day"], match["month"], match.string
    if match.group() == "24/7" or _MEASURED.match(text, match.end()):
        return False
    if "0" in (day[0], month[0]):
        return True
    if month == _MONTHS_OF_A_YEAR and _AGED.search(text[max(0, match.start() - 20) : match.start()]):
        return False
    if _TIMED.match(text, match.end()) and (not match.start() or text[match.start() - 1] == "\n"):
        return True
    before = text[max(0, match.start() - 20) : match.start()]
    if _BESIDE.search(before) and month not in _DURATIONS:
        return True
    if _LASTING.search(before):
        return False
    if int(day) > int(month):
        return True
    if _SEEN.search(before) and text[match.end() : match.end() + 2].strip()[:1] in (
        ":",
        ",",
        ".",
        ";",
        ")",
        "(",
    ):
        return True
    return month not in _DURATIONS and bool(_DATING.search(before))


def find_foreign(text: str) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield dates with a month in Welsh, Polish, Gaelic or Irish: the match, with `year` where it has one, the day and the month.

    A short name of a month needs a year.
    """
    full, pattern = _months()
    for match in pattern.finditer(text):
        name = _SPACES.sub("-", match["month"].lower())
        if match["year"] or name in full:
            yield match, int(match["day"]), _numbers()[name]


@cache
def _numbers() -> dict[str, int]:
    """Return the number of each month by its names in lower case."""
    rows = [row for part in (*_LANGUAGES, "short") for row in lexicon.rows(part, "months.txt")]
    return {name: int(row[0]) for row in rows for name in row[1:]}


@cache
def _months() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the full names of months, and the pattern of all of them after a day."""
    full = [name for part in _LANGUAGES for row in lexicon.rows(part, "months.txt") for name in row[1:]]
    names = "|".join(name.replace("-", r"[\s\-]") for name in sorted(_numbers(), key=len, reverse=True))
    after = rf"(?P<month>{names})\b(?:[\s.]{{1,2}}(?P<year>(?:19|20)\d\d)\b)?"
    return frozenset(full), re.compile(
        rf"(?<![\w/.]){_ANY_DAY}[\s.](?:o\s|d?h?en\s(?:t-)?|dhe?\s)?{after}", re.IGNORECASE
    )
