"""What else a factory depends on, beside its arguments and the database: the day, and the settings of the test."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.conf import UserSettingsHolder, settings
from django.db import connection

from . import copies

SHARED = {"transactional_db", "live_server"}
"""Fixtures of tests with real transactions, which other threads and processes see."""
SERVER, WORKER = "live_server", "real_worker"
PATCHES = "monkeypatch"
OF_PYTEST_DJANGO = "_template_string_if_invalid_marker"
"""A fixture that every test has, and that patches nothing a factory uses."""


def is_isolated(item: pytest.Item) -> bool:
    """Whether nothing but the one connection of this test sees its database, and the test patches nothing."""
    asked = _asked(item)
    return asked is not None and not asked & {*SHARED, PATCHES} and not _has_real_transactions(item)


def is_served(item: pytest.Item) -> bool:
    """Whether others see the database of this test, but none of them before the first request to its server.

    A worker beside the test looks into it whenever it likes.
    """
    asked = _asked(item)
    return asked is not None and SERVER in asked and not asked & {WORKER, PATCHES}


def _has_real_transactions(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def _asked(item: pytest.Item) -> set[str] | None:
    """Return the fixtures that a test and its fixtures ask for; None for what is no function."""
    fixtures: Any = getattr(item, "_fixtureinfo", None)
    if fixtures is None:
        return None
    asked = set(fixtures.argnames) | set(fixtures.initialnames)
    for name, definitions in fixtures.name2fixturedefs.items():
        if name != OF_PYTEST_DJANGO:
            asked.update(*(definition.argnames for definition in definitions))
    return asked


def allows(*, committed: bool) -> bool:
    """Whether rows may be restored here: with the real clock, and while no queries are counted.

    In the transaction of the test, or, where what is made is `committed`, in none.
    """
    return (
        connection.in_atomic_block is not committed
        and not connection.force_debug_cursor
        and not time_machine.traveller_stack
    )


def key() -> Hashable:
    """Return the day and every setting that the test has changed."""
    changed: list[Hashable] = []
    lazy: Any = settings
    holder = lazy._wrapped
    while isinstance(holder, UserSettingsHolder):
        own = {name: value for name, value in vars(holder).items() if name.isupper()}
        changed.append(copies.key(own))
        holder = holder.default_settings
    return (datetime.date.today(), *_conditions, *changed)


_conditions: list[str] = []


@contextmanager
def under(condition: str) -> Iterator[None]:
    """Cache apart what factories make under a condition that a fixture sets without `monkeypatch`; it is named in the key."""
    _conditions.append(condition)
    try:
        yield
    finally:
        _conditions.remove(condition)
