"""System checks: every action has a policy, and every model of a case defines who may read its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from .overrides import LOOKUP
from .scope import ReadingScope, is_scoped, paths_of, queryset_class, scoped_models


@register()
def every_action_has_a_policy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report declared actions without a policy, which would raise in a request."""
    from .rules import without_policy  # inline: the registry fills while apps load

    return [Error(f"The action {name} has no policy.", id="access.E001") for name in without_policy()]


@register()
def every_row_of_a_case_has_a_scope(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report models of a case that do not define who may read them, or where their board and case are."""
    return [*unscoped(), *(error for model in scoped_models() for error in faults_of(model))]


def unscoped() -> Iterator[CheckMessage]:
    """Yield an error for each model of a case that does not define who may read its rows.

    History and the audit record have policies of their own, and outlive the rows they are about.
    """
    for model in apps.get_models():
        if hasattr(model, "case_code") and not is_scoped(model) and not keeps_a_record(model):
            yield Error(f"{model._meta.label} does not say who may read its rows.", id="access.E002")


def keeps_a_record(model: type[models.Model]) -> bool:
    return hasattr(model, "history_object") or hasattr(model, "instance_type") or model._meta.label == RECORD


RECORD = "audit.AuditEvent"


def faults_of(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Yield the errors of one model's scope: no rule, an invalid lookup, a case without a lookup."""
    rows = queryset_class(model)
    if not rows.follows and rows.readable_by is ReadingScope.readable_by:
        yield Error(f"{model._meta.label} does not say who may read its rows.", id="access.E002")
        return
    try:
        paths = paths_of(model)
        invalid = [
            path for path in (paths.board, paths.case, paths.case_code) if path and not leads(model, path)
        ]
    except (FieldDoesNotExist, TypeError) as error:
        yield Error(f"{model._meta.label} follows nothing: {error}", id="access.E003")
        return
    for path in invalid:
        yield Error(f"{model._meta.label} has no {path}.", id="access.E003")
    if hasattr(model, "case_code") and not (paths.case or paths.case_code):
        yield Error(f"{model._meta.label} does not say where its case stands.", id="access.E004")


def leads(model: type[models.Model], path: str) -> bool:
    """Return whether a lookup is valid from this model."""
    for step in path.split(LOOKUP):
        if step == "pk":
            return True
        try:
            field: Any = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        model = field.related_model or model
    return True
