"""The lines of a genogram before they have a height: which upright stands where, and which lines share a track.

The space under each generation is a channel. In it lie hubs (the line under a couple) and bars (the line over
brothers and sisters), each on a track of its own where they would touch. An upright that has to pass a generation
passes between people, and no two uprights of a channel share a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean

from .family import BLOOD, Family, Union
from .placing import CELL

SYMBOL, BOX, APART = 44, 128, 7
"""The side of a symbol; the width that nobody's line may cross; how far apart uprights stand."""


@dataclass(slots=True)
class Level:
    """A horizontal line in a channel; `track` counts from the top among its own kind."""

    channel: int
    xs: list[float]
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        return min(self.xs), max(self.xs)


@dataclass(slots=True)
class Lead:
    """How a parent reaches the hub: straight down, or past the generations between on `passing`."""

    person: str
    port: float
    over: Level | None = None
    passing: float = 0


@dataclass(slots=True)
class Bar:
    """The line over the children of one kind in one generation, and the upright that reaches it."""

    kind: str
    level: Level
    drop: float
    tops: dict[str, float]


@dataclass(slots=True)
class Net:
    """Everything drawn for one union."""

    union: Union
    hub: Level
    leads: list[Lead] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


class Router:
    """Gives every upright a place. `layer` and `x` say where people stand."""

    def __init__(self, family: Family, layer: dict[str, int], x: dict[str, float]) -> None:
        self.family, self.layer, self.x = family, layer, x
        self.used: dict[int, list[float]] = defaultdict(list)
        self.tops: dict[tuple[str, int], float] = {}
        self.rows: dict[int, list[float]] = defaultdict(list)
        for key, number in layer.items():
            self.rows[number].append(x[key])

    def nets(self) -> list[Net]:
        """Return every union with its lines, tracks given."""
        unions = sorted(self.family.unions, key=lambda union: min(self.x[key] for key in union.parents))
        self.arrivals(unions)
        ports = self.ports(unions)
        nets = [self.net(number, union, ports) for number, union in enumerate(unions)]
        assign_tracks([level for net in nets for level in hubs_of(net)])
        assign_tracks([bar.level for net in nets for bar in net.bars])
        return nets

    def arrivals(self, unions: list[Union]) -> None:
        """Give each child's lines from above their places: that of birth or adoption in the middle."""
        lines = [
            (kind not in BLOOD, child, number)
            for number, union in enumerate(unions)
            for kind, children in union.children.items()
            for child in children
        ]
        for _, child, number in sorted(lines, key=lambda line: line[0]):
            if (child, number) not in self.tops:
                self.tops[child, number] = self.upright(self.layer[child] - 1, self.x[child], 15)

    def ports(self, unions: list[Union]) -> dict[tuple[str, int], float]:
        """Return where each parent's line leaves them: towards the other of the couple, or straight down alone."""
        ports = {}
        for number, union in enumerate(unions):
            for key in union.parents:
                if (straight := self.straight_down(number, union)) is not None:
                    ports[key, number] = straight
                    continue
                others = [self.x[other] for other in union.parents if other != key]
                towards = 0.0 if not others else 18.0 if others[0] > self.x[key] else -18.0
                ports[key, number] = self.upright(self.layer[key], self.x[key] + towards, 40)
        return ports

    def straight_down(self, number: int, union: Union) -> float | None:
        """Return where one line serves a parent alone and the only child right below them, or None."""
        children = {child for named in union.children.values() for child in named}
        if len(union.parents) > 1 or len(children) > 1:
            return None
        parent, child = union.parents[0], children.pop()
        top = self.tops[child, number]
        near = abs(top - self.x[parent]) <= 40 and self.layer[child] == self.layer[parent] + 1
        return top if near else None

    def net(self, number: int, union: Union, ports: dict[tuple[str, int], float]) -> Net:
        lowest = max(self.layer[key] for key in union.parents)
        net = Net(union, Level(lowest, []))
        for key in union.parents:
            lead = Lead(key, ports[key, number], passing=ports[key, number])
            if self.layer[key] < lowest:
                lead.passing = self.passage(self.layer[key], lowest, lead.port)
                lead.over = Level(self.layer[key], [lead.port, lead.passing])
            net.leads.append(lead)
        net.hub.xs = [lead.passing for lead in net.leads]
        for kind, children in union.children.items():
            for generation in sorted({self.layer[child] for child in children}):
                tops = {c: self.tops[c, number] for c in children if self.layer[c] == generation}
                net.bars.append(self.bar(net, kind, generation, tops))
        return net

    def bar(self, net: Net, kind: str, generation: int, tops: dict[str, float]) -> Bar:
        """Drop from the middle of the couple where the children are next, otherwise past those between."""
        first, last = net.hub.channel, generation - 1
        wanted = fmean(lead.passing for lead in net.leads)
        if first < last:
            drop = self.passage(first, last, fmean(tops.values()))
        elif len(net.leads) == 1 and not net.bars:
            drop = net.leads[0].passing
        else:
            drop = self.upright(first, wanted, CELL)
        net.hub.xs.append(drop)
        return Bar(kind, Level(last, [*tops.values(), drop]), drop, tops)

    def upright(self, channel: int, wanted: float, reach: float) -> float:
        """Return the free place nearest to the one wanted, in one channel."""
        return self.take([channel], [], wanted, reach)

    def passage(self, first: int, last: int, wanted: float) -> float:
        """Return the nearest place from one channel down to another that touches nobody between."""
        return self.take(range(first, last + 1), range(first + 1, last + 1), wanted, 1e6)

    def take(self, channels: Iterable[int], rows: Iterable[int], wanted: float, reach: float) -> float:
        people = [place for row in rows for place in self.rows[row]]
        channels = list(channels)
        taken = [place for channel in channels for place in self.used[channel]]
        step = 0
        while step <= reach:
            for place in (wanted + step, wanted - step):
                if all(abs(place - other) >= APART for other in taken) and all(
                    abs(place - person) > BOX / 2 for person in people
                ):
                    for channel in channels:
                        self.used[channel].append(place)
                    return place
            step += 1
        for channel in channels:
            self.used[channel].append(wanted)
        return wanted


def hubs_of(net: Net) -> list[Level]:
    """Return the horizontal lines that lie in the upper half of a channel."""
    return [net.hub, *(lead.over for lead in net.leads if lead.over)]


def assign_tracks(levels: list[Level]) -> None:
    """Give levels of one channel that would touch different tracks, shorter ones higher."""
    laid: dict[int, list[Level]] = defaultdict(list)
    for level in sorted(levels, key=lambda level: (level.span[1] - level.span[0], level.span)):
        left, right = level.span
        taken = {
            other.track
            for other in laid[level.channel]
            if other.span[0] - APART <= right and left <= other.span[1] + APART
        }
        level.track = next(track for track in range(len(taken) + 1) if track not in taken)
        laid[level.channel].append(level)
