"""The result types of a scan, and the pieces of text it searches."""

from __future__ import annotations

from dataclasses import dataclass


class ScanFailed(Exception):
    """The document could not be read completely, so nothing can be said about it. Carries no text of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a document that contains an identifier, or words that may be one.

    `where` is a location in plain English ("hidden sheet 2, cell B7") and never repeats the identifier. `kind` is
    the register's kind (person, school, ...) where `entry_id` names an entry, and otherwise the kind of residual
    that nobody has registered or settled yet.
    """

    where: str
    kind: str
    entry_id: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text and its location.

    `authored` is False for text that software wrote (names of fonts and parts, numbers, dates of saving): there
    only the register's own entries count, not words that merely look like a name. `page` is the page number,
    where it is known.
    """

    where: str
    text: str
    authored: bool = True
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a document, to be scanned in turn; `ending` is the extension of its name (".txt")."""

    where: str
    data: bytes
    ending: str = ""


Piece = Passage | Embedded | Finding
