"""Which marks of two readers are the same passage: pure, over where they stand in one text.

Marks that overlap belong together, whichever reader made them. One of each is one passage that both found.
Several against one, and marks of one kind in the same sentence that do not touch, are for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from .enums import BLIND, FindingState

Span = tuple[str, int, int]
"""The part of the text, where words begin there and where they end."""
_Item = TypeVar("_Item")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """One mark: its key, which reader made it, of what kind it is, and everywhere its words stand."""

    key: UUID
    part: str
    kind: str
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that belong together, and what that means."""

    marks: tuple[Marked, ...]
    state: FindingState


def matched(marks: Sequence[Marked], texts: Mapping[str, str]) -> list[Group]:
    """Return the groups in the order in which they stand in the text."""
    groups = together(marks, touch)
    alone = [group for group in groups if len(parts_of(group)) == 1]
    near = together(alone, lambda one, other: perhaps_the_same(one, other, texts))
    lone = [group for found in near for group in split(found)]
    both = [group for group in groups if len(parts_of(group)) > 1]
    made = [Group(tuple(group), state_of(group)) for group in both] + lone
    return sorted(made, key=lambda group: min(min(mark.spans) for mark in group.marks))


def split(near: list[list[Marked]]) -> list[Group]:
    """One reader's group and one of the other's in one sentence are perhaps the same; more are told apart as they are."""
    if len(near) == len(BLIND) and len({mark.part for group in near for mark in group}) == len(BLIND):
        return [Group(tuple(mark for group in near for mark in group), FindingState.UNCLEAR)]
    return [Group(tuple(group), FindingState.ONE) for group in near]


def state_of(group: Sequence[Marked]) -> FindingState:
    """One mark of each reader is found by both; several against one are for a person."""
    return FindingState.BOTH if len(group) == len(BLIND) else FindingState.UNCLEAR


def several(marks: Sequence[Marked]) -> list[Group]:
    """Return the passages of a group that a person has told apart: one for each mark of the reader who made more."""
    by_part = {part: [mark for mark in marks if mark.part == part] for part in BLIND}
    more, fewer = sorted(by_part.values(), key=len, reverse=True)
    made, taken = [], set()
    for mark in more:
        beside = tuple(other for other in fewer if touch(mark, other))
        taken |= {other.key for other in beside}
        made.append(Group((mark, *beside), FindingState.BOTH if beside else FindingState.ONE))
    made += [Group((mark,), FindingState.ONE) for mark in fewer if mark.key not in taken]
    return made


def parts_of(group: Iterable[Marked]) -> set[str]:
    return {mark.part for mark in group}


def touch(one: Marked, other: Marked) -> bool:
    """Whether two marks have at least one letter in common."""
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in one.spans for b in other.spans)


def perhaps_the_same(one: list[Marked], other: list[Marked], texts: Mapping[str, str]) -> bool:
    """Whether two groups are of different readers, of one kind, and stand in one sentence."""
    if parts_of(one) == parts_of(other) or not {mark.kind for mark in one} & {mark.kind for mark in other}:
        return False
    return bool(sentences_of(one, texts) & sentences_of(other, texts))


def sentences_of(group: Iterable[Marked], texts: Mapping[str, str]) -> set[tuple[str, int]]:
    """Return the sentences in which marks stand: the part of the text, and how many sentences end before them."""
    return {
        (place, sum(1 for end in _SENTENCE_END.finditer(texts[place]) if end.end() <= start))
        for mark in group
        for place, start, _ in mark.spans
    }


def together(items: Sequence[_Item], joined: Callable[[_Item, _Item], bool]) -> list[list[_Item]]:
    """Return the items in groups: whatever is joined to one of a group, directly or by others, is in it."""
    groups: list[list[_Item]] = []
    for item in items:
        meant = [group for group in groups if any(joined(item, other) for other in group)]
        groups = [group for group in groups if group not in meant]
        groups.append([other for group in meant for other in group] + [item])
    return groups
