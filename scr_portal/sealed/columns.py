"""The three columns of a narrative, and how they are filled for one row.

Migrations see ordinary columns, because the further behaviour is only in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.db.models.query_utils import DeferredAttribute

from .coding import NEVER_CODED, Coder
from .fields import EncryptedJSONField, EncryptedTextField, TextBase, keep_together
from .registers import CodingRegister, NoRegister

if TYPE_CHECKING:
    IntegerBase = models.PositiveIntegerField[Any, Any]
else:
    IntegerBase = models.PositiveIntegerField

REFRESHED_WITH = "_narratives_refreshed_with"


def sealed_column(name: str) -> str:
    """Return the column that stores the original of the narrative `name`, encrypted."""
    return f"{name}_sealed"


def coded_column(name: str) -> str:
    """Return the column that stores the coded form of the narrative `name`, unencrypted."""
    return f"{name}_coded"


def version_column(name: str) -> str:
    """Return the column with the register version of the coded form; 0 means never coded."""
    return f"{name}_register_version"


def narrative_columns(*names: str) -> list[str]:
    """Return the columns of the narratives `names`, for `save(update_fields=[...])`: all or none."""
    return [column(name) for name in names for column in (sealed_column, coded_column, version_column)]


def coded_columns(*names: str) -> list[str]:
    """Return the columns history must exclude: a text coded before a name was registered may contain it."""
    return [coded_column(name) for name in names]


def register_of(row: Any) -> CodingRegister:
    """Return the register that the row's narratives are coded with."""
    return row.identity_register() or NoRegister()


def code_for_save(row: Any, name: str) -> None:
    """Code the narrative `name` in memory if its original has never been coded. No query otherwise."""
    if getattr(row, version_column(name)) == NEVER_CODED:
        code_in_memory(row, name, Coder(register_of(row)))


def code_in_memory(row: Any, name: str, coder: Coder) -> None:
    """Set the coded form and version of one narrative. A withheld text counts as never coded."""
    coder.failed = False
    setattr(row, coded_column(name), coder.code(getattr(row, sealed_column(name))))
    setattr(row, version_column(name), NEVER_CODED if coder.failed else coder.version)


def loaded_without_original(row: Any, name: str, add: bool) -> bool:
    """Return whether a stored row is being saved without its original in memory.

    Its stored coded form must not be overwritten then: the original may have been replaced since, and the
    coded form in memory may belong to the old one.
    """
    return not add and sealed_column(name) not in row.__dict__


class SealedAttribute(DeferredAttribute):
    """The sealed column's attribute: assigning a different original clears the coded form."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: Any) -> None:
        name = self.field.attname.removesuffix("_sealed")
        known = instance.__dict__.get(self.field.attname, self)
        instance.__dict__[self.field.attname] = value
        if coded_column(name) in instance.__dict__ and known != value:
            instance.__dict__[coded_column(name)] = {} if isinstance(value, Mapping) else ""
            instance.__dict__[version_column(name)] = NEVER_CODED


class VersionAttribute(DeferredAttribute):
    """The version column's attribute: a reloaded row fetches its register again."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value
        instance.__dict__.pop(REFRESHED_WITH, None)


class _SealedColumn:
    descriptor_class: Any = SealedAttribute

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)  # type: ignore[misc]
        if not cls._meta.abstract:
            keep_together(cls, tuple(narrative_columns(name.removesuffix("_sealed"))))

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        plain = next(kind for kind in type(self).__mro__ if kind.__module__.endswith("sealed.fields"))
        return name, f"{plain.__module__}.{plain.__name__}", args, kwargs


class _PlainInMigrations:
    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        plain = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs


class _CodedColumn(_PlainInMigrations):
    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        name = self.attname.removesuffix("_coded")  # type: ignore[attr-defined]
        if loaded_without_original(model_instance, name, add):
            return F(coded_column(name))
        code_for_save(model_instance, name)
        return super().pre_save(model_instance, add)  # type: ignore[misc]


class SealedNarrativeText(_SealedColumn, EncryptedTextField):
    """The original of a NarrativeField."""


class SealedNarrativeMap(_SealedColumn, EncryptedJSONField):
    """The original of a NarrativeMapField."""


class CodedText(_CodedColumn, TextBase):
    """The coded form of a NarrativeField."""


class CodedMap(_CodedColumn, models.JSONField):
    """The coded form of a NarrativeMapField."""


class RegisterVersion(_PlainInMigrations, IntegerBase):
    """The version of the register with which the coded form was made."""

    descriptor_class: Any = VersionAttribute

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Return the version in memory, or leave the stored one where the original was not loaded."""
        if loaded_without_original(model_instance, self.attname.removesuffix("_register_version"), add):
            return F(self.attname)
        return super().pre_save(model_instance, add)


class NarrativeDescriptor:
    """The base of the attributes through which a row gives its narratives; by it a model's narratives are known."""


_names: dict[type[models.Model], list[str]] = {}


def narratives_of(model: type[models.Model]) -> list[str]:
    """Return the names of the narratives of `model`, inherited ones included."""
    if model not in _names:
        _names[model] = sorted(
            name
            for kind in reversed(model.__mro__)
            for name, value in vars(kind).items()
            if isinstance(value, NarrativeDescriptor)
        )
    return _names[model]
