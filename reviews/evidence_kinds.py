"""The evidence beside a text that somebody writes: each app registers what it has for a kind of document, in `evidence.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Piece:
    """One row of a source, in the words that this reader may read. `url` leads to where it stands whole.

    `reference` is what an author writes in brackets to cite it; empty where it is not cited.
    """

    title: str
    words: str
    url: str = ""
    leads: str = "Open"
    under: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands in brackets in a text in the form in which a kind of evidence is cited."""

    slug: str
    words: str
    match: re.Match[str]

    @property
    def agency(self) -> str:
        """The agency it names, as it is written; empty where it names none."""
        return str(self.match.groupdict().get("agency") or "")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a citation leads for one reader: nowhere (`url` is empty) where they may not read it. `note` is said to everybody."""

    url: str = ""
    title: str = ""
    note: str = ""


class Source:
    """A kind of evidence for whoever writes a document. What it gives follows that person's own rights, row by row."""

    slug = ""
    title = ""
    nothing = ""
    """What is said where there is nothing at all."""
    shape: re.Pattern[str] | None = None
    """How it is cited, without the brackets; a group `agency` holds the name of one."""
    reading: str
    """The word under which `opened` objects are recorded as read; only where there are any."""
    missing = "There is nothing under these words, or you may not read it."
    """Why a reference in this form leads nowhere."""

    def rows(self, user: Any, document: Any, words: str) -> Sequence[Any] | Any:
        """Return what this person may read of it, all or what holds the words, as a queryset or list that a page is cut from."""
        raise NotImplementedError

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        """Return a page of these rows as they are shown."""
        raise NotImplementedError

    def sealed_met(self, user: Any, document: Any) -> list[str]:
        """Return a sentence for each seal that keeps something of it from this person, whatever is searched."""
        return []

    def opened(self, rows: Sequence[Any]) -> list[Any]:
        """Return the objects that are recorded as read when a page of these rows is shown, under the word `reading`."""
        return []

    def find(self, user: Any, document: Any, references: Iterable[Reference]) -> dict[str, str]:
        """Return the key of what each reference cites, by its words, as far as the author of this document may read it."""
        return {}

    def leads(self, user: Any, document: Any, keys: Iterable[str]) -> Mapping[str, Lead]:
        """Return where each key leads for this reader."""
        return {}


_BRACKETS = re.compile(r"\[([^\[\]\n]{3,200})\]")
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


def all_references_in(text: str) -> Iterator[Reference]:
    """Yield what stands in the form of a citation, in the order of the text, whether it leads anywhere or not."""
    shapes = {
        (source.slug, source.shape) for sources in _offered.values() for source in sources if source.shape
    }
    for bracket in _BRACKETS.finditer(text):
        for slug, shape in shapes:
            if match := shape.fullmatch(bracket[1]):
                yield Reference(slug, bracket[1], match)
                break


def references_in(text: str) -> dict[str, Reference]:
    """Return each reference of a text once, by its words."""
    return {reference.words: reference for reference in all_references_in(text)}


def without_references(text: str, references: Iterable[str]) -> str:
    """Return the text without these references, each left out with the space before it: they lead nowhere outside the case."""
    for words in references:
        cited = rf"[^\S\n]*{re.escape(f'[{words}]')}"
        text = re.sub(rf"(?<=\w){cited}(?=\w)", " ", text)
        text = re.sub(cited, "", text)
    return text
