"""Open a board on the portal, with its first business manager; keep its details and its list of agencies."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from scr_portal import access, audit
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board, User
from scr_portal.refusals import Checks, Refused, require_valid, sentences_of

from ..actions import AccountAction
from .invitations import OtherBoardsAgency, invite

DETAILS = ["name", "short_name", "address", "phone", "email", "website"]


class AgencyListed(Refused):
    """The board has an agency of this name."""

    field = "name"
    sentence = "An agency of this name is on the list already."


@transaction.atomic
def open_board(
    code: str, name: str, *, short_name: str, manager_email: str, manager_name: str, phone: str = ""
) -> Board:
    """Make the board and invite its business manager, who invites everybody else.

    Done from the command line by whoever runs the portal. Raises Refused for a code that is taken or an
    address.
    """
    board = Board(code=code, name=name, short_name=short_name, phone=phone)
    require_valid(board)
    board.save()
    audit.record("accounts.board_opened", by=None, on=board)
    invite(manager_email, manager_name, board=board, role=Role.BUSINESS_MANAGER, by=None)
    return board


@transaction.atomic
def change_details(board: Board, *, by: User, **details: str) -> Board:
    """How people reach the board: shown at the foot of each page and to those who cannot sign in."""
    access.require(AccountAction.KEEP_BOARD, by, board)
    board = Board.objects.select_for_update().get(pk=board.pk)
    for name in DETAILS:
        setattr(board, name, details.get(name, getattr(board, name)))
    require_valid(board)
    board.save(update_fields=DETAILS)
    audit.record("accounts.board_changed", by=by, on=board, fields=sorted(details))
    return board


@transaction.atomic
def add_agency(
    board: Board, *, name: str, short_name: str, kind: str, parent: Agency | None = None, by: User
) -> Agency:
    """Put an agency on the board's list. Raises Refused for a name that is on it already."""
    access.require(AccountAction.KEEP_BOARD, by, board)
    if parent is not None and parent.board_id != board.pk:
        raise OtherBoardsAgency().under({"": "parent"})
    agency = Agency(board=board, name=name.strip(), short_name=short_name.strip(), kind=kind, parent=parent)
    if checks_add_agency(board, name=agency.name):
        raise AgencyListed
    require_valid(agency, validate_constraints=False)
    agency.save()
    audit.record("accounts.agency_added", by=by, on=agency, kind=kind)
    return agency


def checks_add_agency(board: Board, *, name: str | None = None, **others: Any) -> Checks:
    """Return what is refused of an agency: a name that is on the list already, however it is capitalised."""
    if name is None or not Agency.objects.filter(board=board, name__iexact=name.strip()).exists():
        return {}
    return sentences_of([AgencyListed()])


def managers(board: Board) -> list[User]:
    """Return the people who manage the board's business today."""
    held = board.memberships.current().filter(role=Role.BUSINESS_MANAGER).select_related("user")
    return [membership.user for membership in held]
