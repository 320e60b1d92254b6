"""The types of the anonymiser's interface: rows of the register in, results out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NotRequired, TypedDict

Grain = Literal["day", "month", "year"]


class RegisterEntry(TypedDict):
    """A person, place or number of a case, and the pseudonym that replaces it.

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
    """A span of the input that was replaced. Spans are in order and never overlap."""

    start: int
    end: int
    entry_id: str
    pseudonym: str


class Residual(TypedDict):
    """A span of the output that may still identify somebody and must be settled by a person."""

    start: int
    end: int
    kind: str


class Result(TypedDict):
    """The coded text, its replacements (offsets into the input) and its residuals (offsets into the output)."""

    text: str
    replacements: list[Replacement]
    residuals: list[Residual]


class Decision(TypedDict):
    """What a person decided about a flagged span: its text, and why it may stay.

    Both verdicts stop the span from being flagged again in this case; the record distinguishes them.
    """

    text: str
    verdict: Literal["allow", "not_a_name"]
    kind: NotRequired[str]


class AnonymisationFailed(Exception):
    """The text could not be anonymised safely. Carries no text and no name, so it is safe to log."""

    def __init__(self, reason: str = "The text could not be anonymised safely.") -> None:
        super().__init__(reason)


Decisions = Iterable[Decision]
