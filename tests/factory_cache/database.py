"""The rows of a state of the database: copied out as text when they were made, and restored."""

from __future__ import annotations

import io
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection

ALL = ""
"""Stands for the name of a table where a statement may have changed any."""

READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "SET CONSTRAINTS", "EXPLAIN", "SHOW")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A known state: the calls that lead to it, and the rows of every table that any of them wrote to."""

    key: Hashable
    tables: Mapping[str, bytes]


EMPTY = State((), {})


def changed_by(sql: object) -> str | None:
    """Return the table that a statement changes; None for one that only reads, ALL where that cannot be said."""
    statement = str(sql).lstrip()
    if statement.upper().startswith(READS):
        return None
    written = WRITES.match(statement)
    return written[1] if written else ALL


def is_empty() -> bool:
    """Whether the test's database holds what every test begins with: no board, no person, no act."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM accounts_board) AND NOT EXISTS (SELECT FROM accounts_user) "
            "AND NOT EXISTS (SELECT FROM audit_auditevent) AND NOT EXISTS (SELECT FROM jobs_job)"
        )
        return bool(cursor.fetchone()[0])


@cache
def baseline() -> frozenset[str]:
    """Tables that hold rows before any test: content types, permissions, migrations. No factory writes to them."""
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("auth", "contenttypes")
    }
    return frozenset({*tables, "django_migrations"})


def after(before: State, key: Hashable, touched: set[str]) -> State:
    """Return the state that the database is in now, after these tables were written to."""
    tables = dict(before.tables)
    with connection.connection.cursor() as cursor:
        for table in sorted(touched):
            text = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', text)
            tables[table] = text.getvalue()
    return State(key, tables)


def restore(held: State, wanted: State) -> None:
    """Replace the rows of one state by those of another, without triggers: both states were made by the services."""
    with connection.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, text in wanted.tables.items():
            before = held.tables.get(table, b"")
            if text == before:
                continue
            if before:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  the name is Django's own
            if text:
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.BytesIO(text))
        cursor.execute("SET LOCAL session_replication_role = origin")
