"""What a genogram is made of: people, couples, parents with their children, and twins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Literal

Shape = Literal["square", "circle", "diamond"]

BLOOD = ("birth", "adoptive")
"""Parents whose children belong in the generation below them. Carers of any age foster."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `key` is the caller's own; `label` is what stands under the symbol."""

    key: str
    label: str
    shape: Shape = "diamond"
    died: bool = False
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people who are or were together: married, partner, separated or divorced."""

    one: str
    other: str
    kind: str


@dataclass(frozen=True, slots=True)
class Parent:
    """A parent of a child: birth, adoptive, step or foster."""

    parent: str
    child: str
    kind: str


@dataclass(frozen=True, slots=True)
class Union:
    """One or two parents with their children, and the couple they are; either may be missing."""

    parents: tuple[str, ...]
    couple: str = ""
    children: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """Everybody to be drawn. People stand from left to right in the order given, as far as the lines allow."""

    people: tuple[Person, ...]
    couples: tuple[Couple, ...] = ()
    parents: tuple[Parent, ...] = ()
    twins: tuple[frozenset[str], ...] = ()

    @cached_property
    def rank(self) -> dict[str, int]:
        return {person.key: number for number, person in enumerate(self.people)}

    @cached_property
    def parents_of(self) -> dict[str, dict[str, list[str]]]:
        """Return the parents of each child by kind, in the order of people."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for tie in sorted(self.parents, key=lambda tie: self.rank[tie.parent]):
            found[tie.child][tie.kind].append(tie.parent)
        return found

    @cached_property
    def unions(self) -> list[Union]:
        """Return every couple and every parent alone, each once, with the children of each kind."""
        couples = sorted(self.couples, key=lambda one: pair(one.one, one.other))
        unions = {pair(one.one, one.other): Union(pair(one.one, one.other), one.kind) for one in couples}
        for child in self.rank:
            for kind, parents in self.parents_of[child].items() if child in self.parents_of else ():
                for together in self.together(kind, parents):
                    union = unions.setdefault(together, Union(together))
                    union.children.setdefault(kind, []).append(child)
        return list(unions.values())

    def together(self, kind: str, parents: list[str]) -> Iterator[tuple[str, ...]]:
        """Yield the parents who are drawn as two: both birth parents, and carers who are a couple."""
        left = list(parents)
        couples = {pair(one.one, one.other) for one in self.couples}
        for one, other in combinations(parents, 2):
            two = pair(one, other)
            if {one, other} <= set(left) and (two in couples or (kind in BLOOD and len(parents) == 2)):
                left = [parent for parent in left if parent not in two]
                yield two
        yield from ((parent,) for parent in left)


def pair(one: str, other: str) -> tuple[str, ...]:
    """Return two people as one key, whichever of them is named first."""
    return tuple(sorted((one, other)))
