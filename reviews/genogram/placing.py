"""Where each person stands from left to right: couples beside each other, children under their parents."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from .family import Family, Union

CELL = 148
"""The width that one person has, symbol, label and the space beside it."""
SWEEPS = 8


@dataclass(slots=True)
class Block:
    """People of one generation who stand beside each other because they are couples."""

    members: list[str]
    centre: float = 0

    @property
    def width(self) -> float:
        return CELL * len(self.members)

    def places(self) -> dict[str, float]:
        left = self.centre - self.width / 2
        return {key: left + CELL * (number + 0.5) for number, key in enumerate(self.members)}


def places(family: Family, layer: dict[str, int]) -> dict[str, float]:
    """Return the middle of each person; two of one generation are never closer than a cell."""
    rows = rows_of(family, layer)
    x = {key: place for row in rows for key, place in spaced(row, [0.0] * len(row)).items()}
    for sweep in range(SWEEPS):
        upwards = sweep % 2 == 1
        for row in reversed(rows) if upwards else rows:
            wanted = [wish(block, family, layer, x, upwards=upwards) for block in row]
            order = sorted(range(len(row)), key=lambda one: wanted[one])
            row[:] = in_order_of_siblings([row[one] for one in order], family)
            x |= spaced(row, [wish(block, family, layer, x, upwards=upwards) for block in row])
    for row in rows:
        x |= spaced(row, [wish(block, family, layer, x, upwards=None) for block in row])
    left = min(x.values(), default=0)
    return {key: round(place - left, 1) for key, place in x.items()}


def rows_of(family: Family, layer: dict[str, int]) -> list[list[Block]]:
    """Return the blocks of each generation, in the order of people."""
    rows: dict[int, list[Block]] = defaultdict(list)
    beside: dict[str, list[str]] = defaultdict(list)
    for union in family.unions:
        if len(union.parents) == 2 and layer[union.parents[0]] == layer[union.parents[1]]:
            one, other = union.parents
            beside[one].append(other)
            beside[other].append(one)
    placed: set[str] = set()
    for person in sorted(family.people, key=lambda person: -len(beside[person.key])):
        if person.key not in placed:
            members = spread(person.key, beside, family)
            placed |= set(members)
            rows[layer[person.key]].append(Block(members))
    for row in rows.values():
        row.sort(key=lambda block: min(family.rank[key] for key in block.members))
    return [rows[number] for number in sorted(rows)]


def spread(middle: str, beside: dict[str, list[str]], family: Family) -> list[str]:
    """Return somebody between their partners, and further out the partners of those. A man stands left of one partner."""
    shapes = {person.key: person.shape for person in family.people}
    standing, seen = deque([middle]), {middle}
    first_left = shapes[middle] != "square"
    waiting = deque(
        (partner, (number % 2 == 0) == first_left)
        for number, partner in enumerate(sorted(beside[middle], key=family.rank.__getitem__))
    )
    while waiting:
        key, left = waiting.popleft()
        if key in seen:
            continue
        seen.add(key)
        standing.appendleft(key) if left else standing.append(key)
        waiting.extend((partner, left) for partner in sorted(beside[key], key=family.rank.__getitem__))
    return list(standing)


def wish(
    block: Block, family: Family, layer: dict[str, int], x: dict[str, float], *, upwards: bool | None
) -> float:
    """Return where a block would stand best: under its parents, over its children, or between both."""
    wishes = []
    for number, key in enumerate(block.members):
        shift = CELL * (number + 0.5) - block.width / 2
        near = [] if upwards is True else [middle(union, x) for union in unions_above(key, family)]
        wishes += [place - shift for place in near]
    if upwards is not False:
        wishes += [
            fmean(x[child] for child in children)
            - (middle_in(block, union.parents) if len(union.parents) == 2 else shift_of(block, union))
            for union in family.unions
            for children in union.children.values()
            if set(union.parents) <= set(block.members)
        ]
    return fmean(wishes) if wishes else fmean(x[key] for key in block.members)


def unions_above(key: str, family: Family) -> list[Union]:
    """Return the parents under whom somebody stands: by birth or adoption, otherwise whoever cares for them."""
    above = [
        (kind, union) for union in family.unions for kind in union.children if key in union.children[kind]
    ]
    surest = [union for kind, union in above if kind in ("birth", "adoptive")]
    return surest or [union for _, union in above]


def middle(union: Union, x: dict[str, float]) -> float:
    return fmean(x[key] for key in union.parents)


def middle_in(block: Block, members: Sequence[str]) -> float:
    """Return how far the middle of these stands from the middle of their block."""
    return fmean(CELL * (block.members.index(key) + 0.5) for key in members) - block.width / 2


def shift_of(block: Block, union: Union) -> float:
    return middle_in(block, union.parents)


def in_order_of_siblings(row: list[Block], family: Family) -> list[Block]:
    """Return the row with full siblings in the order of people, in the places they hold between them."""
    for union in family.unions:
        for children in union.children.values():
            held = [
                number for number, block in enumerate(row) if len(set(block.members) & set(children)) == 1
            ]
            if len(union.parents) == 2 and len(held) > 1:
                ordered = sorted(
                    (row[number] for number in held), key=lambda block: first_of(block, children)
                )
                for number, block in zip(held, ordered, strict=True):
                    row[number] = block
    return row


def first_of(block: Block, children: Sequence[str]) -> int:
    return min(children.index(key) for key in block.members if key in children)


def spaced(row: list[Block], wanted: Sequence[float]) -> dict[str, float]:
    """Place blocks as near to what each wants as there is room, in the order given (pool adjacent violators)."""
    pools: list[list[float]] = []  # sum of wishes, how many
    starts, at = [], 0.0
    for block, wish_ in zip(row, wanted, strict=True):
        starts.append(at + block.width / 2)
        at += block.width
        pools.append([wish_ - starts[-1], 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    shifts = [total / count for total, count in pools for _ in range(int(count))]
    for block, start, shift in zip(row, starts, shifts, strict=True):
        block.centre = start + shift
    return {key: place for block in row for key, place in block.places().items()}
