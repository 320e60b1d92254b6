"""How much speaks for two entries being one contact, and the reasons in plain words.

The weights are points found by trying them on invented chronologies; docs/chronology.md gives the figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from panels.chronology.merge import Entry
from panels.chronology.pairs.features import NAMED, ROLE, Features
from panels.chronology.pairs.vocabulary import kinds

_ENOUGH, _PER_DOUBLING, _MOST = 4.75, 0.4, 7.0
_SMALL = 500
_CERTAIN = 14.0
_ROUTINE, _MOST_ROUTINE = 1.0, 4.0


@dataclass(frozen=True, slots=True)
class ProbablePair:
    """Two entries of different agencies that look like one contact.

    `score` runs from 0 to 1. `reasons` are sentences for the panel, the weightiest first.
    """

    first: Entry
    second: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Points for and against, each with its sentence (none for what speaks against)."""

    points: float
    reasons: tuple[str, ...]


class Rarity:
    """How rare each word is among all entries: a shared rare word says more than a shared common one."""

    def __init__(self, all_features: Iterable[Features]) -> None:
        counts: Counter[str] = Counter()
        self._openings: Counter[tuple[str, ...]] = Counter()
        total = 0
        for each in all_features:
            counts.update(each.words.keys())
            self._openings[each.opening] += 1
            total += 1
        self._rarest = math.log((total + 1) / 1.5) or 1.0
        self._weights = {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}

    def shared(self, one: Features, other: Features) -> tuple[float, list[str]]:
        """Likeness of the wording from 0 to 1, and the shared words, rarest first."""
        common = sorted(one.words.keys() & other.words.keys(), key=lambda word: (-self._weights[word], word))
        if not common:
            return 0.0, []
        together = sum(self._weights[word] ** 2 for word in common)
        rarest = self._weights[common[0]] / self._rarest
        return rarest * together / math.sqrt(self._size(one) * self._size(other)), common

    def routine(self, one: Features, other: Features) -> float:
        """How routine both entries are: halvings of what their coming together says."""
        return sum(math.log2(self._openings[each.opening]) for each in (one, other)) / 2

    def _size(self, each: Features) -> float:
        return sum(self._weights[word] ** 2 for word in each.words) or 1.0


def enough(entries: int) -> float:
    """Points from which a pair is proposed. It rises with the number of entries, as chance likenesses do."""
    return min(_MOST, _ENOUGH + _PER_DOUBLING * math.log2(max(1.0, entries / _SMALL)))


def weigh(one: Features, other: Features, rarity: Rarity) -> Weighed:
    """Points for two entries of different agencies whose dates lie near each other."""
    parts = [
        _people(one, other),
        _kind(one, other),
        _day(one, other),
        _time(one, other),
        _wording(one, other, rarity),
    ]
    parts.append((-min(_MOST_ROUTINE, _ROUTINE * rarity.routine(one, other)), ""))
    parts.sort(key=lambda part: -part[0])
    return Weighed(
        sum(points for points, _ in parts), tuple(reason for points, reason in parts if points > 0 and reason)
    )


def linked(one: Features, other: Features) -> bool:
    """Whether the two could be one contact at all.

    On one day, one must name the other or both be the same particular event; where the dates only touch,
    both must name each other or be the same particular event.
    """
    there, back = _names(one, other) > 0, _names(other, one) > 0
    if _same_day(one, other):
        return there or back or bool(_particular(one, other))
    return (there and back) or (_exact(one) and _exact(other) and bool(_particular(one, other)))


def _exact(each: Features) -> bool:
    return each.first == each.last


def _same_day(one: Features, other: Features) -> bool:
    return one.first == one.last == other.first == other.last


def _people(one: Features, other: Features) -> tuple[float, str]:
    there, back = _names(one, other), _names(other, one)
    points = there + back + (1.5 if there > 0 and back > 0 else 0)
    if there > 0 and back > 0:
        return points, "Each entry names the other agency or its worker."
    return points, "One entry names the other agency or its worker." if points > 0 else ""


def _names(one: Features, other: Features) -> float:
    """How plainly one entry names the agency, or better the very worker, of the other. Below 0: another worker."""
    theirs = {person for person in one.others if person[0] in other.agency.kinds}
    if theirs & other.workers:
        return NAMED
    named = max((one.mentions.get(kind, 0.0) for kind in other.agency.kinds), default=0.0)
    someone_else = bool(one.others) and not named and "message" in one.families
    return -1.0 if someone_else or (theirs and other.workers) else min(named, ROLE)


def _particular(one: Features, other: Features) -> dict[str, float]:
    shared = (one.stated | one.told) & (other.stated | other.told)
    return {
        kind: 1.0 + (kind in one.stated) + (kind in other.stated)
        for kind in shared
        if kinds()[kind].particular
    }


def _kind(one: Features, other: Features) -> tuple[float, str]:
    same = _particular(one, other)
    if same:
        best = max(same, key=lambda kind: (same[kind], kind))
        return same[best], f"Both speak of the same kind of event: {best.replace('_', ' ')}."
    if one.families & other.families:
        return 1.0, "Both are the same kind of contact."
    return (-2.5 if one.families and other.families else 0.0), ""


def _day(one: Features, other: Features) -> tuple[float, str]:
    if _same_day(one, other):
        return 1.0, "Both are dated the same day."
    return (-1.5 if _exact(one) and _exact(other) else -1.0), ""


def _time(one: Features, other: Features) -> tuple[float, str]:
    if one.minutes is None or other.minutes is None:
        return 0.0, ""
    apart = abs(one.minutes - other.minutes)
    if not _same_day(one, other):
        return (1.0, "The times of day are nearly the same.") if apart <= 20 else (0.0, "")
    if apart <= 60:
        return (2.0 if apart <= 20 else 1.0), "The times are within the hour."
    return (0.0 if apart <= 180 else -1.5), ""


def _wording(one: Features, other: Features, rarity: Rarity) -> tuple[float, str]:
    likeness, common = rarity.shared(one, other)
    shown = [word.removeprefix("family:") for word in common[:3]]
    return min(3.0, 10 * likeness), f"Both mention {', '.join(shown)}." if shown else ""


def as_pair(one: Entry, other: Entry, weighed: Weighed) -> ProbablePair:
    """The proposal for two entries, in the order of their places."""
    first, second = sorted((one, other), key=lambda entry: entry.place)
    return ProbablePair(first, second, round(min(1.0, weighed.points / _CERTAIN), 3), weighed.reasons)
