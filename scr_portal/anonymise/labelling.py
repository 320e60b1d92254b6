"""What is flagged, as surfaces that can be labelled: which words, what they are, and what stands for them.

One surface is one spelling of something unknown, whatever its case, accents, apostrophes, spaces or possessive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from scr_portal.anonymise.contract import Result
from scr_portal.anonymise.text import dates, lexicon
from scr_portal.anonymise.text.folding import APOSTROPHES, fold, fold_text
from scr_portal.anonymise.text.provisional import Group

GROUP_OF_KIND: dict[str, Group] = {
    "name": "name",
    "possible_name": "name",
    "ambiguous_name": "name",
    "place": "place",
    "address": "address",
    "postcode": "address",
    "date": "date",
    "date_of_birth": "date",
    "age_in_months": "detail",
    "nhs_number": "number",
    "phone": "number",
    "national_insurance": "number",
    "vehicle_registration": "number",
    "reference": "number",
    "email": "detail",
    "url": "detail",
    "social_handle": "detail",
    "file_name": "detail",
}
"""What each kind of residual is called in a label. A "name" is narrowed to a person, a place or an organisation
only where the words themselves or those beside them say so; a label never claims more than is known."""

_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s?$", re.IGNORECASE)
_JOINED = re.compile(f"[{APOSTROPHES}]")
_BEFORE = re.compile(r"(?:([^\W\d_]+)\.?\s+)?$")
_AFTER = re.compile(r"\s+([^\W\d_]+)")
_ON = re.compile(r"(?:\b(on)\s)?(?:\bthe\s)?$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_PLURALS = ("ses", "xes", "zes", "ches", "shes")
_SHORTEST_PLURAL = 5
_SHORTEST_NUMBER = 9
"""Digits of a number that is the same however it is spaced; fewer may be a date."""


@dataclass(frozen=True, slots=True)
class Surface:
    """One flagged span of a coded text, without its possessive ending.

    `key` is equal for all spellings of one surface. `singular` is the key of the name of which this may be the
    plural ("the Threlkelds"), or empty. `coarse` is what a date reads as without its day, or empty.
    """

    start: int
    end: int
    text: str
    key: str
    group: Group
    singular: str = ""
    coarse: str = ""


def surfaces_of(result: Result) -> list[Surface]:
    """Return the flagged spans in order, overlapping ones joined."""
    text = result["text"]
    spans: list[tuple[int, int, str]] = []
    for row in sorted(result["residuals"], key=lambda row: (row["start"], -row["end"])):
        if spans and row["start"] < spans[-1][1]:
            start, end, kind = spans[-1]
            spans[-1] = start, max(end, row["end"]), kind
        else:
            spans.append((row["start"], row["end"], row["kind"]))
    return [_surface(text, *span) for span in spans]


def labelled(result: Result, words: Callable[[Surface], str]) -> str:
    """Return the coded text with each flagged span replaced by what `words` says of it."""
    text, pieces, position = result["text"], [], 0
    for surface in surfaces_of(result):
        pieces += [text[position : surface.start], words(surface)]
        position = surface.end
    return "".join([*pieces, text[position:]])


def key_of(words: str) -> str:
    """Return what is equal for all spellings of one surface: case, accents, apostrophes, hyphens and spaces folded."""
    folded = fold_text(_JOINED.sub("", _POSSESSIVE.sub("", words.strip())))
    digits = folded.replace(" ", "")
    if digits.isdigit() and len(digits) >= _SHORTEST_NUMBER:
        return digits
    return folded or " ".join(words.split())


def coarse_date(words: str) -> str:
    """Return a date without its day, "March 2009"; empty where its month or year is not certain."""
    known = dates.find_dates(words)
    if len(known) != 1 or not known[0].month or len(known[0].years) != 1:
        return ""
    return f"{dates.month_name(known[0].month)} {known[0].years[0]}"


def _surface(text: str, start: int, end: int, kind: str) -> Surface:
    ending = _POSSESSIVE.search(text[start:end])
    end = start + ending.start() if ending and ending.start() else end
    words = text[start:end]
    key = key_of(words)
    group = GROUP_OF_KIND.get(kind, "name")
    if group == "name":
        group = _narrowed(key.split(), text, start, end)
    if kind == "date" and (month := coarse_date(words)):
        before = _ON.search(text, max(0, start - 7), start)
        start = before.start() if before else start
        return Surface(
            start, end, text[start:end], key, group, coarse=f"in {month}" if before and before[1] else month
        )
    plural = group in ("name", "person") and bool(_THE.search(text, max(0, start - 5), start))
    return Surface(start, end, words, key, group, singular=_singular(key) if plural else "")


def _narrowed(words: list[str], text: str, start: int, end: int) -> Group:
    """Return what a name is of, as far as its words and its neighbours are sure."""
    last = words[-1] if words else ""
    titles = lexicon.titles().keys()
    if last in lexicon.words("body-noun", "structure.txt") | lexicon.words(
        "organisation-word", "structure.txt"
    ):
        return "organisation" if len(words) > 1 else "name"
    if len(words) > 1 and last in lexicon.words("place-noun", "structure.txt"):
        return "place"
    before, after = _BEFORE.search(text[max(0, start - 30) : start]), _AFTER.match(text, end)
    announced = before is not None and before[1] and fold(before[1]) in titles
    acts = after is not None and fold(after[1]) in lexicon.words("verb-human")
    if announced or acts or titles & set(words) or lexicon.given_names() & set(words[:1]):
        return "person"
    return "name"


def _singular(key: str) -> str:
    if " " in key or len(key) < _SHORTEST_PLURAL or not key.endswith("s") or key.endswith("ss"):
        return ""
    return key[:-2] if key.endswith(_PLURALS) else key[:-1]
