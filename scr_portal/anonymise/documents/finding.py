"""The result types of a scan, and the pieces of text it searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    where it is known. Where texts are joined at `seams`, only what runs across one counts; `least` is the number of
    letters and figures that a match needs in strings of binary data.
    """

    where: str
    text: str
    authored: bool = True
    page: int | None = None
    seams: tuple[int, ...] = ()
    least: int = 0

    def counts(self, start: int, end: int) -> bool:
        """Return whether a match from `start` to `end` counts in this passage."""
        if self.seams and not any(start < seam < end for seam in self.seams):
            return False
        return not self.least or sum(c.isalnum() for c in self.text[start:end]) >= self.least


def across(where: str, texts: Sequence[str]) -> Iterator[Passage]:
    """Yield neighbouring texts joined with and without a space, for what is divided between them."""
    for between in (" ", ""):
        seams: list[int] = []
        joined = ""
        for text in filter(None, (each.strip() for each in texts)):
            joined += (between if joined else "") + text
            seams.append(len(joined))
        if len(seams) > 1:
            yield Passage(where, joined, authored=False, seams=tuple(seams[:-1]))


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file inside a document, to be scanned in turn; `ending` is the extension of its name (".txt")."""

    where: str
    data: bytes
    ending: str = ""


Piece = Passage | Embedded | Finding
