"""Empty the database after a test with real transactions.

Django truncates every table, which makes a new file for each table and index, and writes content types and permissions
anew: about a second a test. Deleting from the few tables that hold rows does the same in some milliseconds.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection, transaction

STANDING = frozenset({"django_content_type", "auth_permission", "django_migrations", "sealed_keywitness"})
"""Tables whose rows come with the migrations and are the same for every test."""


def empty_database(*_: Any) -> None:
    """Delete every row that a test has left, once all who still write have ended.

    Without triggers, as the audit trail refuses to be emptied.
    """
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        # The names are Django's own.
        filled = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables]  # noqa: S608
        cursor.execute(" UNION ALL ".join(filled))
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL session_replication_role = replica")
        for (table,) in rows:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608


@cache
def _tables() -> tuple[str, ...]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return tuple(f'"{name}"' for name in sorted(names) if name not in STANDING)
