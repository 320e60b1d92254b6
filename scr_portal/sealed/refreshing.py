"""Recode texts with the current register version before anyone reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q

from .coding import NEVER_CODED, Coder
from .columns import (
    REFRESHED_WITH,
    code_in_memory,
    coded_column,
    narratives_of,
    register_of,
    sealed_column,
    version_column,
)
from .registers import CodingRegister

Row = TypeVar("Row", bound=models.Model)

BATCH = 200


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
        for batch in _batches(group):
            _recode(model, batch, coder)
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
    versions = [getattr(row, version_column(name)) for name in narratives_of(type(row))]
    return any(version_of_text < max(version, 1) for version_of_text in versions)


def code_unsaved(rows: Iterable[Any]) -> None:
    """Code the narratives of new rows in memory, with one compiled register for all rows of a case."""
    coders: dict[Any, Coder] = {}
    for row in rows:
        for name in narratives_of(type(row)):
            register = register_of(row)
            coder = coders.setdefault(register.pk, Coder(register))
            if getattr(row, version_column(name)) == NEVER_CODED:
                code_in_memory(row, name, coder)


def recode_behind(queryset: models.QuerySet[Any], register: CodingRegister) -> int:
    """Recode the outdated rows of `queryset`, without loading the others; return their number.

    For search and export, which query the coded columns in the database: call it before the query.
    """
    names = narratives_of(queryset.model)
    behind = Q()
    for name in names:
        behind |= Q(**{f"{version_column(name)}__lt": register.version})
    rows = queryset.filter(behind).order_by("pk").only("pk", *map(version_column, names))
    done = 0
    for batch in _batches(rows.iterator(chunk_size=BATCH)):
        refresh(batch, register)
        done += len(batch)
    return done


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


@transaction.atomic
def _recode(model: type[models.Model], rows: list[Any], coder: Coder) -> None:
    locked = model._base_manager.select_for_update(of=("self",), no_key=True).order_by("pk")
    stored = {row.pk: row for row in locked.filter(pk__in=[row.pk for row in rows])}
    changed: dict[Any, Any] = {}
    for row in rows:
        for name in narratives_of(model):
            if _recode_one(row, name, stored.get(row.pk), coder):
                changed[row.pk] = stored[row.pk]
    _store(model, list(changed.values()))


def _recode_one(row: Any, name: str, stored: Any, coder: Coder) -> bool:
    """Code one narrative of one row; return whether the stored row must now be saved."""
    unsaved = stored is None or (
        sealed_column(name) in row.__dict__
        and getattr(row, sealed_column(name)) != getattr(stored, sealed_column(name))
    )
    source = row if unsaved else stored
    if getattr(source, version_column(name)) < max(coder.version, 1):
        code_in_memory(source, name, coder)
    if source is stored:
        row.__dict__[coded_column(name)] = getattr(stored, coded_column(name))
        row.__dict__[version_column(name)] = getattr(stored, version_column(name))
    return source is stored and getattr(stored, version_column(name)) > 0


def _store(model: type[models.Model], rows: list[Any]) -> None:
    columns = [column(name) for name in narratives_of(model) for column in (coded_column, version_column)]
    models.QuerySet(model).bulk_update(rows, columns) if rows else None
