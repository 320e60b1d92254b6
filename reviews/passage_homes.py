"""Texts of which a single passage can be sealed: each app registers its own, in `sealables.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document that is one text. `text` is its narrative."""

    key: str
    title: str
    text: Any


def of_itself(subjects: Any) -> Any:
    return subjects.values("pk")


@dataclass(frozen=True, slots=True)
class Home:
    """A kind of document with texts of which passages are sealed.

    `slug` is its word in an address, `noun` in a sentence. `texts` are its sections with narrative. `writes` says whether
    somebody writes it: they go on reading every word of it (decision 57). `line` is the key that all its versions share,
    `lines` gives the same keys for a queryset, `newest` the version in which the words are looked for. `moves`: a section is
    another section in the next version, as a question that is numbered anew; there all of them count as one.
    """

    model: type[Model]
    slug: str
    noun: str
    name: Callable[[Any], str]
    place: Callable[[Any], str]
    texts: Callable[[Any], list[Section]]
    writes: Callable[[Any, Any], bool]
    line: Callable[[Any], Any] = lambda subject: subject.pk
    lines: Callable[[Any], Any] = of_itself
    newest: Callable[[Any], Any] | None = None
    moves: bool = False

    def text(self, subject: Any, key: str) -> Section | None:
        """Return one section of a document; None where it has no such section."""
        return next((part for part in self.texts(subject) if part.key == key), None)

    def on(self, line: Any) -> Any:
        """Return the document in its newest version, whoever may read it; None where it is gone."""
        rows: Any = self.model._base_manager
        return self.newest(line) if self.newest else rows.filter(pk=line).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a narrative stands: its document, the section, and the originals of all that counts as that section."""

    home: Home
    subject: Any
    key: str
    section: Callable[[], Iterable[str]]


Locate = Callable[[Any, str], tuple[Any, str] | None]
Siblings = Callable[[Any], Iterable[Any]]

_homes: dict[str, Home] = {}
_located: dict[type[Model], tuple[Locate, Siblings | None]] = {}
_quotes: set[tuple[type[Model], str]] = set()


def register(home: Home) -> Home:
    """Let passages of these documents be sealed."""
    _homes[home.slug] = home
    return home


def located(model: type[Model], locate: Locate, siblings: Siblings | None = None) -> None:
    """Say of a row that is no document itself to which document and section each of its narratives belongs.

    `siblings` are the narratives beside it that count as its section where sections move.
    """
    _located[model] = (locate, siblings)


def quotes(model: type[Model], name: str) -> None:
    """Say of a narrative that it holds words quoted from another: there even a few of them are closed."""
    _quotes.add((model, name))


def is_quote(row: Any, name: str) -> bool:
    return (type(row), name) in _quotes


def homes() -> Iterable[Home]:
    """Every kind of document of which a passage can be sealed."""
    return _homes.values()


def home_named(slug: str) -> Home | None:
    """Return the kind with this word in its address."""
    return _homes.get(slug)


def home_of(subject: Any) -> Home | None:
    """Return what kind of document this is; None where no passage of it is sealed by itself."""
    return next((home for home in homes() if home.model is type(subject)), None)


def standing_of(row: Any, name: str) -> Standing | None:
    """Return the document and section to which a narrative belongs; None for a text that has no home."""
    if type(row) in _located:
        locate, siblings = _located[type(row)]
        place = locate(row, name)
    else:
        siblings, place = None, (row, name)
    home = home_of(place[0]) if place else None
    if place is None or home is None:
        return None
    subject, key = place
    if home.moves and siblings is not None:
        beside = siblings(row)
        return Standing(home, subject, key, lambda: [str(text.original) for text in beside])
    return Standing(home, subject, key, lambda: [str(getattr(row, name).original)])
