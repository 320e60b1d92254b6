"""Start-up checks: nothing of the portal is read or done by a rule that nobody wrote."""

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
    """A declared action without a policy would raise in front of a person; stop here instead."""
    from .rules import without_policy  # inline: the registry fills while apps load

    return [Error(f"The action {name} has no policy.", id="access.E001") for name in without_policy()]


@register()
def every_row_of_a_case_has_a_scope(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A model whose rows belong to a case says who may read them, and where their board and case stand."""
    return [*unscoped(), *(error for model in scoped_models() for error in faults_of(model))]


def unscoped() -> Iterator[CheckMessage]:
    """Models of a case that do not say who may read their rows. History and the record of acts are read by
    policies of their own, and outlive the rows they are about."""
    for model in apps.get_models():
        if hasattr(model, "case_code") and not is_scoped(model) and not keeps_a_record(model):
            yield Error(f"{model._meta.label} does not say who may read its rows.", id="access.E002")


def keeps_a_record(model: type[models.Model]) -> bool:
    return hasattr(model, "history_object") or hasattr(model, "instance_type") or model._meta.label == RECORD


RECORD = "audit.AuditEvent"


def faults_of(model: type[models.Model]) -> Iterator[CheckMessage]:
    """What is wrong with one model's scope: no rule, a path that leads nowhere, a case without a path."""
    rows = queryset_class(model)
    if not rows.follows and rows.readable_by is ReadingScope.readable_by:
        yield Error(f"{model._meta.label} does not say who may read its rows.", id="access.E002")
        return
    try:
        paths = paths_of(model)
        wrong = [
            path for path in (paths.board, paths.case, paths.case_code) if path and not leads(model, path)
        ]
    except (FieldDoesNotExist, TypeError) as error:
        yield Error(f"{model._meta.label} follows nothing: {error}", id="access.E003")
        return
    for path in wrong:
        yield Error(f"{model._meta.label} has no {path}.", id="access.E003")
    if hasattr(model, "case_code") and not (paths.case or paths.case_code):
        yield Error(f"{model._meta.label} does not say where its case stands.", id="access.E004")


def leads(model: type[models.Model], path: str) -> bool:
    """Whether a lookup leads somewhere from this model."""
    for step in path.split(LOOKUP):
        if step == "pk":
            return True
        try:
            field: Any = model._meta.get_field(step)
        except FieldDoesNotExist:
            return False
        model = field.related_model or model
    return True
