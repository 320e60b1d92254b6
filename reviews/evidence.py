"""The evidence beside a text that somebody writes: each app registers what it has for a kind of document, in `evidence.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Piece:
    """One row of a source, in the words that this reader may read. `url` leads to where it stands whole."""

    title: str
    words: str
    url: str = ""
    leads: str = "Open"
    under: str = ""


class Source:
    """A kind of evidence for whoever writes a document. What it gives follows that person's own rights, row by row."""

    slug = ""
    title = ""
    nothing = ""
    """What is said where there is nothing at all."""
    searched = True

    def rows(self, user: Any, document: Any, words: str) -> Sequence[Any] | Any:
        """Return what this person may read of it, all or what holds the words, as a queryset or list that a page is cut from."""
        raise NotImplementedError

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        """Return a page of these rows as they are shown."""
        raise NotImplementedError

    def sealed_met(self, user: Any, document: Any) -> list[str]:
        """Return a sentence for each seal that keeps something of it from this person, whatever is searched."""
        return []

    def opened(self, rows: Sequence[Any]) -> list[tuple[Any, str]]:
        """Return what is recorded as read when a page of these rows is shown: the object, and the word for what was read."""
        return []


_offered: dict[type[Model], list[Source]] = {}


def offer(model: type[Model], *sources: Source) -> None:
    """Let whoever writes documents of a model have these sources beside the text, in this order."""
    _offered.setdefault(model, []).extend(sources)


def sources_for(document: Any) -> list[Source]:
    """Return the sources for this document, in their order."""
    return _offered.get(type(document), [])


def holding(words: str, pieces: Sequence[tuple[Any, str]]) -> list[Any]:
    """Return the rows whose text holds the words; pairs of row and text come in."""
    wanted = " ".join(words.casefold().split())
    return [row for row, text in pieces if wanted in " ".join(text.casefold().split())]
