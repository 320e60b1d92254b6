"""Which generation each person stands in: counted from the child at the centre, made strict for every line."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator

from .family import BLOOD, Family, pair

COSTS = {"step": 1, "foster": 9}
"""A step-parent tells the generation less surely than a birth parent, a carer hardly at all."""


def generations(family: Family) -> dict[str, int]:
    """Return the generation of everybody, 0 at the top. A child always stands below each of its parents."""
    layer = counted_from_the_centre(family)
    for _ in family.people:
        if not (levelled(family, layer) | pushed_down(family, layer)):
            break
    for _ in family.people:
        if not pushed_down(family, layer):
            break
    top = min(layer.values(), default=0)
    return {key: number - top for key, number in layer.items()}


def counted_from_the_centre(family: Family) -> dict[str, int]:
    """Return the generations along the surest lines; people with no line to the centre begin in its generation."""
    steps: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for cost, one, other, down in lines(family):
        steps[one].append((cost, other, down))
        steps[other].append((cost, one, -down))
    starts = sorted(family.people, key=lambda person: not person.centre)
    layer: dict[str, int] = {}
    for start in starts:
        waiting = [] if start.key in layer else [(0, 0, start.key, 0)]
        number = 0
        while waiting:
            cost, _, key, here = heapq.heappop(waiting)
            if key in layer:
                continue
            layer[key] = here
            for more, other, down in steps[key]:
                number += 1
                heapq.heappush(waiting, (cost + more, number, other, here + down))
    return layer


def lines(family: Family) -> Iterator[tuple[int, str, str, int]]:
    """Yield each line with its cost and how many generations it leads down."""
    for couple in sorted(family.couples, key=lambda couple: pair(couple.one, couple.other)):
        yield 0, couple.one, couple.other, 0
    for tie in sorted(family.parents, key=lambda tie: (tie.parent, tie.child)):
        yield COSTS.get(tie.kind, 0), tie.parent, tie.child, 1


def levelled(family: Family, layer: dict[str, int]) -> bool:
    """Put both of a couple, and both birth parents of a child, in one generation; return whether that moved anybody."""
    moved = False
    for union in family.unions:
        if len(union.parents) == 2 and (union.couple or set(union.children) & set(BLOOD)):
            lower = max(layer[key] for key in union.parents)
            for key in union.parents:
                moved |= layer[key] != lower
                layer[key] = lower
    return moved


def pushed_down(family: Family, layer: dict[str, int]) -> bool:
    """Put each child below its parents; return whether that moved anybody. Ends because nobody is their own ancestor."""
    moved = False
    for tie in family.parents:
        if layer[tie.child] <= layer[tie.parent]:
            layer[tie.child] = layer[tie.parent] + 1
            moved = True
    return moved
