"""Open a board on the portal, with its first business manager."""

from __future__ import annotations

from django.db import transaction

from scr_portal import audit
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, User

from .invitations import invite


@transaction.atomic
def open_board(code: str, name: str, *, short_name: str, manager_email: str, manager_name: str) -> Board:
    """Make the board and invite its business manager, who invites everybody else. Done from the command
    line by whoever runs the portal. Raises ValidationError for a code that is taken or an address."""
    board = Board(code=code, name=name, short_name=short_name)
    board.full_clean()
    board.save()
    audit.record("accounts.board_opened", by=None, on=board)
    invite(manager_email, manager_name, board=board, role=Role.BUSINESS_MANAGER, by=None)
    return board


def managers(board: Board) -> list[User]:
    """The people who manage the board's business today."""
    held = board.memberships.current().filter(role=Role.BUSINESS_MANAGER).select_related("user")
    return [membership.user for membership in held]
