"""Cases with a register of invented people, and raw looks at what the database really holds."""

from __future__ import annotations

from typing import Any

from django.db import connection

from .models import Case, Event

MOTHER = {
    "id": "p1",
    "kind": "person",
    "canonical": "Maren Oakhollow",
    "aliases": ["Maren", "Ms Oakhollow"],
    "pseudonym": "Mother",
    "given": "Maren",
    "family": "Oakhollow",
    "role": "mother",
}
SCHOOL = {
    "id": "s1",
    "kind": "school",
    "canonical": "Tidewell Primary School",
    "aliases": ["Tidewell"],
    "pseudonym": "School 1",
}


def case(*entries: dict[str, Any], version: int = 1) -> Case:
    return Case.objects.create(entries=list(entries or (MOTHER, SCHOOL)), version=version)


def unsaved(
    of: Case, detail: str = "Maren Oakhollow met staff at Tidewell Primary School.", **values: Any
) -> Event:
    return Event(case=of, **{"detail": detail, **values})


def event(of: Case, *text: str, **values: Any) -> Event:
    made = unsaved(of, *text, **values)
    made.save()
    return made


def register_changed(of: Case, *entries: dict[str, Any]) -> Case:
    of.entries, of.version = list(entries), of.version + 1
    of.save()
    return of


def dumped(*tables: str) -> str:
    """Return every column of every row of the tables as the database itself writes them."""
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
            found += [row[0] for row in cursor.fetchall()]
    assert found
    return "\n".join(found)


def everything_stored() -> str:
    """Return every row of every table of the database: what a stolen dump would hold."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(" UNION ALL ".join(f'SELECT t::text FROM "{table}" t' for table in tables))  # noqa: S608
        return "\n".join(row[0] for row in cursor.fetchall())


def stored(table: str, column: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]
