"""Which entries are weighed against each other, and which of them are proposed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from panels.chronology.merge import Entry
from panels.chronology.pairs.features import Features, features
from panels.chronology.pairs.weighing import ProbablePair, Rarity, Weighed, as_pair, enough, linked, weigh

_DAYS_APART = 1
_WIDEST = 31
"""A date wider than this many days (a season, a year) is too wide to say that two entries are one contact."""
_COMPANY = 2.0
"""Points by which a pair may fall short when a third agency's entry is paired with both."""
_CROWD = 60
"""At most so many entries of one day are weighed against an entry, so that the time stays near linear."""


def probable_pairs(entries: Sequence[Entry]) -> list[ProbablePair]:
    """Pairs of entries of different agencies that look like one contact, the likeliest first.

    Looks at date (a day apart at most, or inside a month where only the month is known), who names whom,
    kind of contact, time and wording. An entry has at most one partner in each other agency, and a pair is
    proposed once. Time is near linear in the number of entries. Never joins or changes anything.
    """
    found = features(entries)
    rarity = Rarity(found)
    threshold = enough(len(found))
    weighed: dict[tuple[int, int], Weighed] = {}
    for one, other in _neighbours(found):
        if linked(found[one], found[other]):
            result = weigh(found[one], found[other], rarity)
            if result.points >= threshold - _COMPANY:
                weighed[one, other] = result
    chosen = _mutual_best(
        found, {pair: result for pair, result in weighed.items() if result.points >= threshold}
    )
    chosen |= _in_company(found, chosen, weighed)
    pairs = [as_pair(entries[one], entries[other], weighed[one, other]) for one, other in chosen]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first.place, pair.second.place))


def _mutual_best(found: Sequence[Features], weighed: dict[tuple[int, int], Weighed]) -> set[tuple[int, int]]:
    """The pairs in which each is the other's best partner in that agency."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for (one, other), result in weighed.items():
        for at, partner in ((one, other), (other, one)):
            candidate = (result.points, -partner)
            key = (at, found[partner].agency.name)
            best[key] = max(best.get(key, candidate), candidate)
    return {
        (one, other)
        for one, other in weighed
        if -best[one, found[other].agency.name][1] == other and -best[other, found[one].agency.name][1] == one
    }


def _in_company(
    found: Sequence[Features], chosen: set[tuple[int, int]], weighed: dict[tuple[int, int], Weighed]
) -> set[tuple[int, int]]:
    """Weaker pairs whose two entries are both paired with one entry of a third agency: a meeting of three."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in chosen:
        partners[one].add(other)
        partners[other].add(one)
    served = {(at, found[partner].agency.name) for at, known in partners.items() for partner in known}
    weaker = {
        (one, other): result
        for (one, other), result in weighed.items()
        if partners[one] & partners[other]
        and (one, found[other].agency.name) not in served
        and (other, found[one].agency.name) not in served
    }
    return _mutual_best(found, weaker)


def _neighbours(found: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Each pair of entries of different agencies whose dates touch, once, the lower number first."""
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for at, each in enumerate(found):
        if each.first == each.last:
            by_day[each.first].append(at)
    for at, each in enumerate(found):
        single = each.first == each.last
        if (each.last - each.first).days > _WIDEST:
            continue
        reach = timedelta(days=_DAYS_APART if single else 0)
        day = each.first - reach
        while day <= each.last + reach:
            for other in _nearest(by_day.get(day, []), each, found):
                if found[other].agency.name != each.agency.name and not (single and other <= at):
                    yield min(at, other), max(at, other)
            day += timedelta(days=1)


def _nearest(day: list[int], each: Features, found: Sequence[Features]) -> list[int]:
    if len(day) <= _CROWD:
        return day
    minutes = each.minutes or 0
    return sorted(day, key=lambda other: (abs((found[other].minutes or 0) - minutes), other))[:_CROWD]
