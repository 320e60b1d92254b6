"""Wordings that say less than words that may identify somebody: the month for a day, years for months, a kind for a name.

They are offers. Whoever settles a passage chooses one or writes another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text.dates import Date, find_dates, month_name
from scr_portal.web.words import number_in_words

SEASONS = {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring"}
SEASONS |= {6: "summer", 7: "summer", 8: "summer", 9: "autumn", 10: "autumn", 11: "autumn"}
PLACES = {
    "hospital": "hospital",
    "infirmary": "hospital",
    "school": "school",
    "academy": "school",
    "college": "college",
    "nursery": "nursery",
    "playgroup": "nursery",
    "surgery": "surgery",
    "practice": "surgery",
    "clinic": "clinic",
    "centre": "centre",
    "church": "church",
    "hotel": "hotel",
    "inn": "public house",
    "arms": "public house",
    "prison": "prison",
    "park": "park",
    "road": "street",
    "street": "street",
    "lane": "street",
    "avenue": "street",
    "close": "street",
    "hill": "street",
}
"""The kind of place that a word in its name tells."""
VALUES = {
    "phone": "a telephone number",
    "email": "an email address",
    "url": "a web address",
    "social_handle": "an account on a social network",
    "vehicle_registration": "a vehicle",
    "nhs_number": "a number",
    "national_insurance": "a number",
    "reference": "a reference number",
    "file_name": "a document",
    "date_of_birth": "a date of birth",
}
SOMEBODY = ("somebody", "a member of staff", "a member of the family")
_MONTHS = re.compile(
    r"(\d{1,2}|[a-z]+)(?:[.,]5|½)?[\s-]*(months?|mths?|mos?|weeks?|wks?|days?)", re.IGNORECASE
)
_TWELFTHS = re.compile(r"(\d{1,2})/(12|52)")
_NUMBERS = {number_in_words(n): n for n in range(1, 10)} | {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_A_YEAR = {"m": 12, "w": 52, "d": 365}
_ARTICLE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_ON = re.compile(r"\bon(?:\s+the)?\s+$", re.IGNORECASE)


def coarser(kind: str, words: str, before: str = "") -> list[str]:
    """Return wordings that say less than `words`, the nearest to them first; `before` is what stands before them."""
    found = list(dict.fromkeys(offers(kind, words, before)))
    if _ARTICLE.search(before):
        found = [re.sub(r"^(?:a|an) ", "", offer) for offer in found]
    return found


def offers(kind: str, words: str, before: str) -> Iterator[str]:
    """Yield what may stand for words of a kind: what they are by their form comes before what they are called.

    An age is no date ("15/12"), and nothing is offered for the end of one ("twenty-" before "two months").
    """
    if kind == "age_in_months":
        if not before.endswith("-") and (age := in_years(words)):
            yield age
    elif len(dates := find_dates(words)) == 1:
        yield from of_date(dates[0], on=bool(_ON.search(before)))
    elif kind in VALUES:
        yield VALUES[kind]
    else:
        yield from of_name(kind, words)


def of_date(date: Date, *, on: bool) -> Iterator[str]:
    """Yield the month and year of a day, its season and its year, as far as each is certain."""
    day = "a day in " if on else ""
    if not date.month:
        yield "a day in that month" if on else "that month"
    elif len(date.years) != 1:
        yield f"{day}{month_name(date.month)}"
    else:
        yield from (f"{day}{span} {date.years[0]}" for span in (month_name(date.month), SEASONS[date.month]))
        yield f"{day}{date.years[0]}"


def in_years(words: str) -> str:
    """Return an age in months, weeks or days as years, in the form in which it was written; empty where it is not read."""
    match = _TWELFTHS.search(words) or _MONTHS.search(words)
    if match is None:
        return ""
    unit = 12 if match[2] == "12" else 52 if match[2] == "52" else _A_YEAR[match[2][0].lower()]
    count = int(match[1]) if match[1].isdigit() else _NUMBERS.get(match[1].lower())
    if count is None or words[: match.start()].endswith("-"):
        return ""
    years = count // unit
    before = "at " if words.lower().startswith("at ") else ""
    if not years:
        return f"{before}under one year old"
    said = number_in_words(years)
    if "-" in words:
        return f"{said}-year-old"
    return f"{before}{said} year old" if years == 1 else f"{before}{said} years old"


def of_name(kind: str, words: str) -> Iterator[str]:
    """Yield the kind of place whose word is in a name, or who somebody may be."""
    tokens = re.findall(r"[a-z]+", words.lower())
    if place := next((PLACES[token] for token in reversed(tokens) if token in PLACES), ""):
        yield f"{'an' if place[0] in 'aeiou' else 'a'} {place} in the area"
        yield f"{'an' if place[0] in 'aeiou' else 'a'} {place}"
    if kind in ("address", "postcode"):
        yield "an address in the area"
    elif kind == "place":
        yield "a place in the area"
    elif kind == "organisation":
        yield "an organisation in the area"
    elif not place:
        yield from SOMEBODY
        yield "a place in the area"
