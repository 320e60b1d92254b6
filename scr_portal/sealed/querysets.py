"""The queryset of models with narratives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from .columns import narratives_of, sealed_column
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

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """Insert the rows, coded with one compiled register per case."""
        rows = list(objs)
        code_unsaved(rows)
        return super().bulk_create(rows, *args, **kwargs)
