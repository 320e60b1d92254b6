"""The queryset of models with narratives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, F, Value, When

from .columns import coded_column, narratives_of, sealed_column
from .refreshing import code_unsaved, refresh
from .registers import CodingRegister

Row = TypeVar("Row", bound=models.Model)


class NarrativeQuerySet(models.QuerySet[Row]):
    """A queryset that returns coded rows, and codes many new rows at once."""

    def coded(self, register: CodingRegister, *, originals: bool = False) -> list[Row]:
        """Return the rows as a list, their narratives coded at the register's version or later.

        The originals are deferred unless requested, as by a named view: decrypting them takes time, and a
        value that is not in memory cannot be displayed by mistake.
        """
        sealed = [sealed_column(name) for name in narratives_of(self.model)]
        return refresh(self if originals else self.defer(*sealed), register)

    def original_texts(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Yield for each row these columns and the list of its originals, one row after the other, nothing coded.

        For a search by the person who wrote them; the caller has checked that. An empty narrative is not opened, because
        opening takes most of the time.
        """
        opened = {}
        for name in narratives_of(self.model):
            field: Any = self.model._meta.get_field(sealed_column(name))
            coded: Any = self.model._meta.get_field(coded_column(name))
            empty = When(**{coded_column(name): coded.get_default()}, then=Value(None))
            opened[f"opened_{name}"] = Case(empty, default=F(sealed_column(name)), output_field=field)
        rows = self.annotate(**opened).values_list(*columns, *opened)
        for row in rows.iterator(chunk_size=200):
            yield (*row[: len(columns)], list(_texts_in(row[len(columns) :])))

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """Insert the rows, coded with one compiled register per case."""
        rows = list(objs)
        code_unsaved(rows)
        return super().bulk_create(rows, *args, **kwargs)


def _texts_in(narratives: Iterable[Any]) -> Iterator[str]:
    """Yield the texts of some originals, those of a mapping one by one."""
    for narrative in narratives:
        if isinstance(narrative, Mapping):
            yield from narrative.values()
        elif narrative:
            yield narrative
