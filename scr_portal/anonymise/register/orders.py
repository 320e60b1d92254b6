"""Forms that follow from a name as registered, whatever its given and family parts say, and from former names."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.register.forms import Form, FormKind, Owner, Unit, build
from scr_portal.anonymise.text import lexicon

_PARTICLES = lexicon.words("particle", "structure.txt")
_EPITHETS = lexicon.words("kin") | lexicon.words("epithet", "people.txt") | frozenset(lexicon.titles())


def registered_runs(owner: Owner, names: tuple[Unit, ...], family: tuple[Unit, ...]) -> Iterator[Form]:
    """Yield the registered name and every run of two or more of its words, and a surname in front also at the end.

    Nothing else finds a name whose surname stands first, or whose last word is a father's or grandfather's name. A run
    of the surname alone is left to the surname's own forms, which relatives share.
    """
    if family and names[: len(family)] == family and len(names) > len(family) + 1:
        yield build(FormKind.FULL, owner, (*names[len(family) :], *family))
    for i in range(len(names)):
        for j in range(i + 2, len(names) + 1):
            run = names[i:j]
            if "".join(run[-1]) in _PARTICLES or all(unit in family for unit in run):
                continue
            surname_first = i == 0 and bool(family) and run[0] == family[0]
            yield build(FormKind.FULL, owner, run, comma_after=len(family) if surname_first else 0)


def other_given_names(
    owner: Owner, names: tuple[Unit, ...], given: tuple[Unit, ...], family: tuple[Unit, ...]
) -> Iterator[Form]:
    """Yield the forms of a first name that the row's given name replaces: Michael, known as Mikey."""
    if len(names) < 2 or not family or names[0] in given or names[0] in family:
        return
    first, middles = names[0], [unit for unit in names[1:] if unit not in family and unit not in given]
    yield build(FormKind.GIVEN, owner, (first,))
    yield build(FormKind.FULL, owner, (first, *family))
    yield build(FormKind.FULL, owner, (*family, first), comma_after=len(family))
    if middles:
        initials = tuple((unit[0][0],) for unit in middles)
        yield build(FormKind.FULL, owner, (*family, first, *initials), comma_after=len(family))
        yield build(FormKind.FULL, owner, (first, *initials, *family))


def former_names(owner: Owner, units: tuple[Unit, ...], family: tuple[Unit, ...]) -> Iterator[Form]:
    """Yield the given name and the surname of an alias of several words: a maiden name, a name before adoption.

    'Big Thomas' and 'Nanny May' are no such names: an epithet does not stand alone.
    """
    first, last = units[0], units[-1]
    if len(units) < 2 or "".join(first) in _EPITHETS or len("".join(first)) < 2:
        return
    yield build(FormKind.GIVEN, owner, (first,))
    if last not in family and "".join(last) not in _EPITHETS and len("".join(last)) > 1:
        yield build(FormKind.FAMILY_PART, owner, (last,))
        yield build(FormKind.INITIAL_FAMILY, owner, ((first[0][0],), last))
        if len(last) > 1:
            yield from (build(FormKind.FAMILY_PART, owner, ((part,),)) for part in last if len(part) > 2)
