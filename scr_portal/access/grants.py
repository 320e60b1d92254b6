"""Object permissions derived from recorded facts: the only module that uses guardian.

A service that records a fact (somebody chairs the panel, writes for an agency, was interviewed) grants the
permission here in the same transaction and revokes it when the fact ends. `rebuild` derives every grant from
the facts again, and `differences` reports where the two differ. The permission models are guardian's direct
foreign key kind, so a grant cannot outlive its object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from guardian.shortcuts import assign_perm, get_users_with_perms, remove_perm
from guardian.utils import get_user_obj_perms_model


class Grant(NamedTuple):
    """One permission of one person on one object."""

    user_id: Any
    codename: str
    object_id: Any


Derivation = Callable[[], Iterable[Grant]]
_derivations: dict[type[models.Model], list[Derivation]] = {}


def grant(user: Any, codename: str, on: models.Model) -> None:
    """Grant `user` the permission on this object. Granting it twice changes nothing."""
    assign_perm(codename, user, on)


def end(user: Any, codename: str, on: models.Model) -> None:
    """Revoke the permission; nothing happens where it was not held."""
    remove_perm(codename, user, on)


def holders(codename: str, on: models.Model) -> Any:
    """Return the active people with this permission on this object."""
    people: Any = get_users_with_perms(on, only_with_perms_in=[codename], with_group_users=False)
    return people.filter(is_active=True)


def on_objects(model: type[models.Model], keys: Iterable[Any]) -> list[Grant]:
    """Return every grant on these objects of one model, in one query, whoever holds it."""
    rows = _rows(model).filter(content_object__in=keys, user__is_active=True)
    return [Grant(*row) for row in rows.values_list("user_id", "permission__codename", "content_object_id")]


def objects(user: Any, codenames: Iterable[str], queryset: Any) -> Any:
    """Return the part of `queryset` on which an active `user` holds any of the permissions."""
    return queryset.filter(pk__in=keys(user, codenames, queryset.model))


def keys(user: Any, codenames: Iterable[str], model: type[models.Model]) -> Any:
    """Return the keys of the rows of `model` on which an active `user` holds any of the permissions, as a subquery.

    Asked of the rows of the grants themselves: `get_objects_for_user` nests two further queries in it, and every
    condition of who may read holds several of these.
    """
    rows = _rows(model)
    if not getattr(user, "is_active", False):
        return rows.none().values("content_object")
    return rows.filter(user=user, permission__codename__in=list(codenames)).values("content_object")


def held(user: Any, on: models.Model) -> frozenset[str]:
    """Return the codenames `user` holds on this object, queried once per object and cached on the user."""
    if not getattr(user, "is_active", False):
        return frozenset()
    cached: dict[tuple[str, Any], frozenset[str]] = user.__dict__.setdefault("_grants_held", {})
    key = (on._meta.label, on.pk)
    if key not in cached:
        cached[key] = frozenset(
            _rows(type(on))
            .filter(user=user, content_object=on)
            .values_list("permission__codename", flat=True)
        )
    return cached[key]


def has(user: Any, codename: str, on: models.Model) -> bool:
    """Return whether `user` holds this permission on this object now."""
    return codename in held(user, on)


def derived_from(model: type[models.Model]) -> Callable[[Derivation], Derivation]:
    """Register a function that yields the grants on `model` that follow from the data; each app adds its own."""

    def register(function: Derivation) -> Derivation:
        _derivations.setdefault(model, []).append(function)
        return function

    return register


def differences() -> tuple[list[tuple[str, Grant]], list[tuple[str, Grant]]]:
    """Return (missing, surplus): derived grants that nobody made, and grants that no data supports."""
    missing, surplus = [], []
    for model, functions in _derivations.items():
        required = {Grant(*item) for function in functions for item in function()}
        present = {
            Grant(*row)
            for row in _rows(model).values_list("user_id", "permission__codename", "content_object_id")
        }
        missing += [(model._meta.label, item) for item in sorted(required - present, key=str)]
        surplus += [(model._meta.label, item) for item in sorted(present - required, key=str)]
    return missing, surplus


def rebuild() -> tuple[int, int]:
    """Make the grants equal to those derived from the data; return how many were granted and revoked."""
    missing, surplus = differences()
    by_label = {model._meta.label: model for model in _derivations}
    for label, item in missing:
        model = by_label[label]
        user = get_user_model()._default_manager.get(pk=item.user_id)
        assign_perm(item.codename, user, model._base_manager.get(pk=item.object_id))
    for label, item in surplus:
        _rows(by_label[label]).filter(
            user_id=item.user_id, permission__codename=item.codename, content_object_id=item.object_id
        ).delete()
    return len(missing), len(surplus)


def _rows(model: type[models.Model]) -> Any:
    rows: Any = get_user_obj_perms_model(model)  # type: ignore[arg-type]
    return rows._base_manager
