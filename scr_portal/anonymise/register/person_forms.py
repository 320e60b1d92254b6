"""Every written form of a person's name, from the full name to the initials."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.register.forms import Form, FormKind, Unit, build, units_of
from scr_portal.anonymise.register.orders import former_names, other_given_names, registered_runs
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_RELATIVES = lexicon.words("kin") | frozenset({"nanny", "granny", "grandad"})
_KIN = _RELATIVES | lexicon.words("epithet", "people.txt")
_MARKS: tuple[Unit, ...] = (("thi",), ("van",))
"""Words before a Vietnamese given name that say woman or man, without which people are called."""


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
    if len(person.given) == 2 and person.given[0] in _MARKS:
        variants.append(person.given[1:])
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
    singles += [
        a[1:] for a in aliases if len(a) == 2 and "".join(a[0]) in _RELATIVES and len("".join(a[1])) > 1
    ]
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
        if len(person.given) == 2 and person.given[0] in _MARKS:
            yield build(FormKind.GIVEN, person, person.given[1:])
        elif len(person.given) > 1 or len(person.given[0]) > 1:
            yield build(FormKind.GIVEN, person, [(person.given[0][0],)])
    for number, family in enumerate(_family_variants(person)):
        yield build(FormKind.FAMILY if number == 0 else FormKind.FAMILY_PART, person, family)
        for ending in ("s", "es"):
            plural = [*family[:-1], (*family[-1][:-1], family[-1][-1] + ending)]
            yield build(FormKind.PLURAL, person, plural)


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
    if len(units) == 2 and "".join(units[0]) in _KIN and len("".join(units[1])) > 1:
        yield build(FormKind.ALIAS, person, units[1:])
    if len(units) == 1 and person.family and len("".join(units[0])) > 1:
        yield build(FormKind.GIVEN_INITIAL, person, [*units, (person.family[0][0][0],)])
    if len(units) > 1 and person.family and units[-1] not in person.family:
        yield build(FormKind.FULL, person, [*units[1:], *units[:1]], comma_after=len(units) - 1)


def _initials(person: Person) -> Iterator[Form]:
    """Yield initials with the surname or a given name, and initials alone."""
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
        for letter in _further_letters(person):
            yield build(FormKind.INITIAL_FAMILY, person, [(letter,), *family])
            yield build(FormKind.INITIAL_FAMILY, person, [*family, (letter,)], comma_after=len(family))
    for given in dict.fromkeys((person.given, person.given[:1])):
        yield build(FormKind.GIVEN_INITIAL, person, [*given, (person.family[0][0][0],)])
    for letters in sorted(_initial_sets(person)):
        yield build(FormKind.INITIALS, person, [(letter,) for letter in letters])


def _further_letters(person: Person) -> list[str]:
    """Return the initials of second names and nicknames of one word, which people write before the surname too."""
    names = ["".join(unit) for unit in (*person.given[1:], *person.middle)]
    names += [fold(alias) for alias in person.entry["aliases"] if alias.isalpha() and len(alias) > 2]
    return sorted({name[0] for name in names} - {person.initial})


def _initial_sets(person: Person) -> set[tuple[str, ...]]:
    """Return every row of letters that people write for this name."""
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
    return sets
