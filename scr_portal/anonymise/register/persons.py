"""A person of the register, and every written form of their name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import Form, FormKind, Unit, build, units_of
from scr_portal.anonymise.register.orders import former_names, other_given_names, registered_runs
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


def person_forms(person: Person) -> Iterator[Form]:
    """Yield every written form of this person, from the full name to the initials."""
    yield from _full_names(person)
    yield from registered_runs(person, person.names, person.family)
    yield from other_given_names(person, person.names, person.given, person.family)
    yield from _single_names(person)
    yield from _initials(person)
    for alias in person.entry["aliases"]:
        yield from _alias(person, units_of(alias), alias)


def _given_variants(person: Person) -> list[tuple[Unit, ...]]:
    """Return the given name, its first part, and its familiar short forms."""
    variants: list[tuple[Unit, ...]] = [person.given] if person.given else []
    if len(person.given) > 1:
        variants.append(person.given[:1])
    if person.given and len(person.given[0]) > 1:
        variants.append(((person.given[0][0],),))
    for short in sorted(lexicon.nicknames().get(person.given_key, ())):
        variants.append(((short,),))
    return variants


def _family_variants(person: Person) -> list[tuple[Unit, ...]]:
    """Return the surname and, where it has several parts, each part that can be used alone."""
    if not person.family:
        return []
    variants: list[tuple[Unit, ...]] = [person.family]
    parts = [part for unit in person.family for part in unit]
    particles = lexicon.words("particle", "structure.txt")
    if len(parts) > 1:
        after_mac = [parts[k] for k in range(1, len(parts)) if parts[k - 1] in ("mc", "mac")]
        variants += [
            ((part,),) for part in parts if len(part) > 2 and part not in particles and part not in after_mac
        ]
    return variants


def _full_names(person: Person) -> Iterator[Form]:
    middles: list[tuple[Unit, ...]] = [()]
    if person.middle:
        middles += [person.middle, tuple((unit[0][0],) for unit in person.middle), person.middle[:1]]
    aliases = [units_of(alias) for alias in person.entry["aliases"]]
    singles = [alias for alias in aliases if len(alias) == 1]
    for given in [*_given_variants(person), *singles]:
        for family in _family_variants(person):
            if given[0] in family or any(given[0] == (part,) for unit in person.family for part in unit):
                continue
            for middle in middles:
                yield build(FormKind.FULL, person, [*given, *middle, *family])
                yield build(FormKind.FULL, person, [*family, *given, *middle], comma_after=len(family))


def _single_names(person: Person) -> Iterator[Form]:
    if person.given:
        yield build(FormKind.GIVEN, person, person.given)
        yield build(
            FormKind.GIVEN_S,
            person,
            [*person.given[:-1], (*person.given[-1][:-1], person.given[-1][-1] + "s")],
        )
        if person.middle:
            yield build(FormKind.GIVEN, person, [*person.given, *person.middle])
        if len(person.given) > 1 or len(person.given[0]) > 1:
            yield build(FormKind.GIVEN, person, [(person.given[0][0],)])
    for number, family in enumerate(_family_variants(person)):
        yield build(FormKind.FAMILY if number == 0 else FormKind.FAMILY_PART, person, family)
        for ending in ("s", "es"):
            plural = [*family[:-1], (*family[-1][:-1], family[-1][-1] + ending)]
            yield build(FormKind.PLURAL, person, plural)


def _initials(person: Person) -> Iterator[Form]:
    if not (person.given and person.family):
        return
    first: Unit = (person.initial,)
    every = tuple((unit[0][0],) for unit in (*person.given, *person.middle))
    for family in _family_variants(person):
        yield build(FormKind.INITIAL_FAMILY, person, [first, *family])
        yield build(FormKind.INITIAL_FAMILY, person, [*family, first], comma_after=len(family))
        yield build(FormKind.INITIAL_FAMILY, person, [*every, *family])
        yield build(FormKind.INITIAL_FAMILY, person, [*family, *every], comma_after=len(family))
        for middle in person.middle[:1]:
            yield build(FormKind.INITIAL_FAMILY, person, [first, (middle[0][0],), *family])
            yield build(
                FormKind.INITIAL_FAMILY, person, [*family, first, (middle[0][0],)], comma_after=len(family)
            )
    yield build(FormKind.GIVEN_INITIAL, person, [*person.given, (person.family[0][0][0],)])
    last = person.family[-1][0][0] if len(person.family) == 1 else person.family[0][0][0]
    sets = {(person.initial, last), (person.initial, *(m[0][0] for m in person.middle), last)}
    givens = [part[0] for unit in person.given for part in unit]
    families = [part[0] for unit in person.family for part in unit]
    sets |= {
        (*givens, last),
        (*givens, *families),
        (person.initial, *families),
        (person.initial, person.family[-1][-1][0]),
    }
    if any(part in ("mc", "mac") for part in person.family[0]):
        sets.add((*givens, *(part if part in ("mc", "mac") else part[0] for part in person.family[0])))
    if len(givens) > 1:
        sets.add(tuple(givens))
    for letters in sorted(sets):
        yield build(FormKind.INITIALS, person, [(letter,) for letter in letters])


def _alias(person: Person, units: tuple[Unit, ...], written: str) -> Iterator[Form]:
    if not units:
        return
    if len(units) == 1 and len(units[0]) == 1 and written.isupper() and len(written) <= 4:
        yield build(FormKind.INITIALS, person, [(letter,) for letter in units[0][0]])
        return
    yield build(FormKind.FULL if len(units) > 1 else FormKind.ALIAS, person, units)
    if len(units) == 1 and len(units[0]) == 1:
        yield build(FormKind.GIVEN_S, person, [(units[0][0] + "s",)])
    yield from former_names(person, units, person.family)
    if len(units) > 1 and person.family and units[-1] not in person.family:
        yield build(FormKind.FULL, person, [*units[1:], *units[:1]], comma_after=len(units) - 1)
