"""Score the evidence that two entries are one contact, with the reasons in plain words.

The weights were tuned on invented chronologies; docs/chronology.md gives the figures.
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
_HOUR, _DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class ProbablePair:
    """Two entries of different agencies that look like one contact.

    `score` is from 0 to 1. `reasons` are sentences for the panel, the weightiest first.
    """

    first: Entry
    second: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The points for a pair, and a sentence for each reason in its favour."""

    points: float
    reasons: tuple[str, ...]


class Rarity:
    """The rarity of each word among all entries: a shared rare word is better evidence than a common one."""

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

    def shared(self, left: Features, right: Features) -> tuple[float, list[str]]:
        """Return the similarity of the wording from 0 to 1, and the shared words, rarest first."""
        common = sorted(left.words.keys() & right.words.keys(), key=lambda word: (-self._weights[word], word))
        if not common:
            return 0.0, []
        together = sum(self._weights[word] ** 2 for word in common)
        rarest = self._weights[common[0]] / self._rarest
        return rarest * together / math.sqrt(self._size(left) * self._size(right)), common

    def routine(self, left: Features, right: Features) -> float:
        """Return how routine both entries are, as halvings of the evidence of their coincidence."""
        return sum(math.log2(self._openings[each.opening]) for each in (left, right)) / 2

    def _size(self, each: Features) -> float:
        return sum(self._weights[word] ** 2 for word in each.words) or 1.0


def enough(entries: int) -> float:
    """Return the threshold in points. It rises with the number of entries, as chance similarities do."""
    return min(_MOST, _ENOUGH + _PER_DOUBLING * math.log2(max(1.0, entries / _SMALL)))


def weigh(left: Features, right: Features, rarity: Rarity) -> Weighed:
    """Score two entries of different agencies whose dates are near each other."""
    parts = [
        _people(left, right),
        _kind(left, right),
        _day(left, right),
        _time(left, right),
        _wording(left, right, rarity),
    ]
    parts.append((-min(_MOST_ROUTINE, _ROUTINE * rarity.routine(left, right)), ""))
    parts.sort(key=lambda part: -part[0])
    return Weighed(
        sum(points for points, _ in parts), tuple(reason for points, reason in parts if points > 0 and reason)
    )


def linked(left: Features, right: Features) -> bool:
    """Return whether the two could be one contact at all.

    Two records that services make of their own work never are. On the same day, or within the hour across midnight,
    one must name the other or both be the same particular event; where the dates are only adjacent, or one is known
    only to the month, both must name each other or be the same particular event.
    """
    if left.internal and right.internal:
        return False
    left_names_right, right_names_left = _names(left, right) > 0, _names(right, left) > 0
    if _same_day(left, right) or _across_midnight(left, right) is not None:
        return left_names_right or right_names_left or bool(_particular(left, right))
    return (left_names_right and right_names_left) or bool(_particular(left, right))


def _same_day(left: Features, right: Features) -> bool:
    return left.exact and right.exact and left.first == right.first


def _across_midnight(left: Features, right: Features) -> int | None:
    """Return the minutes between two times within the hour of which midnight lies between, else None."""
    if not (left.exact and right.exact) or left.minutes is None or right.minutes is None:
        return None
    days = (left.first - right.first).days
    apart = abs(days * _DAY + left.minutes - right.minutes)
    return apart if days and apart <= _HOUR else None


def _people(left: Features, right: Features) -> tuple[float, str]:
    left_names_right, right_names_left = _names(left, right), _names(right, left)
    points = (
        left_names_right + right_names_left + (1.5 if left_names_right > 0 and right_names_left > 0 else 0)
    )
    if left_names_right > 0 and right_names_left > 0:
        return points, "Each entry names the other agency or its worker."
    return points, "One entry names the other agency or its worker." if points > 0 else ""


def _names(left: Features, right: Features) -> float:
    """Score how plainly one entry names the agency or worker of the other. Negative for another worker."""
    theirs = {person for person in left.others if person[0] in right.agency.kinds}
    if theirs & right.workers:
        return NAMED
    named = max((left.mentions.get(kind, 0.0) for kind in right.agency.kinds), default=0.0)
    someone_else = bool(left.others) and not named and "message" in left.families
    return -1.0 if someone_else or (theirs and right.workers) else min(named, ROLE)


def _particular(left: Features, right: Features) -> dict[str, float]:
    shared = (left.stated | left.narrated) & (right.stated | right.narrated)
    return {
        kind: 1.0 + (kind in left.stated) + (kind in right.stated)
        for kind in shared
        if kinds()[kind].particular
    }


def _kind(left: Features, right: Features) -> tuple[float, str]:
    same = _particular(left, right)
    if same:
        best = max(same, key=lambda kind: (same[kind], kind))
        return same[best], f"Both speak of the same kind of event: {best.replace('_', ' ')}."
    if left.families & right.families:
        return 1.0, "Both are the same kind of contact."
    return (-2.5 if left.families and right.families else 0.0), ""


def _day(left: Features, right: Features) -> tuple[float, str]:
    if _same_day(left, right):
        return 1.0, "Both are dated the same day."
    if _across_midnight(left, right) is not None:
        return 0.5, ""
    return (-1.0 if left.exact != right.exact else -1.5), ""


def _time(left: Features, right: Features) -> tuple[float, str]:
    if left.minutes is None or right.minutes is None:
        return 0.0, ""
    night = _across_midnight(left, right)
    if night is not None:
        return (2.0 if night <= 20 else 1.0), "The times are within the hour, across midnight."
    apart = abs(left.minutes - right.minutes)
    if not _same_day(left, right):
        return (1.0, "The times of day are nearly the same.") if apart <= 20 else (0.0, "")
    if apart <= _HOUR:
        return (2.0 if apart <= 20 else 1.0), "The times are within the hour."
    return (0.0 if apart <= 180 else -1.5), ""


def _wording(left: Features, right: Features, rarity: Rarity) -> tuple[float, str]:
    likeness, common = rarity.shared(left, right)
    shown = [word.removeprefix("family:") for word in common[:3]]
    return min(3.0, 10 * likeness), f"Both mention {', '.join(shown)}." if shown else ""


def as_pair(left: Entry, right: Entry, weighed: Weighed) -> ProbablePair:
    """Return the proposal for two entries, in the order of their origin."""
    first, second = sorted((left, right), key=lambda entry: entry.place)
    return ProbablePair(first, second, round(min(1.0, weighed.points / _CERTAIN), 3), weighed.reasons)
