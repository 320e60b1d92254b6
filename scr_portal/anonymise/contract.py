"""The words in which the anonymiser and its callers speak: typed rows in, typed results out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NotRequired, TypedDict

Grain = Literal["day", "month", "year"]


class RegisterEntry(TypedDict):
    """One person, place or number of a case and the word that stands for it.

    Persons also carry `title`, `given`, `family` and `role`; dates of birth (canonical as YYYY-MM-DD) and
    NHS numbers carry the id of their person in `of`.
    """

    id: str
    kind: str
    canonical: str
    aliases: list[str]
    pseudonym: str
    title: NotRequired[str]
    given: NotRequired[str]
    family: NotRequired[str]
    role: NotRequired[str]
    of: NotRequired[str]


class Replacement(TypedDict):
    """A span of the input that was exchanged. Spans are in order and never overlap."""

    start: int
    end: int
    entry_id: str
    pseudonym: str


class Residual(TypedDict):
    """A span of the output that may still identify somebody and waits for a person to settle it."""

    start: int
    end: int
    kind: str


class Result(TypedDict):
    """The coded text, what was exchanged (offsets into the input), what is left (offsets into the output)."""

    text: str
    replacements: list[Replacement]
    residuals: list[Residual]


class Decision(TypedDict):
    """What a person settled about a flagged span: the words as they stood, and why they may stay.

    Both verdicts keep the span from being flagged again in this case; they are told apart for the record.
    """

    text: str
    verdict: Literal["allow", "not_a_name"]
    kind: NotRequired[str]


class AnonymisationFailed(Exception):
    """The text could not be made safe. Carries no text and no name, so that it may be logged."""

    def __init__(self, reason: str = "The text could not be anonymised safely.") -> None:
        super().__init__(reason)


Decisions = Iterable[Decision]
