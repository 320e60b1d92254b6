"""Properties of the agencies inferred from their chronologies: kind, staff, and how staff are named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from panels.chronology.merge import Entry
from panels.chronology.pairs.vocabulary import (
    Phrasebook,
    Term,
    Token,
    agency_kind,
    role_terms,
    stop_words,
    tokens,
)

_OWN_SHARE = 0.15
"""A role in at least this fraction of an agency's staff cells belongs to that agency."""
_SHORTEST_SURNAME = 3


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency and its kinds of service, inferred from its name and its own staff column."""

    name: str
    kinds: frozenset[str]


def known_agencies(entries: Sequence[Entry]) -> dict[str, Agency]:
    """Return every agency by name."""
    book = Phrasebook(list(role_terms()))
    roles: dict[str, Counter[str]] = {}
    rows = Counter(entry.agency for entry in entries)
    for entry in entries:
        meanings = {term.meaning for _, _, term in book.find(tokens(entry.event.staff)) if not term.service}
        roles.setdefault(entry.agency, Counter()).update(meanings)
    return {name: Agency(name, _own_kinds(name, counts, rows[name])) for name, counts in roles.items()}


def _own_kinds(name: str, counts: Counter[str], rows: int) -> frozenset[str]:
    own = {kind for kind, count in counts.items() if count >= _OWN_SHARE * rows}
    return frozenset(own | {_main_kind(name)})


def _main_kind(name: str) -> str:
    return agency_kind(name) or f"agency:{name}"


def agency_terms(agencies: dict[str, Agency]) -> Iterator[Term]:
    """Yield the agencies' own names as terms, so that a mention of one is recognised whatever its kind."""
    for name in agencies:
        words = tuple(token.text for token in tokens(name))
        if words:
            yield Term(_main_kind(name), words, service=True)


def staff_terms(entries: Sequence[Entry], agencies: dict[str, Agency]) -> Iterator[Term]:
    """Yield surnames and unknown role codes ("YW2") of the staff columns, each for the agency that uses it most.

    A word that appears in lower case anywhere in the narratives is not a surname.
    """
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    codes: set[str] = set()
    book = Phrasebook(list(role_terms()))
    for entry in entries:
        for word, is_code in _unknown_words(tokens(entry.event.staff), book):
            used[word][entry.agency] += 1
            codes.update([word] if is_code else [])
    ordinary = _small_words(entries) if used else set()
    for word, by_agency in used.items():
        if word in codes or word not in ordinary:
            agency = max(by_agency, key=lambda name: (by_agency[name], name))
            yield Term(_main_kind(agencies[agency].name), (word,), role=word, person=word not in codes)


def _unknown_words(cell: list[Token], book: Phrasebook) -> Iterator[tuple[str, bool]]:
    known = {index for start, end, _ in book.find(cell) for index in range(start, end)}
    for index, token in enumerate(cell):
        if index in known or not token.capital or token.text in stop_words():
            continue
        if index + 1 < len(cell) and cell[index + 1].text.isdigit():
            yield token.text, True
        elif len(token.text) >= _SHORTEST_SURNAME:
            yield token.text, False


def _small_words(entries: Sequence[Entry]) -> set[str]:
    return {token.text for entry in entries for token in tokens(entry.event.detail) if not token.capital}
