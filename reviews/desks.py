"""The writing desk: each app registers the documents that are written on it, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model

if TYPE_CHECKING:
    from .returnable import Part


@dataclass(frozen=True, slots=True)
class Desk:
    """A kind of document that is written section by section.

    `sections` are those that this document has, in order; `address` is the page on which one is written.
    """

    model: type[Model]
    sections: Callable[[Any], list[Part]]
    address: Callable[[Any, str], str]


_desks: dict[type[Model], Desk] = {}


def register(desk: Desk) -> Desk:
    """Let documents of a model be written at the desk."""
    _desks[desk.model] = desk
    return desk


def desks() -> Iterable[Desk]:
    """Every kind of document that is written at the desk."""
    return _desks.values()


def desk_of(document: Any) -> Desk:
    """Return how this document is written. Raises KeyError for a model that nobody registered."""
    return _desks[type(document)]


def title_of(document: Any, section: str) -> str:
    """Return the title of one section."""
    return next(part.title for part in desk_of(document).sections(document) if part.key == section)
