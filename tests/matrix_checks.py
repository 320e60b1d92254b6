"""Questions that the access matrix asks of policies and of what is visible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scr_portal import access, workflow

Check = Callable[[Any], bool]


Moment = tuple[str, dict[str, Check]]


def may(action: str, on: Any) -> Check:
    """Ask whether the policy lets the person do this."""
    return lambda user: access.allowed(action, user, on)


def sees(on: Any, action: str = "") -> Check:
    """Ask whether the object is found for this person, and the policy lets them read it."""

    def check(user: Any) -> bool:
        visible = type(on)._default_manager.visible_to(user).filter(pk=on.pk).exists()
        return visible and (not action or access.allowed(action, user, on))

    return check


def both(*checks: Check) -> Check:
    return lambda user: all(check(user) for check in checks)


def either(*checks: Check) -> Check:
    return lambda user: any(check(user) for check in checks)


def if_open(on: Any, to: str, check: Check) -> Check:
    """Ask whether the person may, and the table has this step from where the object stands."""
    return lambda user: workflow.may_move(on, to) and check(user)


def reading(check: Check) -> dict[str, Check]:
    """For what is one page and also one line of a list."""
    return {"list": check, "view": check}
