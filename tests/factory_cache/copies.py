"""Copies of the arguments and the result of a factory: models, namespaces and plain values, and nothing else."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import pathlib
import uuid
from collections.abc import Hashable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.files import FieldFile

PLAIN = (
    str, bytes, int, float, bool, type(None), Decimal, uuid.UUID, enum.Enum, pathlib.PurePath,
    datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, AnonymousUser,
)  # fmt: skip


class NotCacheable(Exception):
    """Something that cannot be compared or copied; what it belongs to is made anew each time."""


def key(value: Any) -> Hashable:
    """Return what tells one value from another: of a model its columns as they are in memory."""
    if isinstance(value, Model):
        columns = [(name, repr(held)) for name, held in vars(value).items() if not name.startswith("_")]
        return (value._meta.label, tuple(sorted(columns)))
    if isinstance(value, SimpleNamespace):
        return ("namespace", key(vars(value)))
    if isinstance(value, dict):
        return tuple((name, key(held)) for name, held in value.items())
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, tuple(key(held) for held in value))
    if isinstance(value, AnonymousUser):
        return "anonymous"
    if isinstance(value, PLAIN):
        return (type(value).__name__, value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return (
            type(value).__name__,
            tuple(key(getattr(value, part.name)) for part in dataclasses.fields(value)),
        )
    raise NotCacheable


def mutable_parts(value: Any) -> list[Any]:
    """Return every model and namespace within arguments, which a factory may change. In a fixed order."""
    if isinstance(value, Model):
        return [value]
    if isinstance(value, SimpleNamespace):
        return [value, *mutable_parts(vars(value))]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [found for part in value for found in mutable_parts(part)]
    return []


def copy_of(value: Any) -> Any:
    """Return a copy that nobody else holds. Raises NotCacheable for what cannot be copied."""
    return _copy(value, {})


def copies_for(before: list[Any], result: Any, arguments: list[Any]) -> Any:
    """Return a copy of a result, in which the arguments of this call stand for those of the first one, `before`.

    The arguments become what the first ones had become.
    """
    pairs = list(zip(before, arguments, strict=True))
    copied = {id(first): argument for first, argument in pairs}
    for first, argument in pairs:
        if key(first) != key(argument):
            vars(argument).update(_attributes(first, copied))
    return _copy(result, copied)


def _copy(value: Any, copied: dict[int, Any]) -> Any:
    if id(value) in copied:
        return copied[id(value)]
    if isinstance(value, (Model, SimpleNamespace, ModelState)):
        twin = copied[id(value)] = type(value).__new__(type(value))
        vars(twin).update(_attributes(value, copied))
        return twin
    if isinstance(value, PLAIN) or value is None:
        return value
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, dict):
        return {name: _copy(held, copied) for name, held in value.items()}
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return type(value)(_copy(held, copied) for held in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return value
    raise NotCacheable


def _attributes(value: Any, copied: dict[int, Any]) -> dict[str, Any]:
    """Copy the attributes; what a model only caches, under a name of its own, is left behind."""
    attributes = {}
    for name, held in vars(value).items():
        try:
            attributes[name] = _copy(held, copied)
        except NotCacheable:
            if not name.startswith("_"):
                raise
    return attributes
