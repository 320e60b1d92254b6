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
    return any(_is_behind(row, name, version) for name in narratives_of(type(row)))


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
    stored: dict[Any, Any] = {row.pk: row for row in locked.filter(pk__in=[row.pk for row in rows])}
    texts: list[tuple[Any, str, Any]] = [
        (row, name, _source(row, name, stored.get(row.pk))) for row in rows for name in narratives_of(model)
    ]
    behind: list[tuple[str, Any]] = [
        (name, source) for _, name, source in texts if _is_behind(source, name, coder.version)
    ]
    coder.prepare(getattr(source, sealed_column(name)) for name, source in behind)
    for name, source in behind:
        code_in_memory(source, name, coder)
    for row, name, source in texts:
        _take_over(row, name, source)
    coded = {id(source) for _, source in behind}
    _store(model, [row for row in stored.values() if id(row) in coded])


def _is_behind(row: Any, name: str, version: int) -> bool:
    return bool(getattr(row, version_column(name)) < max(version, 1))


def _source(row: Any, name: str, stored: Any) -> Any:
    """Return the row whose original counts: the stored one, or the one in memory where that is not saved yet."""
    unsaved = stored is None or (
        sealed_column(name) in row.__dict__
        and getattr(row, sealed_column(name)) != getattr(stored, sealed_column(name))
    )
    return row if unsaved else stored


def _take_over(row: Any, name: str, source: Any) -> None:
    """Give the row in memory the coded form of its stored original."""
    if source is not row:
        for column in (coded_column(name), version_column(name)):
            row.__dict__[column] = getattr(source, column)


def _store(model: type[models.Model], rows: list[Any]) -> None:
    columns = [column(name) for name in narratives_of(model) for column in (coded_column, version_column)]
    models.QuerySet(model).bulk_update(rows, columns) if rows else None
