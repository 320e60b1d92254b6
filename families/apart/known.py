"""What is known of the people of a case from where one relative stands, and what is said of a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scr_portal.anonymise import RegisterEntry


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody whom the text is not for, by their label. `named`: their name alone is a matter."""

    label: str
    named: bool = True


@dataclass(frozen=True)
class Known:
    """The register of a case, and whom each entry tells of who is not the reader.

    An entry that is missing in `owners` tells of nobody else. `recorded` are texts about others. `kinds` are the kinds of
    fact that count. `kept` are names that the text may have: its writer's. With `coded` everybody stands by a label, and
    `own` are the words for the reader: there a label alone is no matter. `reader` is the reader's own entry.
    To a `parent` a son or daughter is the child; to anybody else they may be a relative.
    """

    entries: tuple[RegisterEntry, ...] = ()
    owners: Mapping[str, Other] = field(default_factory=dict)
    recorded: tuple[tuple[Other, str], ...] = ()
    kinds: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    reader: str = ""
    child_lives: bool = True
    parent: bool = False
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is listed: the kind of matter, where the words stand that give it away, and a sentence."""

    kind: str
    at: int
    why: str


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of somebody, as it stands in the text."""

    at: int
    words: str
    label: str = ""

    def __str__(self) -> str:
        return self.label or f"“{self.words}”"


@dataclass(frozen=True, slots=True)
class Mentions:
    """What the register knows of a text: reasons of themselves, everybody named, and values that may be anybody's."""

    reasons: tuple[Reason, ...] = ()
    people: tuple[Person, ...] = ()
    values: tuple[Reason, ...] = ()
