"""In which texts of a case an unknown name stands, and its sentences there, as far as this person may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from scr_portal.access.scope import scoped_manager
from scr_portal.anonymise.suggest import Passage, passages
from scr_portal.sealed.columns import coded_column, narratives_of

from .models import IdentityRegister, UnknownName
from .narratives import texts_counted
from .own_texts import document_of

MOST = 3

_places: dict[str, tuple[Callable[[Any], str], tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Located:
    """A sentence and the kind of text it stands in."""

    passage: Passage
    where: str


@dataclass(frozen=True)
class Occurrences:
    """What a page says of where a name stands: the sentences it may show, and how many texts it may not."""

    passages: tuple[Located, ...]
    texts: int
    unread: int

    @property
    def unshown(self) -> int:
        """Further texts this person may read, which the page does not show."""
        return self.texts - self.unread


def occurrences(register: IdentityRegister, names: Sequence[UnknownName], user: Any) -> Occurrences:
    """Return where the labels of these names stand in the case; sentences only of rows that `user` may read."""
    shown: list[Located] = []
    texts = readable = 0
    surfaces, labels = [str(name.surface) for name in names], [name.label for name in names]
    for model, of_case in texts_counted(register):
        rows = standing_in(of_case, model, labels)
        count = rows.count()
        if not count:
            continue
        texts += count
        visible = scoped_manager(model).visible_to(user).filter(pk__in=rows.values("pk")).order_by("pk")
        readable += visible.count()
        if len(shown) < MOST:
            shown += sentences(_with_places(visible)[:MOST], surfaces, labels)
    return Occurrences(tuple(shown[:MOST]), texts, texts - readable)


def in_document(subject: Any, names: Sequence[UnknownName]) -> Occurrences:
    """Return where these names stand in one document, for whoever wrote it; nothing of any other text."""
    surfaces, labels = [str(name.surface) for name in names], [name.label for name in names]
    rows = document_of(subject).rows(subject)
    shown = list(islice(sentences(rows, surfaces, labels), MOST))
    holding = [row for row in rows if any(row_holds(row, name, labels) for name in narratives_of(type(row)))]
    return Occurrences(tuple(shown), len(holding), 0)


def row_holds(row: Any, narrative: str, labels: Sequence[str]) -> bool:
    """Whether the coded text of one narrative holds one of the labels."""
    coded = str(getattr(row, coded_column(narrative)))
    return any(label in coded for label in labels)


def standing_in(
    rows: models.QuerySet[Any], model: type[models.Model], labels: Sequence[str]
) -> models.QuerySet[Any]:
    """Return the rows with a coded text that holds one of the labels."""
    columns = {f"{name}_text": Cast(coded_column(name), models.TextField()) for name in narratives_of(model)}
    condition = Q()
    for column in columns:
        for label in labels:
            condition |= Q(**{f"{column}__contains": label})
    return rows.alias(**columns).filter(condition)


def sentences(rows: Any, surfaces: Sequence[str], labels: Sequence[str]) -> Iterator[Located]:
    """Yield the sentences of these rows in which a name stands, each with the place that its text is."""
    for row in rows:
        where = place_of(row)
        for name in narratives_of(type(row)):
            if row_holds(row, name, labels):
                for text in _texts(getattr(row, name).in_clear):
                    for passage in passages(text, surfaces, most=MOST):
                        yield Located(passage, where)


def located_by(model: str, place: Callable[[Any], str], *related: str) -> None:
    """Tell the texts of a model ("panels.ChronologyEvent") apart by words that hold no name.

    `related` are the relations those words read, so that a page of sentences asks for them at once.
    """
    _places[model.lower()] = (place, related)


def place_of(row: Any) -> str:
    """Return which text this is, in words."""
    place, _ = _places.get(row._meta.label_lower, (None, ()))
    return place(row) if place else str(row._meta.verbose_name).capitalize()


def _with_places(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    _, related = _places.get(rows.model._meta.label_lower, (None, ()))
    return rows.select_related(*related) if related else rows


def _texts(original: Any) -> list[str]:
    """Return the texts of a narrative; one with headings has several."""
    if isinstance(original, Mapping):
        return [str(part) for pair in original.items() for part in pair]
    return [str(original or "")]
