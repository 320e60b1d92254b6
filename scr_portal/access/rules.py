"""Policies: who may do what. Each app registers its own; here they are asked, in one order for all.

A policy is about the person and returns the sentence that refuses, or None. Before any policy come the
overrides that no grant can beat (see `overrides`): an inactive account, another board, a closed case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from .permissions import ACTIONS
from .scope import override_sentence

Policy = Callable[[Any, Any], str | None]

_policies: dict[str, Policy] = {}


class Refused(PermissionDenied):
    """The policy said no. Carries the sentence for the person and the action for the audit."""

    def __init__(self, sentence: str, *, action: str, on: Any = None) -> None:
        super().__init__(sentence)
        self.sentence, self.action, self.on = sentence, action, on


def policy(*actions: str) -> Callable[[Policy], Policy]:
    """Register a policy for the named actions. Raises LookupError for an action that is not listed."""

    def register(function: Policy) -> Policy:
        for action in actions:
            if action not in ACTIONS:
                raise LookupError(f"{action} is not in scr_portal.access.permissions.ACTIONS")
            if action in _policies and _policies[action] is not function:
                raise LookupError(f"{action} has two policies")
            _policies[action] = function
        return function

    return register


def refusal(action: str, by: Any, on: Any = None) -> str | None:
    """The sentence that refuses `by` this action on this object, or None where it is allowed.

    Superuser status gives nothing here: a policy knows roles and facts only.
    """
    if not getattr(by, "is_authenticated", False):
        return "Sign in first."
    return override_sentence(by, on) or _policies[action](by, on)


def allowed(action: str, by: Any, on: Any = None) -> bool:
    """Whether `by` may do this; for offering a link, never instead of `require`."""
    return refusal(action, by, on) is None


def require(action: str, by: Any, on: Any = None) -> None:
    """Let the act go on, or raise `Refused`. Services call this inside their transaction."""
    if sentence := refusal(action, by, on):
        raise Refused(sentence, action=action, on=on)


def without_policy() -> list[str]:
    """Actions that nobody has written a policy for; a system check reports them."""
    return sorted(set(ACTIONS) - set(_policies))
