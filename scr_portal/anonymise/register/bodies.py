"""Short forms of schools, hospitals, councils and other bodies: initials, abbreviated type words, 'the TYPE at TOWN'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from scr_portal.anonymise.register.entities import Entity
from scr_portal.anonymise.register.forms import ENTITY_GAPS, Form, FormKind, Unit, build
from scr_portal.anonymise.text import lexicon

_LINKS = frozenset({"of", "and", "the", "for"})
_LEAST_INITIALS = 4
Variant = tuple[str, ...]
BodyWords = dict[str, list[tuple[Entity, Variant, int]]]
"""For each word of a body's name: the body, a spelling of its whole name, and the position of the word in it."""


@cache
def full_type(word: str) -> str:
    """Return a type word in full: 'coll' is 'college'."""
    rows = lexicon.rows("body-short", "structure.txt")
    return next((row[0] for row in rows if word in row), word)


def is_short_type(word: str) -> bool:
    """Return whether a word abbreviates a type word, so that a full stop may follow it."""
    return full_type(word) != word


def short_forms(entity: Entity, places: frozenset[str]) -> Iterator[Form]:
    """Yield forms of a body with initials for its type words, and of a body that is named by its town."""
    core, tail = entity.core, entity.units[len(entity.core) :]
    if entity.units[0] == ("the",):
        tail = entity.units[len(core) + 1 :]
    for units in _with_initials(core, tail):
        yield build(FormKind.ENTITY, entity, units, between=ENTITY_GAPS)
    if "".join(sum(core, ())) in places:
        for first in range(len(tail)):
            kind = (("the",), *tail[first:])
            for at in ("at", "in"):
                yield build(FormKind.ENTITY, entity, (*kind, (at,), *core), between=ENTITY_GAPS)
            if len(kind) > 2:
                yield build(
                    FormKind.ENTITY, entity, (*kind, *core), comma_after=len(kind), between=ENTITY_GAPS
                )
    letters = _initials(entity.units)
    if entity.entry["kind"] != "place" and len(letters) >= _LEAST_INITIALS and not _is_known(letters):
        yield build(FormKind.ENTITY, entity, [(letters,)], between=ENTITY_GAPS, short_capitals=True)


def _with_initials(core: tuple[Unit, ...], tail: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    for first in range(len(tail)):
        for last in range(first + 2, len(tail) + 1):
            letters = _initials(tail[first:last])
            if len(letters) > 1:
                yield (*core, tuple(letters), *tail[last:])


def _initials(units: Iterable[Unit]) -> str:
    return "".join(unit[0][0] for unit in units if unit[0] not in _LINKS)


def _is_known(letters: str) -> bool:
    return letters in lexicon.words("acronym", "capitals.txt") or lexicon.is_ordinary(letters)


def body_words(entities: Iterable[Entity]) -> BodyWords:
    """Return the words of every body's name of more than one word, for the search for misspelt bodies."""
    by_word: BodyWords = {}
    for entity in entities:
        for variant in {name_words(entity.units), (*name_words(entity.core), *name_words(entity.units[-1:]))}:
            for position, word in enumerate(variant if len(set(variant)) > 1 else ()):
                if word not in _LINKS:
                    by_word.setdefault(word, []).append((entity, variant, position))
    return by_word


def name_words(units: Iterable[Unit]) -> Variant:
    """Return the words of a name without its article: a possessive with its s, a hyphened word in its parts."""
    words: list[str] = []
    for unit in units:
        words += [part for part in unit if part != "the" and part != "s"]
        if unit[-1] == "s" and words:
            words[-1] += "s"
    return tuple(words)
