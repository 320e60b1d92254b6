"""Numbers that only the word beside them explains: references after 'no.' or 'ref', plates of other countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.figures import around_figures
from scr_portal.anonymise.text.folding import HYPHENS

_SLASHED = r"(?:\s?/\s?|[*.\-‐‑–])"
_CODE = rf"(?:(?-i:[A-Z]{{1,5}})\s)?(?=[\w/*.\-]{{0,20}}\d|\w{{1,6}}\s/\s)[A-Za-z\d]{{1,10}}(?:{_SLASHED}[A-Za-z\d]{{1,10}}){{0,6}}"
_ANNOUNCERS = "|".join(sorted(lexicon.words("announcer", "numbers.txt")))
_NOUNS = "|".join(sorted(lexicon.words("announced-noun", "numbers.txt")))
_AFTER = r"(?:\s(?:nos?|numbers?|record|file|ref)\b)?[.:#\s]{0,3}"
_ANNOUNCED = re.compile(
    rf"\b(?:(?:{_ANNOUNCERS})\b{_AFTER}|(?:{_NOUNS})\snos?\b[.:\s]{{0,2}}|nos?\.\s?|numbers?\s)"
    rf"(?P<list>{_CODE}(?:(?:,\s?|\s?&\s?|\s(?:and|or)\s){_CODE})*)(?!\w)",
    re.IGNORECASE,
)
_ONE = re.compile(_CODE)
_YEARS = re.compile(rf"(?:19|20)\d\d(?:[/{HYPHENS}](?:19|20)?\d\d)?")
_PAIR = re.compile(r"\d{1,2}/\d{1,2}")
_PARAGRAPH = re.compile(r"\d{1,3}(?:\.\d{1,3})*")

_PLATE = re.compile(
    r"(?<![\w\-])(?P<letters>[A-Z]{1,3})(?:-[A-Z]{1,3})?[ \-]?\d{1,6}[A-Z]{0,3}\d?"
    r"(?:[ \-](?=[A-Z]*\d)[A-Z\d]{1,4}|-[A-Z]{1,3}){0,2}(?![\w\-])"
)
_FIGURES_FIRST = re.compile(
    r"(?<![\w\-/.])(?P<letters>)\d{2,3}(?:-[A-Z]{1,3}-\d{1,6}|[ \-][A-Z]{1,2}[ \-]\d{3,6})(?![\w\-])"
)
_VEHICLE = re.compile(
    rf"\b(?:{'|'.join(sorted(lexicon.words('vehicle', 'numbers.txt')))})\b(?!\s?park)[^.;!?\n\d]{{1,25}}$",
    re.IGNORECASE,
)
_ROAD = re.compile(r"[ABM][ \-]?\d{1,4}")
_REACH = 40


def find_announced(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of references that a word announces."""
    matches = (match for span in around_figures(text) for match in _ANNOUNCED.finditer(text, *span))
    for match in matches:
        for code in _ONE.finditer(match["list"]):
            if _is_code(code.group()):
                yield match.start("list") + code.start(), match.start("list") + code.end()


def _is_code(written: str) -> bool:
    """Return whether figures are more than a count, a paragraph, a year or a fraction."""
    digits = sum(c.isdigit() for c in written)
    if not digits or _PARAGRAPH.fullmatch(written) or _YEARS.fullmatch(written) or _PAIR.fullmatch(written):
        return False
    capital = any(c.isupper() for c in written)
    joined = any(c in "/*-‐‑–" for c in written)
    return (joined and (digits > 2 or capital)) or (capital and digits > 2)


def find_foreign_plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of letters and figures beside a word for a vehicle."""
    for match in (*_PLATE.finditer(text), *_FIGURES_FIRST.finditer(text)):
        plate = match.group()
        rank = (
            "-" not in plate
            and match["letters"].lower() in lexicon.explained_capitals() | lexicon.titles().keys()
        )
        if sum(c.isdigit() for c in plate) < 3 or rank or _ROAD.fullmatch(plate):
            continue
        if _VEHICLE.search(text, max(0, match.start() - _REACH), match.start()):
            yield match.span()
