"""A person of the register, parsed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import FormKind, Unit, units_of
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import tokens_of

_FEMALE = lexicon.words("persons-female")
_MALE = lexicon.words("persons-male")
_CHILD = lexicon.words("persons-child")
_FAMILY_ROLE = _FEMALE | _MALE | _CHILD | lexicon.words("persons-relative")


@dataclass(frozen=True)
class Person:
    """A register row of kind person, parsed."""

    entry: RegisterEntry
    given: tuple[Unit, ...]
    middle: tuple[Unit, ...]
    family: tuple[Unit, ...]
    title: str
    names: tuple[Unit, ...] = ()

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry["id"]

    @cached_property
    def role_words(self) -> frozenset[str]:
        """The folded words of the role."""
        return frozenset(tokens_of(self.entry.get("role", "")).folds)

    @cached_property
    def offices(self) -> frozenset[str]:
        """Titles that say the same as the role: Judge for a judge, Father for a parish priest."""
        groups = (lexicon.groups("offices").get(word, frozenset((word,))) for word in self.role_words)
        return frozenset().union(*groups)

    @cached_property
    def gender(self) -> str:
        """'f', 'm' or '' from title, role or given name, in that order."""
        group = lexicon.titles().get(self.title, "")
        if group in ("female", "male"):
            return group[0]
        if self.role_words & _FEMALE:
            return "f"
        if self.role_words & _MALE:
            return "m"
        return lexicon.gender_by_name().get("".join(self.given[0]) if self.given else "", "")

    @cached_property
    def is_child(self) -> bool:
        """Whether the role makes this a child of the case."""
        return bool(self.role_words & _CHILD)

    @cached_property
    def is_family(self) -> bool:
        """Whether the role is one within a family and not a profession."""
        return not self.title or bool(self.role_words & _FAMILY_ROLE)

    @cached_property
    def singles(self) -> tuple[tuple[FormKind, str], ...]:
        """Surname, given name and one-word aliases, without spaces: the names that misspellings are compared with."""
        aliases = ((FormKind.ALIAS, alias.lower()) for alias in self.entry["aliases"] if " " not in alias)
        return ((FormKind.FAMILY, self.family_key), (FormKind.GIVEN, self.given_key), *aliases)

    @cached_property
    def initial(self) -> str:
        """The first letter of the given name."""
        return self.given[0][0][0] if self.given else ""

    @cached_property
    def particled(self) -> str:
        """The initials as written with small letters for particles, or '': PvdM."""
        particles = lexicon.words("particle", "structure.txt")
        parts = [part for unit in (*self.given, *self.family) for part in unit]
        letters = [_initial_of(part, particles) for part in parts]
        written = "".join(letters)
        return "" if written.isupper() else written

    @cached_property
    def nickname_initials(self) -> tuple[str, ...]:
        """The first letter of each one-word alias with that of the surname."""
        aliases = [alias.lower() for alias in self.entry["aliases"] if alias.isalpha() and len(alias) > 2]
        return tuple(alias[0] + self.family_key[0] for alias in aliases if self.family_key)

    @cached_property
    def given_key(self) -> str:
        """The given names without spaces."""
        return "".join("".join(unit) for unit in self.given)

    @cached_property
    def family_key(self) -> str:
        """The surname without spaces."""
        return "".join("".join(unit) for unit in self.family)


def _initial_of(part: str, particles: frozenset[str]) -> str:
    """Return the initial of a part of a name as people write it: v for van, Mc for McAteer."""
    if part in ("mc", "mac"):
        return part.title()
    return part[0] if part in particles else part[0].upper()


def person_of(entry: RegisterEntry) -> Person:
    """Parse a register row of kind person; given and family names are inferred where the row lacks them."""
    names = list(units_of(entry["canonical"]))
    title = "".join(tokens_of(entry.get("title", "")).folds)
    while len(names) > 1 and "".join(names[0]) in lexicon.titles():
        title = title or "".join(names[0])
        names.pop(0)
    given = units_of(entry.get("given", ""))
    family = units_of(entry.get("family", ""))
    if not given and not family:
        cut = _surname_at(names)
        given, family = tuple(names[:1]) if cut else (), tuple(names[max(cut, 0) :])
        if not cut:
            given, family = tuple(names), ()
    known = [*given, *family]
    middle = tuple(unit for unit in names if unit not in known)
    return Person(entry, given, middle, family, title, tuple(names))


def _surname_at(names: list[Unit]) -> int:
    """Return where the surname begins in a full name: its last word with the particles before it."""
    at = len(names) - 1
    while at > 1 and "".join(names[at - 1]) in lexicon.words("particle", "structure.txt"):
        at -= 1
    return at
