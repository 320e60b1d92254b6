"""The procedures side by side: every value by its key, and where boards differ."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from .model import Procedure

ONE_OF_A_LIST = ("code", "kind")
"""What tells one table of a list from another, so that the same question stands in the same row."""


def values_of(procedure: Procedure) -> dict[str, Any]:
    """Return every value of a procedure by its key, as in its file: `clocks.sign_off.length`."""
    return dict(_flat(procedure, ""))


def _flat(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    dot = f"{key}." if key else ""
    if is_dataclass(value):
        for field in fields(value):
            yield from _flat(getattr(value, field.name), f"{dot}{field.name.rstrip('_')}")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield f"{dot}{name}", item
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for item in value:
            name = next(getattr(item, one) for one in ONE_OF_A_LIST if hasattr(item, one))
            yield from _flat(item, f"{dot}{name}")
    elif isinstance(value, tuple):
        yield key, list(value)
    else:
        yield key, value.isoformat() if isinstance(value, datetime.date) else value


def differences(
    procedures: Iterable[Procedure], *, sources: bool
) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return each key on which they differ, with each value and the codes of those that have it; "" where none.

    Left out are what differs by nature (code, name, version), and, unless asked for, where values come from.
    """
    flat = {procedure.code: values_of(procedure) for procedure in procedures}
    keys = {key: None for values in flat.values() for key in values}
    rows = []
    for key in keys:
        if key in ("code", "name", "version") or (not sources and is_source(key)):
            continue
        by_value: dict[str, list[str]] = {}
        for code, values in flat.items():
            by_value.setdefault(in_words(values.get(key)), []).append(code)
        if len(by_value) > 1:
            rows.append((key, list(by_value.items())))
    return rows


def is_source(key: str) -> bool:
    """Return whether a key says where a value comes from."""
    return key.endswith("source") or key.startswith("sources.")


def in_words(value: Any) -> str:
    """Return a value as the table shows it."""
    if value is None:
        return "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
