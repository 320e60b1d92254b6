"""Identifiers found by form and compared by value: dates, numbers, postcodes, links. Spans of characters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from scr_portal.anonymise.contract import Grain, RegisterEntry
from scr_portal.anonymise.register.values import RegisteredValues
from scr_portal.anonymise.text import (
    ages,
    announced,
    dates,
    links,
    numbers,
    officers,
    partial_plates,
    provisional,
    spoken,
)

_BIRTH = re.compile(
    r"(?:\bborn\b(?:\s+on)?|\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth)(?:\s+(?:is|was))?[\s:=(|\-–]*(?:the\s)?$",
    re.IGNORECASE,
)
"""What makes of the date after it somebody's date of birth, which is flagged whatever the grain."""
_ARTICLE = re.compile(r"\bthe\s$", re.IGNORECASE)


_DIGIT = re.compile(r"\d")
_RANK_BEFORE = re.compile(r"\b([A-Za-z]{2,5})[ ]$")
_PHONE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Claim:
    """A span of the input. One entry means it is replaced; none or several, that a person must look at it."""

    start: int
    end: int
    kind: str
    entries: tuple[RegisterEntry, ...] = ()
    blocks: bool = True


def find_claims(text: str, values: RegisteredValues, grain: Grain | None) -> list[Claim]:
    """Return every claim in the text; of overlapping ones a registered value wins, then the earlier kind."""
    claims: list[Claim] = []
    overlapping: list[Claim] = []
    for claim in _all_claims(text, values, grain):
        if not claim.blocks:
            overlapping.append(claim)
        elif not any(claim.start < k.end and k.start < claim.end for k in claims):
            claims.append(claim)
        elif not claim.entries and not _within_known(claim, claims):
            overlapping.append(Claim(claim.start, claim.end, claim.kind, blocks=False))
    return claims + overlapping


def is_collar(text: str, claim: Claim, keys: Container[str]) -> bool:
    """Return whether a reference is the number of a registered officer, with the rank before it: 'PC 512'."""
    if claim.kind != "reference" or claim.entries:
        return False
    rank = _RANK_BEFORE.search(text, max(0, claim.start - 8), claim.start)
    return rank is not None and rank[1].lower() + text[claim.start : claim.end].lower() in keys


def _within_known(claim: Claim, claims: list[Claim]) -> bool:
    return any(
        (k.entries or k.kind == "label") and claim.start < k.end and k.start < claim.end for k in claims
    )


def _all_claims(text: str, values: RegisteredValues, grain: Grain | None) -> Iterator[Claim]:
    if "[" in text:
        yield from (Claim(*m.span(), "label") for m in provisional.LABEL.finditer(text))
    for pattern, entry in values.codes:
        yield from (Claim(m.start(), m.end(), entry["kind"], (entry,)) for m in pattern.finditer(text))
    for start, end, kind in links.find_links(text):
        yield Claim(start, end, kind, blocks=kind == "email")
    digits = len(_DIGIT.findall(text))
    if digits >= _PHONE_DIGITS:
        yield from _known_numbers(text, values)
    said = list(spoken.find_spoken(text))
    yield from _known_spoken(text, values, said)
    yield from _dates(text, values, grain)
    yield from (Claim(start, end, "file_name", blocks=False) for start, end in links.find_files(text))
    yield from _other_numbers(text, digits)
    yield from (Claim(*found, blocks=False) for found in said)
    if grain in ("month", "year"):
        yield from (Claim(start, end, "age_in_months") for start, end in ages.find_ages(text))


def _known_numbers(text: str, values: RegisteredValues) -> Iterator[Claim]:
    for start, end, _ in numbers.find_ten_digit_numbers(text):
        if entries := values.nhs_numbers.get(numbers.digits_of(text[start:end])):
            yield Claim(start, end, "nhs_number", tuple(entries))
    for start, end in numbers.find_phones(text):
        if entries := values.phones.get(numbers.national(text[start:end])):
            yield Claim(start, end, "phone", tuple(entries))


def _known_spoken(
    text: str, values: RegisteredValues, spans: Iterable[tuple[int, int, str]]
) -> Iterator[Claim]:
    """Yield the registered numbers among those that are spoken in words."""
    for start, end, _ in spans:
        figures = spoken.figures_of(text[start:end])
        if len(figures) >= _PHONE_DIGITS:
            entries = values.phones.get(numbers.national(figures)) or values.nhs_numbers.get(figures)
            if entries:
                yield Claim(start, end, "phone", tuple(entries))


def _dates(text: str, values: RegisteredValues, grain: Grain | None) -> Iterator[Claim]:
    for date in dates.find_dates(text):
        entries = _unique(
            e for iso, rows in values.births.items() if date.years and date.may_be(iso) for e in rows
        )
        if entries:
            article = _ARTICLE.search(text, max(0, date.start - 4), date.start)
            kind = "date" if len(entries) == 1 else "date_of_birth"
            yield Claim(article.start() if article else date.start, date.end, kind, entries)
        elif grain in ("month", "year") or _BIRTH.search(text, max(0, date.start - 40), date.start):
            yield Claim(date.start, date.end, "date")
        else:
            yield Claim(date.start, date.end, "settled")
    yield from (Claim(start, end, "date") for start, end in dates.find_coarse(text, grain))


def _unique(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    return tuple({entry["id"]: entry for entry in entries}.values())


def _other_numbers(text: str, digits: int) -> Iterator[Claim]:
    """Yield unregistered numbers; a pattern that needs more digits than the text has is skipped."""
    finders = (
        ("national_insurance", numbers.find_national_insurance, 6),
        ("phone", numbers.find_phones, 3),
        ("vehicle_registration", numbers.find_plates, 1),
        ("vehicle_registration", announced.find_foreign_plates, 3),
        ("vehicle_registration", partial_plates.find_partial_plates, 0),
        ("reference", announced.find_announced, 1),
        ("reference", officers.find_officers, 2),
        ("reference", numbers.find_references, 2),
    )
    for start, end, sure in numbers.find_ten_digit_numbers(text) if digits >= 10 else ():
        if sure or "nhs" in text[max(0, start - 30) : start].lower():
            yield Claim(start, end, "nhs_number")
    for kind, finder, least in finders:
        if digits >= least:
            yield from (Claim(start, end, kind) for start, end in finder(text))
