"""What a scan finds, and the pieces of text that it looks through."""

from __future__ import annotations

from dataclasses import dataclass


class ScanFailed(Exception):
    """The document could not be read in full, so nothing can be said about it. Carries no text of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a document where an identifier stands, or words that may be one.

    `where` is a place in plain English ("hidden sheet 2, cell B7") and never repeats the identifier. `kind` is
    the register's kind (person, school, ...) where `entry_id` names an entry, and otherwise the kind of what
    nobody has registered or settled yet.
    """

    where: str
    kind: str
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and where it stands.

    `told` is False for what the program wrote and not a person (names of fonts and parts, numbers, dates of
    saving): there only the register's own entries count, not what merely looks like a name. `page` is the page
    it belongs to, where that is known.
    """

    where: str
    text: str
    told: bool = True
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a document, to be looked through in its turn; `ending` is that of its name (".txt")."""

    where: str
    data: bytes
    ending: str = ""


Piece = Passage | Embedded | Finding
