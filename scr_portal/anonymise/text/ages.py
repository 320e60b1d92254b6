"""Ages finer than years: 'twenty-two months old', 'aged 2 years and 3 months', 'an 18-month-old', 'aged 15/12'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text.folding import HYPHENS

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_JOIN = rf"[\s{HYPHENS}]+"
_IN_WORDS = rf"(?:(?:a|{_ONES})\s+hundred\s+(?:and\s+)?)?(?:(?:{_TENS})(?:{_JOIN}(?:{_ONES}))?|ten|eleven|twelve|\w+teen|{_ONES})"
NUMBER = rf"(?:\d{{1,3}}(?:[.,]5|½)?|(?:{_IN_WORDS})(?:{_JOIN}and{_JOIN}a{_JOIN}half)?)"
UNIT = r"(?:months?|mths?|mos?|weeks?|wks?|days?)\b"
_YEARS = rf"{NUMBER}[\s{HYPHENS}]*(?:years?|yrs?)\b"
_SPAN = rf"(?:{_YEARS}[\s,]*(?:and\s+)?)?{NUMBER}[\s{HYPHENS}]*{UNIT}(?:[\s,]*(?:and\s+)?{NUMBER}[\s{HYPHENS}]*(?:weeks?|wks?|days?)\b)?"
_HEDGE = r"(?:(?:only|just|about|nearly|almost|barely|around)\s+)?"
_AGE = re.compile(
    rf"\b(?:aged?:?\s+|at\s+)?(?<![\w/.,{HYPHENS}]){_SPAN}[\s{HYPHENS}]*(?:old|of\s+age)\b"
    rf"|(?<![\w{HYPHENS}])(?:an?|the)\s(?P<article>(?:month|week|day)s?[\s{HYPHENS}]old)\b"
    rf"|\baged?:?\s+{_HEDGE}{_SPAN}"
    r"|\baged?:?\s+\d{1,2}/(?:12|52)\b|\b\d{1,2}/12\s+old\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"month|mth|week|wk|day|\bmos?\b|/12|/52|\dm", re.IGNORECASE)


def find_ages(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each age in months, weeks or days, whole: 'twenty-two months old', never 'two months old' of it."""
    if _BEGINS.search(text):
        for match in _AGE.finditer(text):
            yield match.span("article") if match["article"] else match.span()
