"""Re-encrypt every sealed column of every table with the first key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from .fields import EncryptedTextField
from .keys import SealBroken, reseal

BATCH = 500


class RotationStopped(Exception):
    """A value cannot be decrypted with any key. Names table, column and row, never the value."""


def sealed_tables() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Yield every table with sealed columns, history tables included, with the names of those columns."""
    for model in apps.get_models(include_auto_created=True):
        fields = [f for f in model._meta.local_concrete_fields if isinstance(f, EncryptedTextField)]
        columns = [field.column or field.name for field in fields]
        if columns and model._meta.managed and not model._meta.proxy:
            yield model, columns


def rotate_table(model: type[models.Model], columns: list[str], progress: Callable[[int], None]) -> int:
    """Re-encrypt the sealed columns of one table in batches, each its own transaction; return the rows done.

    Updates the table directly: history and signals must not run, because no value has changed. Safe to run
    twice and on a live system: the rows of a batch are locked while it runs.
    """
    done, last = 0, None
    while rows := _rotate_batch(model, columns, last):
        done, last = done + len(rows), rows[-1]
        progress(done)
    return done


@transaction.atomic
def _rotate_batch(model: type[models.Model], columns: list[str], after: Any) -> list[Any]:
    name = connection.ops.quote_name
    table, key = name(model._meta.db_table), name(model._meta.pk.column or "")
    beyond = f"WHERE {key} > %s" if after is not None else ""
    listed = ", ".join(name(column) for column in columns)
    changes = ", ".join(f"{name(column)} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {listed} FROM {table} {beyond} ORDER BY {key} LIMIT {BATCH} FOR UPDATE",  # noqa: S608
            [after] if after is not None else [],
        )
        rows = cursor.fetchall()
        renewed = [[*(_renew(model, row[0], token) for token in row[1:]), row[0]] for row in rows]
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", renewed)  # noqa: S608
    return [row[0] for row in rows]


def _renew(model: type[models.Model], key: Any, token: str | None) -> str | None:
    try:
        return None if token is None else reseal(token.encode()).decode()
    except SealBroken:
        raise RotationStopped(f"{model._meta.label} {key} does not open with any of SEALED_KEYS.") from None
