"""What can be sealed: each app registers its own kinds, in `sealables.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q


@dataclass(frozen=True, slots=True)
class Sealable:
    """A kind of thing that is sealed as a whole.

    `slug` is its word in an address, `noun` in a sentence ("this letter is sealed"), `name` tells one apart in
    labels. `wrote` says whether its text is this person's own, which they may seal. `place` is where its readers
    find it. `concerns` are the keys under which an open matter may be about it. `within` is the lookup of the thing
    it is a part of: what is kept of that in another place (points with the texts as they stood) closes with it.
    `also` are keys of further rows that hold its words, `rows` the rows in which its own text stands. `placed` lets a new
    seal go on with what has followed the thing already. `whole` is what its readers read: the document of a passage.
    `shuts_out` says whether a seal closes it to a person at all, whom it does not name.
    """

    model: type[Model]
    slug: str
    noun: str
    name: Callable[[Any], str]
    place: Callable[[Any], str]
    wrote: Callable[[Any, Any], bool] = lambda user, subject: False
    concerns: Callable[[Any], Iterable[Any]] = lambda subject: [subject.pk]
    within: str = ""
    also: Callable[[Any], Iterable[Any]] = lambda subject: []
    rows: Callable[[Any], Iterable[Any]] = lambda subject: [subject]
    placed: Callable[[Any, Any], None] = lambda seal, subject: None
    whole: Callable[[Any], Any] = lambda subject: subject
    shuts_out: Callable[[Any, Any], bool] = lambda user, subject: True


_kinds: dict[str, Sealable] = {}


def register(kind: Sealable) -> Sealable:
    """Let things of a model be sealed. Its queryset says so too, in `closed_with`."""
    _kinds[kind.slug] = kind
    return kind


def kinds() -> Iterable[Sealable]:
    """Every kind of thing that can be sealed."""
    return _kinds.values()


def kind_named(slug: str) -> Sealable | None:
    """Return the kind with this word in its address."""
    return _kinds.get(slug)


def kind_of(subject: Any) -> Sealable:
    """Return what kind of thing this is. Raises LookupError for a model that nobody registered."""
    for kind in kinds():
        if kind.model is type(subject):
            return kind
    raise LookupError(f"{type(subject).__name__} is not sealed as a whole.")


def noun_of(on: Any, slug: str) -> str:
    """Return what something closed is called: as its own kind, or as the kind of what was sealed where it is none."""
    own = next((kind for kind in kinds() if kind.model is type(on)), None)
    return (own or _kinds[slug]).noun


def kept_of(keys: Any, lookup: str) -> Q:
    """Return what is kept of sealed things elsewhere: rows whose `lookup` names one, or the whole that holds a sealed part."""
    kept = Q(**{f"{lookup}__in": keys})
    for kind in kinds():
        if kind.within:
            rows: Any = kind.model._base_manager
            kept |= Q(**{f"{lookup}__in": rows.filter(pk__in=keys).values(kind.within)})
    return kept
