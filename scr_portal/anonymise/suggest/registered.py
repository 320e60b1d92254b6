"""The words of a register, each with what it is of whom: what unknown names are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register
from scr_portal.anonymise.register.forms import units_of
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.suggest.likeness import Words
from scr_portal.anonymise.suggest.surfaces import words_of
from scr_portal.anonymise.text import lexicon

SHORTEST_NUMBER = 6
"""Figures of a number that may be another one with a slip; fewer are too near to too many."""


class Part(StrEnum):
    """What a word of a registered name is."""

    FAMILY = "family"
    FORMER = "former"
    ALIAS = "alias"
    GIVEN = "given"
    MIDDLE = "middle"
    CORE = "core"


class RegisteredWords:
    """What is known of each entry: its words, its initials, its figures."""

    def __init__(self, register: Sequence[RegisterEntry] | CompiledRegister) -> None:
        compiled = compile_register(register)
        self.people = {person.id: person for person in compiled.people}
        self.parts: dict[str, dict[str, Part]] = defaultdict(dict)
        self.initials: dict[str, list[str]] = defaultdict(list)
        self.numbers: dict[str, list[str]] = defaultdict(list)
        for person in compiled.people:
            self._add_person(person)
        bodies = {entity.id for entity in compiled.entities}
        for entry in compiled.entries:
            if entry["id"] not in self.people:
                self._add_thing(entry, named=entry["id"] in bodies or entry["kind"] == "address")
        self.owners: dict[str, list[str]] = defaultdict(list)
        for entry_id, parts in self.parts.items():
            for word in parts:
                self.owners[word].append(entry_id)
        self.words = Words(self.owners)

    def _add(self, entry_id: str, words: Iterable[str], part: Part) -> None:
        particles = lexicon.words("particle", "structure.txt")
        for word in words:
            if len(word) > 1 and word not in particles:
                self.parts[entry_id].setdefault(word, part)

    def _add_person(self, person: Person) -> None:
        for names, part in (
            (person.family, Part.FAMILY),
            (person.given, Part.GIVEN),
            (person.middle, Part.MIDDLE),
        ):
            self._add(person.id, (word for unit in names for word in ("".join(unit), *unit)), part)
        self._add(person.id, [person.family_key], Part.FAMILY)
        for alias in person.entry["aliases"]:
            *first, last = ["".join(unit) for unit in units_of(alias)] or [""]
            if first and first[0] not in lexicon.words("kin"):
                self._add(person.id, [last], Part.FORMER)
            self._add(person.id, [*first, last], Part.ALIAS)
        letters = ["".join(unit)[0] for unit in (*person.given, *person.middle, *person.family)]
        if person.given and person.family:
            for initials in {"".join(letters), person.given[0][0][0] + person.family[0][0][0]}:
                self.initials[initials].append(person.id)

    def _add_thing(self, entry: RegisterEntry, *, named: bool) -> None:
        for written in (entry["canonical"], *entry["aliases"]):
            if named:
                self._add_name(entry["id"], written)
            elif len(digits := words_of(written).digits) >= SHORTEST_NUMBER:
                self.numbers[digits].append(entry["id"])

    def _add_name(self, entry_id: str, name: str) -> None:
        """Add a place or body: its own words identify it, those that many bodies have do not."""
        words = ["".join(unit) for unit in units_of(name)]
        self._add(
            entry_id, [word for word in words if word not in common_words() and not word.isdigit()], Part.CORE
        )
        letters = "".join(word[0] for word in words if word not in lexicon.words("function"))
        if len(letters) > 1:
            self.initials[letters].append(entry_id)


@cache
def common_words() -> frozenset[str]:
    """Return words that many places and bodies have in their names, so that they tell nothing."""
    sections = (
        "place-noun",
        "body-noun",
        "organisation-word",
        "school-word",
        "hospital-word",
        "nursery-word",
    )
    listed = (lexicon.words(section, "structure.txt") for section in sections)
    return frozenset().union(*listed) | lexicon.words("function")
