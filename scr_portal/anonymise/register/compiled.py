"""A case's register, compiled once for many texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.addresses import Address, address_forms
from scr_portal.anonymise.register.bodies import BodyWords, body_words, short_forms
from scr_portal.anonymise.register.direct_names import NameRows, name_rows
from scr_portal.anonymise.register.entities import Entity, entity_forms, entity_of
from scr_portal.anonymise.register.forms import Form, FormKind, Owner
from scr_portal.anonymise.register.person_forms import person_forms
from scr_portal.anonymise.register.persons import Person, person_of
from scr_portal.anonymise.register.settled import Phrases, phrases_of
from scr_portal.anonymise.register.values import CODES, RegisteredValues, registered_values
from scr_portal.anonymise.text import lexicon

_SHORTEST_CUT = 3
_NEVER_CUT = lexicon.words("function") | lexicon.words("kin") | lexicon.words("month-short", "people.txt")
_PERSON = "person"
_VALUES = frozenset({"address", "phone", "date_of_birth", "nhs_number"}) | CODES


@dataclass(frozen=True)
class CompiledRegister:
    """The rows and their compiled forms: forms by key, every prefix of a key, and parsed values."""

    entries: tuple[RegisterEntry, ...]
    people: tuple[Person, ...]
    entities: tuple[Entity, ...]
    values: RegisteredValues
    forms: dict[str, tuple[Form, ...]] = field(repr=False)
    prefixes: frozenset[str] = field(repr=False)
    names: NameRows = field(repr=False)
    pseudonyms: Phrases = field(repr=False)
    cuts: frozenset[str] = field(repr=False)
    lettered: frozenset[str] = field(repr=False)
    initials: dict[str, tuple[Owner, ...]] = field(repr=False)
    body_words: BodyWords = field(repr=False)


def compile_register(register: Sequence[RegisterEntry] | CompiledRegister) -> CompiledRegister:
    """Compile `register` (rows as in RegisterEntry) for many calls of `anonymise`. Equal rows compile once."""
    if isinstance(register, CompiledRegister):
        return register
    return _compiled(tuple(_freeze(entry) for entry in register))


_Frozen = tuple[tuple[str, str | tuple[str, ...]], ...]


def _freeze(entry: RegisterEntry) -> _Frozen:
    return tuple(sorted((k, tuple(v) if isinstance(v, list) else str(v or "")) for k, v in entry.items()))


def _thaw(row: _Frozen) -> RegisterEntry:
    entry: dict[str, object] = {k: list(v) if isinstance(v, tuple) else v for k, v in row}
    entry.setdefault("aliases", [])
    return cast(RegisterEntry, entry)


@lru_cache(maxsize=64)
def _compiled(rows: tuple[_Frozen, ...]) -> CompiledRegister:
    entries = tuple(_thaw(row) for row in rows)
    people = tuple(person_of(e) for e in entries if e["kind"] == _PERSON)
    entities = tuple(entity_of(e) for e in entries if e["kind"] != _PERSON and e["kind"] not in _VALUES)
    places = frozenset("".join(sum(t.core, ())) for t in entities if t.entry["kind"] == "place")
    values = registered_values(entries)
    forms = _by_key(people, entities, places, values.addresses)
    return CompiledRegister(
        entries=entries,
        people=people,
        entities=entities,
        values=values,
        forms=forms,
        names=name_rows(entries),
        cuts=_cuts(people),
        lettered=frozenset(
            a.lower()
            for p in people
            for a in p.entry["aliases"]
            if a.isupper() and 1 < len(a) < _SHORTEST_CUT + 1
        ),
        initials=_initials(forms, people),
        pseudonyms=phrases_of(e["pseudonym"] for e in entries),
        body_words=body_words(entities),
        prefixes=frozenset(key[:n] for key in forms for n in range(1, len(key) + 1)),
    )


def _cuts(people: tuple[Person, ...]) -> frozenset[str]:
    """Return every start of a given name, of three letters or more, that may stand for it."""
    names = ["".join(person.given[0]) for person in people if person.given]
    starts = {name[:length] for name in names for length in range(_SHORTEST_CUT, len(name))}
    return frozenset(starts - _NEVER_CUT)


def _initials(forms: dict[str, tuple[Form, ...]], people: tuple[Person, ...]) -> dict[str, tuple[Owner, ...]]:
    """Return the owners of each set of initials, those of a nickname with the surname included."""
    rows = {key: [form.owner for form in row if form.kind is FormKind.INITIALS] for key, row in forms.items()}
    for person in people:
        for letters in person.nickname_initials:
            rows.setdefault(letters, []).append(person)
    return {
        key: tuple({owner.id: owner for owner in owners}.values()) for key, owners in rows.items() if owners
    }


def _by_key(
    people: tuple[Person, ...],
    entities: tuple[Entity, ...],
    places: frozenset[str],
    addresses: Sequence[Address],
) -> dict[str, tuple[Form, ...]]:
    by_key: dict[str, dict[tuple[int, int, tuple[object, ...]], Form]] = {}
    forms = [form for person in people for form in person_forms(person)]
    forms += [
        form for entity in entities for form in (*entity_forms(entity, places), *short_forms(entity, places))
    ]
    forms += [form for address in addresses for form in address_forms(address)]
    for form in forms:
        if form.key:
            by_key.setdefault(form.key, {})[form.kind, id(form.owner), form.allowed_gaps] = form
    return {key: tuple(rows.values()) for key, rows in by_key.items()}
