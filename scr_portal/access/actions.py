"""Actions: what a policy decides on. Each app declares its own; the platform has none.

An action is a member of an app's enumeration, so that a wrong name fails in mypy and at import. Its value is
stored in the audit record, so a value never changes.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar


class Action(StrEnum):
    """The base of each app's actions: a name, and a sentence that describes it."""

    sentence: str

    def __new__(cls, value: str, sentence: str) -> Action:
        member = str.__new__(cls, value)
        member._value_ = value
        member.sentence = sentence
        return member


Actions = TypeVar("Actions", bound=type[Action])
_declared: dict[str, Action] = {}


def declare(actions: Actions) -> Actions:
    """Register an app's actions (a class decorator). Raises LookupError for a name that is taken."""
    for action in actions:
        if _declared.get(action, action) is not action:
            raise LookupError(f"Two actions are called {action}.")
        _declared[action] = action
    return actions


def declared() -> dict[str, Action]:
    """Return every action by its name; a system check compares them with the policies."""
    return dict(_declared)
