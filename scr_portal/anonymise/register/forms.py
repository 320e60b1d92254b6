"""Forms of a registered name, as keys of folded letters with the gaps allowed at each position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Protocol

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.text.folding import Gap, tokens_of


class Owner(Protocol):
    """The person, entity or address of the register that a form refers to."""

    @property
    def entry(self) -> RegisterEntry: ...

    @property
    def id(self) -> str: ...


Unit = tuple[str, ...]
"""One word of a name in folded parts: "O'Leary" is ('o', 'leary')."""

INSIDE = frozenset({Gap.JOIN, Gap.BREAK, Gap.APOSTROPHE, Gap.HYPHEN})
PART = INSIDE | {Gap.SPACE, Gap.LINE, Gap.UNDERSCORE, Gap.DOT}
WORD = PART
ENTITY_GAPS = PART | {Gap.DOT_SPACE, Gap.AMPERSAND, Gap.POSSESSIVE}
AFTER_INITIAL = PART | {Gap.DOT_SPACE}
COMMA = PART | {Gap.COMMA}


class FormKind(IntEnum):
    """The parts a form is made of; the evidence required depends on it."""

    FULL = 0
    INITIAL_FAMILY = 1
    GIVEN_INITIAL = 2
    FAMILY = 3
    FAMILY_PART = 4
    GIVEN = 5
    ALIAS = 6
    GIVEN_S = 7
    PLURAL = 8
    INITIALS = 9
    ENTITY = 10
    ENTITY_CORE = 11
    STREET = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A key to look up, its owner, and the gaps that are allowed at each position."""

    key: str
    kind: FormKind
    owner: Owner
    allowed_gaps: tuple[tuple[int, frozenset[Gap]], ...]
    words: int
    short_capitals: bool = False

    def fits(self, cuts: Sequence[tuple[int, Gap]]) -> bool:
        """Return whether the text's gaps, given as (letters before it, gap), are where this form allows them."""
        allowed = dict(self.allowed_gaps)
        return all(gap in allowed.get(at, INSIDE) for at, gap in cuts)


@lru_cache(maxsize=4096)
def units_of(name: str) -> tuple[Unit, ...]:
    """Return the words of a name, each in folded parts."""
    return tuple(
        tuple(tokens_of(word).folds) for word in name.replace("\u00a0", " ").split() if tokens_of(word).folds
    )


def build(
    kind: FormKind,
    owner: Owner,
    units: Sequence[Unit],
    *,
    comma_after: int = 0,
    between: frozenset[Gap] = WORD,
    short_capitals: bool = False,
) -> Form:
    """Build a form from its words.

    A comma is allowed after `comma_after` words, a full stop after single letters.
    """
    allowed_gaps: dict[int, frozenset[Gap]] = {}
    position = 0
    for number, unit in enumerate(units):
        for part in unit:
            for prefix in ("mc", "mac"):
                if part.startswith(prefix) and len(part) > len(prefix) + 2:
                    allowed_gaps[position + len(prefix)] = PART
            position += len(part)
            allowed_gaps[position] = PART
        stopped = len("".join(unit)) == 1 or unit == ("st",)
        allowed_gaps[position] = AFTER_INITIAL if stopped else between
        if comma_after == number + 1:
            allowed_gaps[position] = COMMA | (AFTER_INITIAL if len("".join(unit)) == 1 else COMMA)
    return Form(
        "".join("".join(unit) for unit in units),
        kind,
        owner,
        tuple(allowed_gaps.items()),
        len(units),
        short_capitals,
    )
