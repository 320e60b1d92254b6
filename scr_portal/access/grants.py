"""Access follows facts: the only module that speaks to guardian.

A service that records a fact (somebody chairs the panel, writes for an agency, was interviewed) makes the
grant here in the same transaction and ends it with the fact. `rebuild` derives every grant from the facts
again and says where the two differ. The permission models are guardian's direct foreign key kind, so a
grant cannot outlive its object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import models
from guardian.shortcuts import assign_perm, get_objects_for_user, get_users_with_perms, remove_perm
from guardian.utils import get_user_obj_perms_model


class Grant(NamedTuple):
    """One person, one permission of the object's model, one object."""

    user_id: Any
    codename: str
    object_id: Any


Derivation = Callable[[], Iterable[Grant]]
_derivations: dict[type[models.Model], list[Derivation]] = {}


def grant(user: Any, codename: str, on: models.Model) -> None:
    """Give `user` the permission on this object. Giving it twice is giving it once."""
    assign_perm(codename, user, on)


def end(user: Any, codename: str, on: models.Model) -> None:
    """Take the permission away; nothing happens where it was not held."""
    remove_perm(codename, user, on)


def holders(codename: str, on: models.Model) -> Any:
    """Active people who hold this permission on this object."""
    people: Any = get_users_with_perms(on, only_with_perms_in=[codename], with_group_users=False)
    return people.filter(is_active=True)


def on_objects(model: type[models.Model], keys: Iterable[Any]) -> list[Grant]:
    """Every grant on these objects of one model, in one query, whoever holds it."""
    rows = _rows(model).filter(content_object__in=keys, user__is_active=True)
    return [Grant(*row) for row in rows.values_list("user_id", "permission__codename", "content_object_id")]


def objects(user: Any, codenames: Iterable[str], queryset: Any) -> Any:
    """The part of `queryset` on which an active `user` holds any of the permissions."""
    if not getattr(user, "is_active", False):
        return queryset.none()
    label = queryset.model._meta.app_label
    return get_objects_for_user(
        user,
        [f"{label}.{name}" for name in codenames],
        klass=queryset,
        any_perm=True,
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )


def held(user: Any, on: models.Model) -> frozenset[str]:
    """Codenames `user` holds on this object; asked once an object and kept on the user for the request."""
    if not getattr(user, "is_active", False):
        return frozenset()
    kept: dict[tuple[str, Any], frozenset[str]] = user.__dict__.setdefault("_grants_held", {})
    key = (on._meta.label, on.pk)
    if key not in kept:
        kept[key] = frozenset(
            _rows(type(on))
            .filter(user=user, content_object=on)
            .values_list("permission__codename", flat=True)
        )
    return kept[key]


def has(user: Any, codename: str, on: models.Model) -> bool:
    """Whether `user` holds this one permission on this object now."""
    return codename in held(user, on)


def derived_from(model: type[models.Model]) -> Callable[[Derivation], Derivation]:
    """Register a function that yields the grants on `model` that follow from the data; each app adds its own."""

    def register(function: Derivation) -> Derivation:
        _derivations.setdefault(model, []).append(function)
        return function

    return register


def differences() -> tuple[list[tuple[str, Grant]], list[tuple[str, Grant]]]:
    """(missing, surplus): grants that follow from the data and nobody made, and grants that nothing supports."""
    missing, surplus = [], []
    for model, functions in _derivations.items():
        wanted = {Grant(*item) for function in functions for item in function()}
        present = {
            Grant(*row)
            for row in _rows(model).values_list("user_id", "permission__codename", "content_object_id")
        }
        missing += [(model._meta.label, item) for item in sorted(wanted - present, key=str)]
        surplus += [(model._meta.label, item) for item in sorted(present - wanted, key=str)]
    return missing, surplus


def rebuild() -> tuple[int, int]:
    """Make the grants equal to those derived from the data; returns how many were made and how many ended."""
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
