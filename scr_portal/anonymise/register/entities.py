"""Schools, hospitals, nurseries, places and organisations of the register, and their written forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import ENTITY_GAPS, Form, FormKind, Unit, build, units_of
from scr_portal.anonymise.text import lexicon

_TYPE_WORDS = {
    "school": "school-word",
    "hospital": "hospital-word",
    "nursery": "nursery-word",
    "organisation": "organisation-word",
}


_WORSHIP = frozenset({"church", "chapel", "mosque", "masjid", "mandir", "gurdwara", "temple", "synagogue"})
_SHORT_STREETS: dict[Unit, Unit] = {("road",): ("rd",), ("avenue",): ("ave",), ("crescent",): ("cres",)}


@dataclass(frozen=True)
class Entity:
    """A register row that is neither a person nor a value."""

    entry: RegisterEntry
    units: tuple[Unit, ...]

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry["id"]

    @cached_property
    def type_words(self) -> frozenset[str]:
        """Words for the kind of entity that vary between writers: Primary, School, Academy."""
        section = _TYPE_WORDS.get(self.entry["kind"])
        return lexicon.words(section, "structure.txt") if section else frozenset()

    @cached_property
    def core(self) -> tuple[Unit, ...]:
        """The name without its article and without the type words."""
        units = [u for n, u in enumerate(self.units) if n or u != ("the",)]
        worship = _WORSHIP if self.entry["kind"] == "organisation" and units[0] != ("st",) else frozenset()
        while len(units) > 1 and "".join(units[-1]) in self.type_words | worship | {"and", "of", "the"}:
            units.pop()
        return tuple(units)

    @cached_property
    def place_key(self) -> str:
        """The name of a place of one word; '' for anything else."""
        return "".join(self.core[0]) if self.entry["kind"] == "place" and len(self.core) == 1 else ""

    def is_core_distinctive(self, places: frozenset[str]) -> bool:
        """Return whether the core identifies alone: not a registered town and not one ordinary word."""
        key = "".join("".join(unit) for unit in self.core)
        return key not in places and (len(self.core) > 1 or not lexicon.is_ordinary(key))


def entity_of(entry: RegisterEntry) -> Entity:
    """Build an entity from a register row."""
    return Entity(entry, units_of(entry["canonical"]))


def entity_forms(entity: Entity, places: frozenset[str]) -> Iterator[Form]:
    """Yield every written form of this entity; a core that does not identify alone needs a type word after it."""
    for name in (entity.entry["canonical"], *entity.entry["aliases"]):
        bare = name.removeprefix("the ").removeprefix("The ")
        short = bare.isupper() and len(bare) <= 6
        for units in _spellings(units_of(name)):
            yield build(FormKind.ENTITY, entity, units, between=ENTITY_GAPS, short_capitals=short)
    if entity.core != entity.units:
        kind = FormKind.ENTITY if entity.is_core_distinctive(places) else FormKind.ENTITY_CORE
        for units in _spellings(entity.core):
            yield build(kind, entity, units, between=ENTITY_GAPS)


def _spellings(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, ...]]:
    """Yield the name as given, without its article, with Saint for St, without '-'s', without 'and'."""
    rest = units[1:] if units[0] == ("the",) else units
    base = rest if len(rest) > 1 or (rest and not lexicon.is_ordinary("".join(rest[0]))) else units
    variants: set[tuple[Unit, ...]] = {base, units}
    swaps: dict[Unit, Unit] = {("st",): ("saint",), ("saint",): ("st",)}
    variants |= {tuple(swaps.get(unit, unit) for unit in row) for row in set(variants)}
    variants |= {tuple(_SHORT_STREETS.get(unit, unit) for unit in row) for row in set(variants)}
    variants |= {tuple(u[:-1] if len(u) > 1 and u[-1] == "s" else u for u in row) for row in set(variants)}
    variants |= {tuple(u for u in row if u != ("and",)) for row in set(variants)}
    yield from sorted(row for row in variants if row)
