"""Policies: who may do what. Each app registers its own; here they are evaluated, in one order for all.

A policy is about the person and returns the sentence that refuses, or None. Before any policy come the
overrides that no grant can outweigh (see `overrides`): an inactive account, another board, a closed case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef

from .actions import Action, declared
from .scope import override_sentence

Policy = Callable[[Any, Any], str | None]
Rows = Callable[[Any], Any]
"""From a person to the rows of a model they may read; starts from `visible_to`."""

_policies: dict[Action, Policy] = {}


class Denied(PermissionDenied):
    """Permission denied by a policy, with the sentence for the person and the action for the audit."""

    def __init__(self, sentence: str, *, action: Action, on: Any = None) -> None:
        super().__init__(sentence)
        self.sentence, self.action, self.on = sentence, action, on


def policy(*actions: Action) -> Callable[[Policy], Policy]:
    """Register a policy for the named actions. Raises LookupError for an action that is not declared."""

    def register(function: Policy) -> Policy:
        for action in actions:
            if action not in declared():
                raise LookupError(f"{action} is not an action that an app declares.")
            if action in _policies and _policies[action] is not function:
                raise LookupError(f"{action} has two policies")
            _policies[action] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class ViewPolicy:
    """The policy of reading: allowed where the object is among the rows that its queryset shows this person.

    A positive result is cached for the rest of a request (which knows its memberships), so that a page
    queries once for all parts with the same action. A negative result is not cached.
    """

    rows: Mapping[type[Model], Rows]
    otherwise: str | Callable[[Any, Any], str]

    def shows(self, action: Action, user: Any, on: Any) -> bool:
        """Return whether `user` may read this object now. Raises TypeError for an object of another kind."""
        rows = self.rows.get(type(on))
        if rows is None:
            raise TypeError(f"{action} is not asked of a {type(on).__name__}.")
        known: set[Any] = user.__dict__.setdefault("_shown_now", set())
        key = (action, on._meta.label, on.pk)
        if key in known:
            return True
        shown: bool = rows(user).filter(pk=on.pk).exists()
        if shown and hasattr(user, "memberships_now"):
            known.add(key)
        return shown

    def __call__(self, user: Any, on: Any) -> str:
        """Return the sentence that refuses where neither the rows nor an override give one."""
        return self.otherwise(user, on) if callable(self.otherwise) else self.otherwise


def view_policy(
    *actions: Action, rows: Mapping[type[Model], Rows], otherwise: str | Callable[[Any, Any], str]
) -> None:
    """Derive the policy of reading from querysets, so that a list and a single object cannot differ.

    `rows` gives the rows for each model the action applies to: `visible_to`, or a narrower queryset that
    starts from it. `otherwise` is the sentence that refuses.
    """
    policy(*actions)(ViewPolicy(rows, otherwise))


def note_shown(by: Any, on: Any) -> None:
    """Cache for the rest of the request that an object fetched through `visible_to` may be read.

    That covers every policy whose rows are just `visible_to`. No override closes the object either, unless it may be
    among the public rows.
    """
    visible = type(on)._default_manager.visible_to
    if hasattr(by, "memberships_now"):
        shown = by.__dict__.setdefault("_shown_now", set())
        if type(on)._default_manager.all().public_rows() is None:
            by.__dict__.setdefault("_open_now", set()).add((on._meta.label, on.pk))
        for action, rule in _policies.items():
            if isinstance(rule, ViewPolicy) and rule.rows.get(type(on)) == visible:
                shown.add((action, on._meta.label, on.pk))


def allowed_among(actions: Iterable[Action], by: Any, on: Model) -> set[Action]:
    """Return which of these actions `by` may do with one object; all actions of reading take one query."""
    asked = set(actions)
    if not getattr(by, "is_authenticated", False):
        return set()
    known = by.__dict__.get("_shown_now", set())
    unknown = [
        action
        for action in sorted(asked)
        if isinstance(_policies[action], ViewPolicy) and (action, on._meta.label, on.pk) not in known
    ]
    shown = _shown_among(unknown, by, on)
    return {action for action in asked - set(unknown) if allowed(action, by, on)} | shown


def _shown_among(actions: list[Action], by: Any, on: Model) -> set[Action]:
    """Return the actions of reading whose rows include this object."""
    if not actions:
        return set()
    columns = {}
    for number, action in enumerate(actions):
        rule = _policies[action]
        assert isinstance(rule, ViewPolicy)  # noqa: S101  checked by the caller
        rows = rule.rows.get(type(on))
        if rows is None:
            raise TypeError(f"{action} is not asked of a {type(on).__name__}.")
        columns[f"shown_{number}"] = Exists(rows(by).filter(pk=OuterRef("pk")))
    visibility = type(on)._base_manager.filter(pk=on.pk).annotate(**columns).values(*columns).first() or {}
    return {action for action, column in zip(actions, columns, strict=True) if visibility.get(column)}


def refusal(action: Action, by: Any, on: Any = None) -> str | None:
    """Return the sentence that refuses `by` this action on this object, or None where it is allowed.

    Superuser status has no effect here: a policy considers roles and facts only.
    """
    if not getattr(by, "is_authenticated", False):
        return "Sign in first."
    rule = _policies[action]
    if isinstance(rule, ViewPolicy) and rule.shows(action, by, on):
        return None
    return _closed(by, on) or rule(by, on)


def _closed(by: Any, on: Any) -> str | None:
    """Return the sentence of an override; None where the request has fetched the object past all overrides."""
    if isinstance(on, Model) and (on._meta.label, on.pk) in by.__dict__.get("_open_now", ()):
        return None
    return override_sentence(by, on)


def allowed(action: Action, by: Any, on: Any = None) -> bool:
    """Return whether `by` may do this; for offering a link, never instead of `require`."""
    return refusal(action, by, on) is None


def require(action: Action, by: Any, on: Any = None) -> None:
    """Raise `Denied` unless the action is allowed. Services call this inside their transaction."""
    if sentence := refusal(action, by, on):
        raise Denied(sentence, action=action, on=on)


def policies() -> Mapping[Action, Policy]:
    """Return all policies by the action they decide on."""
    return dict(_policies)


def without_policy() -> list[str]:
    """Return actions without a policy; a system check reports them."""
    return sorted(str(action) for action in set(declared().values()) - set(_policies))
