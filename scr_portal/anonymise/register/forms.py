"""The shapes a registered name can take, as keys of folded letters with the places where they may be cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Protocol

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.text.folding import Gap, shadow_of


class Owner(Protocol):
    """Whom or what a form means: a person, thing or address of the register."""

    @property
    def entry(self) -> RegisterEntry: ...

    @property
    def id(self) -> str: ...


Unit = tuple[str, ...]
"""One word of a name in folded parts: "O'Leary" is ('o', 'leary')."""

INSIDE = frozenset({Gap.JOIN, Gap.BREAK, Gap.APOSTROPHE, Gap.HYPHEN})
PART = INSIDE | {Gap.SPACE, Gap.LINE, Gap.UNDERSCORE, Gap.DOT}
WORD = PART
THING = PART | {Gap.DOT_SPACE, Gap.AMPERSAND}
AFTER_INITIAL = PART | {Gap.DOT_SPACE}
COMMA = PART | {Gap.COMMA}


class FormKind(IntEnum):
    """What a form is made of; the evidence asked for depends on it."""

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
    THING = 10
    THING_CORE = 11
    STREET = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A key to look up, whom it means, and which gaps are welcome where."""

    key: str
    kind: FormKind
    owner: Owner
    seams: tuple[tuple[int, frozenset[Gap]], ...]
    words: int
    short_capitals: bool = False

    def fits(self, cuts: Sequence[tuple[int, Gap]]) -> bool:
        """Whether the text's gaps, given as (letters before it, gap), fall where this form allows them."""
        allowed = dict(self.seams)
        return all(gap in allowed.get(at, INSIDE) for at, gap in cuts)


@lru_cache(maxsize=4096)
def units_of(name: str) -> tuple[Unit, ...]:
    """The words of a name, each in folded parts."""
    return tuple(
        tuple(shadow_of(word).folds) for word in name.replace("\u00a0", " ").split() if shadow_of(word).folds
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
    """A form from its words; a comma is welcome after `comma_after` words, a stop after single letters."""
    seams: dict[int, frozenset[Gap]] = {}
    at = 0
    for number, unit in enumerate(units):
        for part in unit:
            for prefix in ("mc", "mac"):
                if part.startswith(prefix) and len(part) > len(prefix) + 2:
                    seams[at + len(prefix)] = PART
            at += len(part)
            seams[at] = PART
        seams[at] = AFTER_INITIAL if len("".join(unit)) == 1 else between
        if comma_after == number + 1:
            seams[at] = COMMA | (AFTER_INITIAL if len("".join(unit)) == 1 else COMMA)
    return Form(
        "".join("".join(unit) for unit in units),
        kind,
        owner,
        tuple(seams.items()),
        len(units),
        short_capitals,
    )
