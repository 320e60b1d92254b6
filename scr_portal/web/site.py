"""Whose portal this is, for the header and the foot of each page."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import HttpRequest

SERVICE_NAME = "Serious case reviews"


def board_of(request: HttpRequest | None) -> Any:
    """Return the board a person works for, or the only board there is; None where that is not certain.

    Asked once a request. Before sign-in, a portal that serves several boards names none of them.
    """
    if request is None:
        return None
    if not hasattr(request, "_portal_board"):
        two = _boards(getattr(request, "user", None))
        request._portal_board = two[0] if len(two) == 1 else None  # type: ignore[attr-defined]
    return request._portal_board  # type: ignore[attr-defined]


def _boards(user: Any) -> list[Any]:
    """Return the boards in question, two at most. Within a request the person's memberships are known already."""
    boards = apps.get_model("accounts", "Board").objects.all()
    if user is None or not user.is_authenticated:
        return list(boards[:2])
    held = getattr(user, "memberships_now", None)
    if held is not None:
        return list({membership.board_id: membership.board for membership in held}.values())[:2]
    memberships = apps.get_model("accounts", "Membership").objects.current()
    return list(boards.filter(pk__in=memberships.filter(user=user).values("board_id"))[:2])
