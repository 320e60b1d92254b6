"""Querysets whose writes leave history, because the silent ones are refused.

django-simple-history sees `save()` and `delete()`; it does not see `QuerySet.update()`, `bulk_create()`
or `bulk_update()`. A model with history takes `HistoryAwareQuerySet` as the base of its own queryset; its
related managers then go the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import class_prepared
from simple_history.utils import bulk_update_with_history, get_history_manager_for_model

from scr_portal.sealed.columns import coded_columns, narrative_columns, narratives_of
from scr_portal.sealed.fields import EncryptedTextField, KeyedIndexField
from scr_portal.sealed.querysets import NarrativeQuerySet
from scr_portal.sealed.refreshing import code_unsaved

Row = TypeVar("Row", bound=models.Model)


class SilentWrite(TypeError):
    """A write was asked for that would leave no history."""


class HistoryAwareQuerySet(NarrativeQuerySet[Row]):
    """A queryset that refuses writes history would not see, and offers named ones that it does."""

    def _refuse(self, asked: str, instead: str) -> NoReturn:
        raise SilentWrite(f"{self.model._meta.label}.{asked}() would leave no history. Use {instead}.")

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: save the rows, or use `bulk_update_with_history`."""
        self._refuse("update", "save() or bulk_update_with_history()")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: use `bulk_create_with_history`."""
        self._refuse("bulk_create", "bulk_create_with_history()")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: use `bulk_update_with_history`."""
        self._refuse("bulk_update", "bulk_update_with_history()")

    @transaction.atomic
    def bulk_create_with_history(
        self, rows: Sequence[Row], *, by: Any = None, reason: str = "", batch_size: int = 500
    ) -> list[Row]:
        """Insert the rows and one history record for each. Narratives are coded, one compiled register a case.

        The library's own helper goes through the model's manager, which refuses; the rows have their keys
        before they are stored, so its second way round is not needed either.
        """
        code_unsaved(rows)
        plain: models.QuerySet[Row] = models.QuerySet(self.model, using=self.db)
        created = plain.bulk_create(rows, batch_size=batch_size)
        get_history_manager_for_model(self.model).bulk_history_create(
            created, batch_size=batch_size, default_user=by, default_change_reason=reason
        )
        return created

    def bulk_update_with_history(
        self,
        rows: Sequence[Row],
        fields: Sequence[str],
        *,
        by: Any = None,
        reason: str = "",
        batch_size: int = 500,
    ) -> int:
        """Update `fields` of the rows and add one history record for each, in one transaction.

        A narrative is named by its own name; its columns, and the keyed index of a field, come along.
        """
        columns = _with_companions(self.model, rows, fields)
        return int(
            bulk_update_with_history(
                rows,
                self.model,
                columns,
                batch_size=batch_size,
                default_user=by,
                default_change_reason=reason,
                manager=models.QuerySet(self.model, using=self.db),
            )
        )


def watch_related_sets(sender: Any, **kwargs: Any) -> None:
    """Send the writes of related sets (`case.events.add(...)`) through the model's refusing queryset too.

    Django sends them through the base manager, which is a plain one unless the model names another.
    """
    options = sender._meta
    if options.abstract or options.base_manager_name or not options.managers:
        return
    manager = options.default_manager
    if issubclass(getattr(manager, "_queryset_class", models.QuerySet), HistoryAwareQuerySet):
        options.base_manager_name = manager.name


class_prepared.connect(watch_related_sets, dispatch_uid="scr_portal.audit.history")


def _with_companions(model: type[models.Model], rows: Sequence[Any], fields: Sequence[str]) -> list[str]:
    code_unsaved(rows)
    columns: dict[str, None] = {}
    for name in fields:
        narrative = name.removesuffix("_sealed")
        whole = narrative_columns(narrative) if narrative in narratives_of(model) else [name]
        columns.update(dict.fromkeys(whole))
    for field in model._meta.local_fields:
        if isinstance(field, KeyedIndexField) and field.source in columns:
            columns[field.name] = None
            for row in rows:
                field.pre_save(row, False)
    return list(columns)


def has_history(model: type[models.Model]) -> bool:
    """Say whether django-simple-history keeps the versions of `model`."""
    return hasattr(model._meta, "simple_history_manager_attribute")


def history_leaks(model: type[models.Model]) -> list[str]:
    """Return the coded columns of `model` that its history table keeps: there must be none."""
    if not has_history(model):
        return []
    kept = {field.name for field in get_history_manager_for_model(model).model._meta.fields}
    return [column for column in coded_columns(*narratives_of(model)) if column in kept]


def models_lacking_history() -> list[type[models.Model]]:
    """Return the models with a status or a sealed column that keep no history and are not history."""
    return [model for model in apps.get_models() if _needs_history(model) and not has_history(model)]


def _needs_history(model: type[models.Model]) -> bool:
    if hasattr(model, "history_object") or hasattr(model, "instance_type"):
        return False
    return any(
        field.name == "status" or isinstance(field, EncryptedTextField) for field in model._meta.local_fields
    )
