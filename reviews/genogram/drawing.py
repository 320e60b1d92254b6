"""A genogram as it is drawn: symbols and lines with their places, ready for a template."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from .family import Family, Person, Union
from .generations import generations
from .placing import CELL, places
from .routing import SYMBOL, Bar, Level, Net, Router

TRACK, LINE, MOST_LINES, LETTERS = 13, 16, 4, 18
ABOVE, BELOW, MARGIN = 30, 16, 16
HALF = SYMBOL / 2
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline of a symbol, a square, circle or diamond about a middle."""

    x: float
    y: float
    half: float

    @property
    def left(self) -> float:
        return self.x - self.half

    @property
    def top(self) -> float:
        return self.y - self.half

    @property
    def side(self) -> float:
        return self.half * 2

    @property
    def diamond(self) -> str:
        """Return the corners of a diamond, as SVG writes them."""
        x, y, half = self.x, self.y, self.half
        return f"{x:g},{y - half:g} {x + half:g},{y:g} {x:g},{y + half:g} {x - half:g},{y:g}"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A person as drawn: `x` and `y` are the middle of the symbol; the words stand under it."""

    person: Person
    x: float
    y: float
    words: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Return where a line to partner or child leaves: under the last line of the label."""
        return self.y + HALF + 6 + LINE * len(self.words)

    def top(self, x: float) -> float:
        """Return where a line from above meets the symbol, which is round, square or on its corner."""
        away = min(abs(x - self.x), HALF)
        if self.person.shape == "circle":
            return self.y - sqrt(HALF**2 - away**2)
        return self.y - (HALF - away if self.person.shape == "diamond" else HALF)

    @property
    def lines(self) -> list[tuple[str, float]]:
        """Return each line of the label with its height."""
        return [(words, self.y + HALF + LINE * (number + 1)) for number, words in enumerate(self.words)]

    @property
    def outlines(self) -> list[Outline]:
        """Return the outline of the symbol; the child at the centre has a second one within."""
        halves = [HALF, HALF - 6] if self.person.centre else [HALF]
        return [Outline(self.x, self.y, half) for half in halves]

    @property
    def cross(self) -> str:
        """Return the cross through somebody who has died, from edge to edge of the symbol."""
        x, y, r = self.x, self.y, HALF * {"square": 1.0, "circle": 0.7071, "diamond": 0.5}[self.person.shape]
        return f"M{x - r:g},{y - r:g} L{x + r:g},{y + r:g} M{x - r:g},{y + r:g} L{x + r:g},{y - r:g}"


@dataclass(frozen=True, slots=True)
class Line:
    """One stroke; `kind` is that of the couple or of the parent, which says how it is dashed."""

    kind: str
    points: tuple[Point, ...]
    of: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it."""

    width: float
    height: float
    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]
    kinds: frozenset[str] = frozenset()


def draw(family: Family) -> Drawing:
    """Draw a family. The same family gives the same drawing, whatever order its couples and parents come in."""
    layer = generations(family)
    x = {key: place + CELL / 2 + MARGIN for key, place in places(family, layer).items()}
    nets = Router(family, layer, x).nets()
    words = {person.key: wrapped(person.label) for person in family.people}
    heights = Heights(layer, words, nets)
    symbols = {
        person.key: Symbol(person, x[person.key], heights.middle[layer[person.key]], words[person.key])
        for person in family.people
    }
    lines = tuple(line for net in nets for line in lines_of(net, symbols, heights, family))
    reached = [px for line in lines for px, _ in line.points] + [place + CELL / 2 for place in x.values()]
    left = min([0.0, *(px - MARGIN for px, _ in (point for line in lines for point in line.points))])
    return moved(
        Drawing(
            max(reached, default=0) + MARGIN - left,
            heights.total,
            tuple(symbols.values()),
            lines,
            frozenset(line.kind for line in lines),
        ),
        -left,
    )


def moved(drawing: Drawing, by: float) -> Drawing:
    """Return the drawing moved to the right, so that nothing is left of the edge."""
    if not by:
        return drawing
    symbols = tuple(Symbol(one.person, one.x + by, one.y, one.words) for one in drawing.symbols)
    lines = tuple(Line(one.kind, tuple((x + by, y) for x, y in one.points), one.of) for one in drawing.lines)
    return Drawing(drawing.width, drawing.height, symbols, lines, drawing.kinds)


def wrapped(label: str) -> tuple[str, ...]:
    """Return a label in lines that its cell has room for; what is cut off stands in the table beside the picture."""
    lines = textwrap.wrap(label, LETTERS, max_lines=MOST_LINES, placeholder=" …")
    return tuple(lines) or ("",)


class Heights:
    """Where each generation and each track lies, once it is known how many there are."""

    def __init__(self, layer: dict[str, int], words: dict[str, tuple[str, ...]], nets: list[Net]) -> None:
        hubs, bars = (
            deepest(hub for net in nets for hub in hubs_in(net)),
            deepest(bar.level for net in nets for bar in net.bars),
        )
        most: dict[int, int] = defaultdict(int)
        for key, number in layer.items():
            most[number] = max(most[number], len(words[key]))
        self.middle: dict[int, float] = {}
        self.first_hub: dict[int, float] = {}
        self.first_bar: dict[int, float] = {}
        at = 0.0
        for number in range(max(layer.values(), default=-1) + 1):
            self.middle[number] = at + MARGIN + HALF
            self.first_hub[number] = self.middle[number] + HALF + 6 + LINE * most[number] + BELOW
            self.first_bar[number] = self.first_hub[number] + TRACK * hubs[number]
            at = self.first_bar[number] + TRACK * bars[number] + ABOVE - MARGIN
        last = max(layer.values(), default=-1)
        below = self.first_hub[last] - BELOW if last >= 0 and not hubs[last] else at
        self.total = below + MARGIN

    def hub(self, level: Level) -> float:
        return self.first_hub[level.channel] + TRACK * level.track

    def bar(self, level: Level) -> float:
        """In a circle, which no service records, a parent can stand below a child of the first generation."""
        return self.first_bar[max(level.channel, 0)] + TRACK * level.track


def hubs_in(net: Net) -> Iterator[Level]:
    yield net.hub
    yield from (lead.over for lead in net.leads if lead.over)


def deepest(levels: Iterator[Level]) -> dict[int, int]:
    """Return how many tracks each channel has."""
    most: dict[int, int] = defaultdict(int)
    for level in levels:
        most[level.channel] = max(most[level.channel], level.track + 1)
    return most


def lines_of(net: Net, symbols: dict[str, Symbol], heights: Heights, family: Family) -> Iterator[Line]:
    """Yield the strokes of one union: down from its parents, along the hub, down to the children."""
    hub, union = heights.hub(net.hub), net.union
    alone = len(union.parents) == 1
    kind = union.couple or (next(iter(union.children)) if alone else "parents")
    for lead in net.leads:
        start = (lead.port, symbols[lead.person].bottom)
        over = (
            [(lead.port, heights.hub(lead.over)), (lead.passing, heights.hub(lead.over))] if lead.over else []
        )
        yield Line(kind, (start, *over, (lead.passing, hub)), (lead.person,))
    left, right = net.hub.span
    if left < right:
        yield Line(kind, ((left, hub), (right, hub)))
    yield from slashes(union, sorted(lead.passing for lead in net.leads), hub)
    for bar in net.bars:
        yield from bar_lines(bar, hub, symbols, heights, family)


def slashes(union: Union, ends: list[float], hub: float) -> Iterator[Line]:
    """Yield one stroke through the line of a couple who live apart, two where they are divorced."""
    strokes = {"separated": 1, "ended": 1, "divorced": 2}.get(union.couple, 0)
    for number in range(strokes):
        at = ends[0] + min(20, (ends[-1] - ends[0]) / 4) + 6 * number
        yield Line("slash", ((at - 4, hub + 8), (at + 4, hub - 8)))


def bar_lines(
    bar: Bar, hub: float, symbols: dict[str, Symbol], heights: Heights, family: Family
) -> Iterator[Line]:
    """Yield the way down from the hub, the line over the children, and each child's own; twins leave one point."""
    y = heights.bar(bar.level)
    starts = dict(bar.tops)
    for twins in family.twins:
        if len(together := twins & set(starts)) > 1:
            starts |= dict.fromkeys(together, fmean(bar.tops[child] for child in together))
    yield Line(bar.kind, ((bar.drop, hub), (bar.drop, y)))
    ends = [*starts.values(), bar.drop]
    if min(ends) < max(ends):
        yield Line(bar.kind, ((min(ends), y), (max(ends), y)))
    for child, top in bar.tops.items():
        yield Line(bar.kind, ((starts[child], y), (top, symbols[child].top(top))), (child,))
