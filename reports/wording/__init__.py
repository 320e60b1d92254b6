"""Words that say less than words that may lead to somebody, each as its sentence needs it.

Plain Python: a text and the place of the words in it; out come proposals, the nearest to the words first. A proposal may
reach beyond the place, because an article or a preposition belongs to the words: "on 3 March 2010" is "in March 2010". Whoever
settles a passage chooses one or writes another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scr_portal.anonymise.text.dates import find_dates

from . import ages, dates, names, siblings
from .model import Place, Proposal

__all__ = ["Place", "Proposal", "first", "proposals"]


def proposals(kind: str, place: Place, *, least: int = 0, most: int | None = None) -> list[Proposal]:
    """Return what may stand for words of a kind, and lies between `least` and `most` of the text.

    `kind` is one of the anonymiser's, or "siblings" and "birth_order". What the words are by their form comes before what
    they are called.
    """
    ends = len(place.text) if most is None else most
    found: dict[int, Proposal] = {}
    for one in _all(kind, place):
        if least <= one.start and one.end <= ends:
            found.setdefault(one.step, one)
    return list(found.values())


def first(kind: str, place: Place) -> Proposal | None:
    """Return the nearest words that say less."""
    return next(_all(kind, place), None)


def _all(kind: str, place: Place) -> Iterator[Proposal]:
    """Yield proposals; those that stay within the words come last, for where nothing around them may change."""
    for ways in _ways(kind, place):
        yield from (replace(one, step=step) for step, one in enumerate(ways))


def _ways(kind: str, place: Place) -> Iterator[Iterator[Proposal]]:
    if kind == "age_in_months":
        yield ages.of_age(place)
    elif kind == "siblings":
        yield siblings.of_number(place)
    elif kind == "birth_order":
        yield siblings.of_order(place)
    elif kind == "date" or len(find_dates(place.words)) == 1:
        yield dates.of_day(place)
        yield dates.within(place)
    elif kind in names.VALUES:
        yield names.of_value(place, kind)
    else:
        yield names.of_name(place, kind)
