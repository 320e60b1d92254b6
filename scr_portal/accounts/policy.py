"""Who may bring people into a board, and who may end their access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scr_portal.access import policy
from scr_portal.access.roles import OVERSEERS, WITHOUT_SECOND_FACTOR, Role

from .actions import AccountAction

if TYPE_CHECKING:
    from .models import Absence, Board, Membership, User

OF_OWN_AGENCY: dict[Role, frozenset[Role]] = {
    Role.AGENCY_LEAD: frozenset({Role.IMR_AUTHOR, Role.INTERVIEWEE, Role.LINE_MANAGER, Role.REFERRER}),
    Role.IMR_AUTHOR: frozenset({Role.INTERVIEWEE, Role.LINE_MANAGER}),
}
"""Whom an agency's own people may invite into their own agency."""

OF_THE_BOARD: dict[Role, frozenset[Role]] = {
    Role.OVERVIEW_AUTHOR: frozenset({Role.INTERVIEWEE}),
    Role.FAMILY_LIAISON: frozenset({Role.RELATIVE}),
}
"""Whom these may invite besides: the people they themselves meet."""


def looks_after_people(user: User) -> bool:
    """Whether the link to a board's people is shown. Asks nothing of the database within a request."""
    held = getattr(user, "memberships_now", None)
    if held is None:
        held = user.memberships.current()
    return any(membership.role in OVERSEERS for membership in held)


@policy(AccountAction.INVITE)
def may_invite(user: User, membership: Membership) -> str | None:
    """Decides on the membership that would be made, saved or not."""
    held = user.roles_on(membership.board_id)
    wanted = Role(membership.role)
    if held & OVERSEERS or any(wanted in OF_THE_BOARD.get(role, ()) for role in held):
        return None
    for mine in user.memberships.current().filter(board=membership.board_id, agency__isnull=False):
        if mine.agency_id == membership.agency_id and wanted in OF_OWN_AGENCY.get(Role(mine.role), ()):
            return None
    return "Only the board’s business manager can invite a person in this role."


@policy(AccountAction.END_MEMBERSHIP)
def may_end(user: User, membership: Membership) -> str | None:
    if not user.roles_on(membership.board_id) & OVERSEERS:
        return "Only the board’s business manager can end a person’s access."
    if membership.user_id == user.pk:
        return "You cannot end your own access. Ask another manager to do it."
    return None


@policy(AccountAction.RESET_SECOND_FACTOR)
def may_reset_second_factor(user: User, membership: Membership) -> str | None:
    if not user.roles_on(membership.board_id) & OVERSEERS:
        return "Only the board’s business manager can take away a second step."
    if membership.user_id == user.pk:
        return "You cannot take away your own second step. Use a recovery code, or ask another manager."
    return None


THEIRS_ALONE = "What a relative or a member of staff interviewed reads is theirs alone."


@policy(AccountAction.PREVIEW)
def may_preview(user: User, membership: Membership) -> str | None:
    """Allow the manager of the board, who gives access; not of people who come for what is theirs alone.

    The membership may be one that is not given yet, of somebody who has no account.
    """
    if Role.BUSINESS_MANAGER not in user.roles_on(membership.board_id):
        return "Only the board’s business manager can see what somebody else would see."
    if membership.user_id == user.pk:
        return "These are your own pages already."
    theirs_alone = membership.user.memberships.current().filter(role__in=WITHOUT_SECOND_FACTOR)
    if membership.role in WITHOUT_SECOND_FACTOR or theirs_alone.exists():
        return THEIRS_ALONE
    return None


@policy(AccountAction.KEEP_BOARD)
def may_keep_board(user: User, board: Board) -> str | None:
    if not user.roles_on(board) & OVERSEERS:
        return "Only the board’s business manager can change this."
    return None


@policy(AccountAction.RECORD_ABSENCE)
def may_record_absence(user: User, absence: Absence) -> str | None:
    """One's own, saved or not, and for the manager those of everybody on the board."""
    if absence.user_id == user.pk:
        return None
    overseen = absence.user.memberships.current().filter(board__in=user.boards_as(*OVERSEERS))
    if not overseen.exists():
        return "Only the person or the board’s business manager can record days away."
    return None
