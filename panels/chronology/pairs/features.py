"""What an entry says that another agency's entry about the same contact would say too."""

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
"""Characters of the narrative in which its kind is looked for: long minutes mention every other kind later."""
NAMED, ROLE, SERVICE = 3, 2, 1.5
_MESSAGES = frozenset({"referral", "written"})


@dataclass(frozen=True, slots=True)
class Features:
    """One entry, taken apart once.

    `workers` (the agency's own) and `others` are numbered persons such as ("social_care", "sw 2"); `mentions`
    maps a kind of agency to how plainly it is named; `stated` and `told` are kinds from the columns and from the narrative.
    `minutes` is the time of day in minutes, None where not known. `words` counts the remaining stems,
    `opening` starts with the agency and tells routine entries from others.
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
    told: frozenset[str]
    families: frozenset[str]
    words: Counter[str]
    opening: tuple[str, ...]


def features(entries: Sequence[Entry]) -> list[Features]:
    """Take every entry apart. Linear in the length of the texts."""
    agencies = known_agencies(entries)
    learned = [*agency_terms(agencies), *staff_terms(entries, agencies)]
    book = Phrasebook([*role_terms(), *family_as_terms(), *learned])
    return [_features(entry, agencies[entry.agency], book) for entry in entries]


def family_as_terms() -> list[Term]:
    """Members of the family, kept out of the professionals."""
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
    told = _kinds(event.detail[:_OPENING]) | (_kinds(event.action) & _MESSAGES)
    telling = _kinds(event.contact_type) or stated or told
    families = {family for kind in telling for family in kinds()[kind].families}
    if told & _MESSAGES:
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
        told=told,
        families=frozenset(families),
        words=reading.words,
        opening=(agency.name, *_opening(event.detail)),
    )


class _Reading:
    """Gathers persons, agencies and words from the cells of one entry."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self.people: set[tuple[str, str]] = set()
        self.mentions: dict[str, float] = {}
        self.words: Counter[str] = Counter()

    def read(self, text: str, *, weight: float, names_people: bool = False) -> None:
        found = tokens(text)
        taken: set[int] = set()
        for start, end, term in self._book.find(found):
            number = found[end].text if end < len(found) and _tells_apart(found[end], names_people) else ""
            if term.people_only and not (names_people or number):
                continue
            taken.update(range(start, end + bool(number)))
            self._name(term, number, weight)
        self._count(token for at, token in enumerate(found) if at not in taken)

    def _name(self, term: Term, number: str, weight: float) -> None:
        if term.meaning.startswith("family:"):
            self.words[term.meaning] += 1
            return
        one_person = term.person or (number and not term.service)
        if one_person:
            self.people.add((term.meaning, f"{term.role} {number}".strip()))
        plainly = NAMED if one_person else SERVICE if term.service else ROLE
        self.mentions[term.meaning] = max(self.mentions.get(term.meaning, 0), plainly * weight)

    def _count(self, rest: Iterable[Token]) -> None:
        for token in rest:
            if token.text not in stop_words():
                self.words[stem(token.text)] += 1


def _tells_apart(token: Token, names_people: bool) -> bool:
    """Whether a token after a role makes it one person: "SW2", and where people are named also "SW B"."""
    return token.text.isdigit() or (names_people and token.capital and len(token.text) == 1)


def _kinds(text: str) -> frozenset[str]:
    return frozenset(term.meaning for _, _, term in kind_phrases().find(tokens(text)))


def _opening(detail: str) -> list[str]:
    """The first telling words. Entries that share them are routine ("No access, card left")."""
    words = [stem(token.text) for token in tokens(detail[:_OPENING]) if not token.text[0].isdigit()]
    return [word for word in words if word not in stop_words()][:3]


def _minutes(event: Event) -> int | None:
    if event.time is None:
        return None
    hours, _, minutes = event.time.partition(":")
    return int(hours) * 60 + int(minutes)
