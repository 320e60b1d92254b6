"""In which texts of a case an unknown name stands, and its sentences there, as far as this person may read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from scr_portal.access.scope import scoped_manager
from scr_portal.anonymise.suggest import Passage, passages
from scr_portal.sealed.columns import coded_column, narratives_of, sealed_column

from .models import IdentityRegister, UnknownName
from .narratives import texts_of

MOST = 3


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
    for model, of_case in texts_of(register):
        rows = of_case.filter(standing_in(model, labels))
        count = rows.count()
        if not count:
            continue
        texts += count
        visible = scoped_manager(model).visible_to(user).filter(pk__in=rows.values("pk")).order_by("pk")
        readable += visible.count()
        if len(shown) < MOST:
            shown += sentences(visible[:MOST], surfaces, labels)
    return Occurrences(tuple(shown[:MOST]), texts, texts - readable)


def standing_in(model: type[models.Model], labels: Sequence[str]) -> Q:
    """Return the condition that a coded text of the row holds one of the labels."""
    condition = Q()
    for name in narratives_of(model):
        for label in labels:
            condition |= Q(**{f"{coded_column(name)}__contains": label})
    return condition


def sentences(rows: Any, surfaces: Sequence[str], labels: Sequence[str]) -> Iterator[Located]:
    """Yield the sentences of these rows in which a name stands."""
    for row in rows:
        where = str(row._meta.verbose_name).capitalize()
        for name in narratives_of(type(row)):
            coded = getattr(row, coded_column(name))
            if any(label in str(coded) for label in labels):
                original = getattr(row, sealed_column(name)) or ""
                for passage in passages(str(original), surfaces, most=MOST):
                    yield Located(passage, where)
