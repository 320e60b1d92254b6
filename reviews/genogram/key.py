"""What the symbols and lines of a drawing mean: an example of each that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .drawing import Drawing, Line, Symbol
from .family import Person

SHAPES: dict[Literal["square", "circle", "diamond"], str] = {
    "square": "Male",
    "circle": "Female",
    "diamond": "Sex not recorded",
}
LINES = {
    "married": "Married",
    "partner": "Partners, not married",
    "separated": "Separated: one stroke through the line",
    "divorced": "Divorced: two strokes through the line",
    "parents": "Both are parents of a child; nothing is recorded of them as a couple",
    "birth": "Birth parent",
    "adoptive": "Adoptive parent",
    "step": "Step-parent",
    "foster": "Foster or kinship carer",
}
MIDDLE, LEFT, RIGHT = 28.0, 4.0, 52.0


@dataclass(frozen=True, slots=True)
class Example:
    """A symbol or a line with its meaning."""

    words: str
    symbol: Symbol | None = None
    lines: tuple[Line, ...] = ()


def key_of(drawing: Drawing) -> Iterator[Example]:
    """Yield the symbols first, then the lines; of each only what the drawing holds."""
    people = [symbol.person for symbol in drawing.symbols]
    for shape, words in SHAPES.items():
        if any(person.shape == shape for person in people):
            yield Example(words, example(Person("", "", shape)))
    if any(person.centre for person in people):
        yield Example("The child at the centre", example(Person("", "", "square", centre=True)))
    if any(person.died for person in people):
        yield Example("Has died", example(Person("", "", "square", died=True)))
    drawn = {line.kind for line in drawing.lines}
    for kind, words in LINES.items():
        if kind in drawn:
            strokes = {"separated": 1, "divorced": 2}.get(kind, 0)
            yield Example(words, lines=(line(kind), *(stroke(number) for number in range(strokes))))


def example(person: Person) -> Symbol:
    return Symbol(person, MIDDLE, MIDDLE, ())


def line(kind: str) -> Line:
    return Line(kind, ((LEFT, MIDDLE), (RIGHT, MIDDLE)))


def stroke(number: int) -> Line:
    at = MIDDLE + 6 * number
    return Line("slash", ((at - 4, MIDDLE + 8), (at + 4, MIDDLE - 8)))
