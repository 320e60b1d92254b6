"""Recode texts with the current register version before anyone reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from .coding import NEVER_CODED, Coder
from .columns import REFRESHED_WITH, code_in_memory, narratives_of, register_of, sealed_column, version_column
from .recoding import batches, narrative_is_behind, recode
from .registers import CodingRegister

Row = TypeVar("Row", bound=models.Model)


def refresh(objects: Iterable[Row], register: CodingRegister) -> list[Row]:
    """Return the objects with every narrative coded at `register.version` or later.

    Makes no query when all are current. Otherwise the outdated rows are locked, coded and stored in batches,
    so that a text written concurrently never gets the coded form of the one it replaced.
    """
    rows, coder = list(objects), Coder(register)
    behind: dict[type[models.Model], list[Any]] = defaultdict(list)
    for row in rows:
        if is_behind(row, coder.version):
            behind[type(row)].append(row)
    for model, group in behind.items():
        for batch in batches(group):
            recode(model, batch, coder)
    for row in rows:
        row.__dict__[REFRESHED_WITH] = register
    return rows


def make_current(row: Any) -> None:
    """Refresh one row, unless it is known to be current. Used when an attribute is read on its own.

    A row keeps the register it was refreshed with, so that a page of rows does not query it row by row;
    reloading the row discards it.
    """
    register = row.__dict__.get(REFRESHED_WITH)
    if register is None or is_behind(row, register.version):
        refresh([row], register_of(row))


def is_behind(row: Any, version: int) -> bool:
    """Return whether a narrative of the row was coded before `version`, or never."""
    return any(narrative_is_behind(row, name, version) for name in narratives_of(type(row)))


def code_unsaved(rows: Iterable[Any]) -> None:
    """Code the narratives of new rows in memory, with one compiled register for all rows of a case."""
    coders: dict[Any, Coder] = {}
    uncoded: dict[Any, list[tuple[Any, str]]] = defaultdict(list)
    for row in rows:
        for name in narratives_of(type(row)):
            if getattr(row, version_column(name)) == NEVER_CODED:
                register = register_of(row)
                coders.setdefault(register.pk, Coder(register))
                uncoded[register.pk].append((row, name))
    for key, texts in uncoded.items():
        coders[key].prepare(getattr(row, sealed_column(name)) for row, name in texts)
        for row, name in texts:
            code_in_memory(row, name, coders[key])
