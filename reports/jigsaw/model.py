"""What is found in a text that may lead to a family, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = ""
"""The subject of what the text says of nobody in particular: it belongs to the family."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule finds in a paragraph.

    `value` is what is said, whatever its words: the same date in two spellings has one. `coarser` are words that can stand
    there instead; empty where none can be proposed.
    """

    kind: str
    start: int
    end: int
    value: str
    coarser: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that narrows it down, with the coarser wording and what that costs the learning.

    `start` and `end` count in the text `part`. `subject` is the label of the person it is said of, or `WHOLE`.
    """

    kind: str
    part: str
    start: int
    end: int
    words: str
    sentence: str
    before: str
    after: str
    value: str
    coarser: str
    cost: str
    subject: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that is said, at as many places as it is said: it counts once."""

    kind: str
    value: str
    places: tuple[Finding, ...]

    @property
    def name(self) -> tuple[str, str]:
        """What tells one attribute from another."""
        return self.kind, self.value

    @property
    def subjects(self) -> tuple[str, ...]:
        """Of whom it is said, in the order of the text."""
        return tuple(dict.fromkeys(place.subject for place in self.places))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two kinds of which both are there, and what they add together."""

    kinds: tuple[str, str]
    adds: int
    reason: str


@dataclass(frozen=True, slots=True)
class Combination:
    """All that is said of one person, or of the whole text, and its score."""

    subject: str
    attributes: tuple[Attribute, ...]
    pairs: tuple[Pair, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Examined:
    """All that was found, heaviest first, with the score of each person and of the whole text."""

    attributes: tuple[Attribute, ...]
    people: tuple[Combination, ...]
    whole: Combination
