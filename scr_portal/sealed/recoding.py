"""Code stored rows anew, batch by batch: each batch is locked, coded and stored in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q

from .coding import Coder
from .columns import (
    code_in_memory,
    coded_column,
    narrative_columns,
    narratives_of,
    sealed_column,
    version_column,
)
from .registers import CodingRegister

BATCH = 200


def behind(model: type[models.Model], version: Any) -> Q:
    """Return the condition for rows with a narrative that was coded before `version`, or never."""
    condition = Q()
    for name in narratives_of(model):
        condition |= Q(**{f"{version_column(name)}__lt": version})
    return condition


def recode_behind(
    queryset: models.QuerySet[Any],
    register: CodingRegister,
    *,
    coder: Coder | None = None,
    go_on: Callable[[int], bool] = lambda done: True,
) -> int:
    """Recode the outdated rows of `queryset`, without loading the others; return their number.

    For search and export, which query the coded columns in the database: call it before the query. `go_on` is
    asked after each batch, with the number of its rows, and ends the work by returning False.
    """
    model = queryset.model
    coder = coder or Coder(register)
    keys = queryset.filter(behind(model, coder.version)).order_by("pk").values_list("pk", flat=True)
    done = 0
    for batch in batches(list(keys)):
        coder.forget_failures()
        recode_stored(model, batch, coder)
        done += len(batch)
        if not go_on(len(batch)):
            break
    return done


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield the rows in lists of at most BATCH."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


@transaction.atomic
def recode_stored(model: type[models.Model], keys: Iterable[Any], coder: Coder) -> dict[Any, Any]:
    """Lock the stored rows with these keys, code what is outdated in them, and return them by key."""
    names = narratives_of(model)
    locked = model._base_manager.select_for_update(of=("self",), no_key=True).only(
        "pk", *narrative_columns(*names)
    )
    stored: dict[Any, Any] = {row.pk: row for row in locked.filter(pk__in=list(keys)).order_by("pk")}
    outdated = [
        (row, name)
        for row in stored.values()
        for name in names
        if narrative_is_behind(row, name, coder.version)
    ]
    before = {key: _coded_forms(row, names) for key, row in stored.items()}
    coder.prepare(getattr(row, sealed_column(name)) for row, name in outdated)
    for row, name in outdated:
        code_in_memory(row, name, coder)
    rows = {row.pk: row for row, _ in outdated}.values()
    changed = [row for row in rows if _coded_forms(row, names) != before[row.pk]]
    versions = [version_column(name) for name in names]
    _store(model, changed, [*map(coded_column, names), *versions])
    _store(model, [row for row in rows if _coded_forms(row, names) == before[row.pk]], versions)
    return stored


def recode(model: type[models.Model], rows: list[Any], coder: Coder) -> None:
    """Code rows in memory anew, from their stored originals; those with an original not saved yet from that."""
    stored = recode_stored(model, [row.pk for row in rows], coder)
    texts = [
        (row, name, _source(row, name, stored.get(row.pk))) for row in rows for name in narratives_of(model)
    ]
    unsaved = [
        (row, name)
        for row, name, source in texts
        if source is row and narrative_is_behind(row, name, coder.version)
    ]
    coder.prepare(getattr(row, sealed_column(name)) for row, name in unsaved)
    for row, name in unsaved:
        code_in_memory(row, name, coder)
    for row, name, source in texts:
        if source is not row:
            for column in (coded_column(name), version_column(name)):
                row.__dict__[column] = getattr(source, column)


def narrative_is_behind(row: Any, name: str, version: int) -> bool:
    """Return whether one narrative of the row was coded before `version`, or never."""
    return bool(getattr(row, version_column(name)) < max(version, 1))


def _coded_forms(row: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(row, coded_column(name)) for name in names]


def _source(row: Any, name: str, stored: Any) -> Any:
    """Return the row whose original counts: the stored one, or the one in memory where that is not saved yet."""
    unsaved = stored is None or (
        sealed_column(name) in row.__dict__
        and getattr(row, sealed_column(name)) != getattr(stored, sealed_column(name))
    )
    return row if unsaved else stored


def _store(model: type[models.Model], rows: list[Any], columns: list[str]) -> None:
    """Write these columns of the rows, in the table itself: history has nothing to say of a coded form.

    One short statement for each row is much faster than the CASE expressions of bulk_update().
    """
    if not rows:
        return
    quoted, key = connection.ops.quote_name, model._meta.pk
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    changes = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    statement = f"UPDATE {quoted(model._meta.db_table)} SET {changes} WHERE {quoted(str(key.column))} = %s"  # noqa: S608
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in [*fields, key]]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
