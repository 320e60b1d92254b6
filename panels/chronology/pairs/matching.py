"""Select the entries to compare with each other, and the pairs to propose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from panels.chronology.merge import Entry
from panels.chronology.pairs.features import Features, features
from panels.chronology.pairs.weighing import ProbablePair, Rarity, Weighed, as_pair, enough, linked, weigh

_DAYS_APART = 1
_WIDEST = 31
"""A date wider than this many days (a season, a year) is too imprecise to identify one contact."""
_COMPANY = 2.0
"""Points by which a pair may miss the threshold when a third agency's entry is paired with both."""
_CROWD = 60
"""Most entries of one day that are compared with an entry, so that the time stays near linear."""


def probable_pairs(entries: Sequence[Entry]) -> list[ProbablePair]:
    """Return pairs of entries of different agencies that look like one contact, the likeliest first.

    Compares date (a day apart at most, or within a month where only the month is known), who names whom, kind of
    contact, time and wording. An entry has at most one partner in each other agency, and a pair is proposed once.
    Time is near linear in the number of entries. Never joins or changes anything.
    """
    all_features = features(entries)
    rarity = Rarity(all_features)
    threshold = enough(len(all_features))
    weighed: dict[tuple[int, int], Weighed] = {}
    for left, right in _neighbours(all_features):
        if linked(all_features[left], all_features[right]):
            result = weigh(all_features[left], all_features[right], rarity)
            if result.points >= threshold - _COMPANY:
                weighed[left, right] = result
    chosen = _mutual_best(
        all_features, {pair: result for pair, result in weighed.items() if result.points >= threshold}
    )
    chosen |= _in_company(all_features, chosen, weighed)
    pairs = [as_pair(entries[left], entries[right], weighed[left, right]) for left, right in chosen]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first.place, pair.second.place))


def _mutual_best(
    all_features: Sequence[Features], weighed: dict[tuple[int, int], Weighed]
) -> set[tuple[int, int]]:
    """Return the pairs in which each is the other's best partner in that agency."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for (left, right), result in weighed.items():
        for index, partner in ((left, right), (right, left)):
            candidate = (result.points, -partner)
            key = (index, all_features[partner].agency.name)
            best[key] = max(best.get(key, candidate), candidate)
    return {
        (left, right)
        for left, right in weighed
        if -best[left, all_features[right].agency.name][1] == right
        and -best[right, all_features[left].agency.name][1] == left
    }


def _in_company(
    all_features: Sequence[Features], chosen: set[tuple[int, int]], weighed: dict[tuple[int, int], Weighed]
) -> set[tuple[int, int]]:
    """Return weaker pairs whose two entries are both paired with one entry of a third agency: a meeting of three."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for left, right in chosen:
        partners[left].add(right)
        partners[right].add(left)
    served = {
        (index, all_features[partner].agency.name) for index, known in partners.items() for partner in known
    }
    weaker = {
        (left, right): result
        for (left, right), result in weighed.items()
        if partners[left] & partners[right]
        and (left, all_features[right].agency.name) not in served
        and (right, all_features[left].agency.name) not in served
    }
    return _mutual_best(all_features, weaker)


def _neighbours(all_features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Yield each pair of entries of different agencies with adjacent dates, once, the lower index first.

    A month meets its days and the entries of which no more than the same month is known.
    """
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    by_period: defaultdict[tuple[date, date], list[int]] = defaultdict(list)
    for index, entry in enumerate(all_features):
        if entry.exact:
            by_day[entry.first].append(index)
        else:
            by_period[entry.first, entry.last].append(index)
    for index, entry in enumerate(all_features):
        if (entry.last - entry.first).days > _WIDEST:
            continue
        near = [by_period[entry.first, entry.last]] if not entry.exact else []
        near += [by_day.get(day, []) for day in _days(entry)]
        for other in (other for group in near for other in _nearest(group, entry, all_features)):
            alike = all_features[other].exact == entry.exact
            if all_features[other].agency.name != entry.agency.name and not (alike and other <= index):
                yield min(index, other), max(index, other)


def _days(entry: Features) -> Iterator[date]:
    reach = _DAYS_APART if entry.exact else 0
    for step in range(-reach, (entry.last - entry.first).days + reach + 1):
        yield entry.first + timedelta(days=step)


def _nearest(day: list[int], entry: Features, all_features: Sequence[Features]) -> list[int]:
    if len(day) <= _CROWD:
        return day
    return sorted(day, key=lambda other: (_clocks_apart(entry, all_features[other]), other))[:_CROWD]


def _clocks_apart(left: Features, right: Features) -> int:
    """Return the minutes between two times of day; on adjacent days also over midnight."""
    apart = abs((left.minutes or 0) - (right.minutes or 0))
    return apart if left.first == right.first else min(apart, abs(24 * 60 - apart))
