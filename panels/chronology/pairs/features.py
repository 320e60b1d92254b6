"""Features of an entry that another agency's entry about the same contact would share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from panels.chronology.merge import Entry
from panels.chronology.model import Event
from panels.chronology.pairs.agencies import Agency, agency_terms, known_agencies, staff_terms
from panels.chronology.pairs.vocabulary import (
    Phrasebook,
    Term,
    Token,
    family_terms,
    kind_phrases,
    kinds,
    role_terms,
    stem,
    stop_words,
    tokens,
)

_OPENING = 220
"""Characters of the narrative searched for its kind: long minutes mention every other kind later."""
NAMED, ROLE, SERVICE = 3, 2, 1.5
_MESSAGES = frozenset({"referral", "written"})
_GENERAL = frozenset({"meeting", "discussion"})
"""Kinds in the columns that say too little to keep the narrative's opening from deciding."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one entry.

    `workers` (the agency's own) and `others` are numbered persons such as ("social_care", "sw 2"); `mentions` maps a
    kind of agency to how plainly it is named; `stated` and `narrated` are kinds from the columns and from the
    narrative. `minutes` is the time of day in minutes, None where not known. `words` counts the remaining stems,
    `opening` starts with the agency and identifies routine entries. `internal` is a record that a service makes of its
    own work, such as supervision.
    """

    entry: Entry
    agency: Agency
    first: date
    last: date
    minutes: int | None
    workers: frozenset[tuple[str, str]]
    others: frozenset[tuple[str, str]]
    mentions: dict[str, float]
    stated: frozenset[str]
    narrated: frozenset[str]
    families: frozenset[str]
    words: Counter[str]
    opening: tuple[str, ...]
    internal: bool

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last


def features(entries: Sequence[Entry]) -> list[Features]:
    """Extract the features of every entry. Linear in the length of the texts."""
    agencies = known_agencies(entries)
    learned = [*agency_terms(agencies), *staff_terms(entries, agencies)]
    book = Phrasebook([*role_terms(), *family_as_terms(), *learned])
    return [_features(entry, agencies[entry.agency], book) for entry in entries]


def family_as_terms() -> list[Term]:
    """Return terms for members of the family, to keep them apart from the professionals."""
    return [Term(f"family:{term.meaning}", term.words) for term in family_terms()]


def _features(entry: Entry, agency: Agency, book: Phrasebook) -> Features:
    event = entry.event
    reading = _Reading(book)
    reading.read(event.staff, weight=1.0, names_people=True)
    reading.read(event.who_seen, weight=1.0, names_people=True)
    reading.read(f"{event.contact_type}. {event.source}", weight=0.75)
    reading.read(event.detail, weight=1.0)
    people = frozenset(reading.people)
    reading.read(event.action, weight=0.4)
    stated = _kinds(f"{event.contact_type}. {event.source}")
    narrated = _kinds(event.detail[:_OPENING]) | (_kinds(event.action) & _MESSAGES)
    contact_kinds = _kinds(event.contact_type) or stated or narrated
    families = {family for kind in contact_kinds for family in kinds()[kind].families}
    if narrated & _MESSAGES:
        families.add("message")
    return Features(
        entry=entry,
        agency=agency,
        first=event.date_start,
        last=event.date_end,
        minutes=_minutes(event),
        workers=frozenset(person for person in people if person[0] in agency.kinds),
        others=frozenset(person for person in people if person[0] not in agency.kinds),
        mentions={kind: weight for kind, weight in reading.mentions.items() if kind not in agency.kinds},
        stated=stated,
        narrated=narrated,
        families=frozenset(families),
        words=reading.words,
        opening=(agency.name, *_opening(event.detail)),
        internal=_is_internal(event, stated),
    )


class _Reading:
    """The persons, agencies and words collected from the cells of one entry."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self.people: set[tuple[str, str]] = set()
        self.mentions: dict[str, float] = {}
        self.words: Counter[str] = Counter()

    def read(self, text: str, *, weight: float, names_people: bool = False) -> None:
        text_tokens = tokens(text)
        taken: set[int] = set()
        for start, end, term in self._book.find(text_tokens):
            number = (
                text_tokens[end].text
                if end < len(text_tokens) and _is_individual(text_tokens[end], names_people)
                else ""
            )
            if term.people_only and not (names_people or number):
                continue
            taken.update(range(start, end + bool(number)))
            self._name(term, number, weight)
        self._count(token for index, token in enumerate(text_tokens) if index not in taken)

    def _name(self, term: Term, number: str, weight: float) -> None:
        if term.meaning.startswith("family:"):
            self.words[term.meaning] += 1
            return
        individual = term.person or (number and not term.service)
        if individual:
            self.people.add((term.meaning, f"{term.role} {number}".strip()))
        plainly = NAMED if individual else SERVICE if term.service else ROLE
        self.mentions[term.meaning] = max(self.mentions.get(term.meaning, 0), plainly * weight)

    def _count(self, rest: Iterable[Token]) -> None:
        for token in rest:
            if token.text not in stop_words():
                self.words[stem(token.text)] += 1


def _is_individual(token: Token, names_people: bool) -> bool:
    """Return whether a token after a role identifies one person: "SW2", and where people are named also "SW B"."""
    return token.text.isdigit() or (names_people and token.capital and len(token.text) == 1)


def _kinds(text: str) -> frozenset[str]:
    return frozenset(term.meaning for _, _, term in kind_phrases().find(tokens(text)))


def _is_internal(event: Event, stated: frozenset[str]) -> bool:
    """Return whether the columns say so, or where they say little the first kind in the narrative."""
    columns = _kinds(event.contact_type) or stated
    if any("internal" in kinds()[kind].families for kind in columns):
        return True
    first = next(kind_phrases().find(tokens(event.detail[:_OPENING])), None)
    return columns <= _GENERAL and first is not None and "internal" in kinds()[first[2].meaning].families


def _opening(detail: str) -> list[str]:
    """Return the first distinctive words. Entries that share them are routine ("No access, card left")."""
    words = [stem(token.text) for token in tokens(detail[:_OPENING]) if not token.text[0].isdigit()]
    return [word for word in words if word not in stop_words()][:3]


def _minutes(event: Event) -> int | None:
    if event.time is None:
        return None
    hours, _, minutes = event.time.partition(":")
    return int(hours) * 60 + int(minutes)
