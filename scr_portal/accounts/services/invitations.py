"""Bring somebody into a board. Nobody signs up: an account begins with an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.accounts.addresses import sign_in_address
from scr_portal.accounts.models import Agency, Board, Membership, User
from scr_portal.refusals import Checks, Missing, Refused, sentences_of

from ..actions import AccountAction

if TYPE_CHECKING:
    from scr_portal.access.roles import Role


class UnusableAddress(Refused):
    """Nobody can sign in with this e-mail address."""


class OtherBoardsAgency(Refused):
    """The agency works with another board."""

    sentence = "Choose an agency of this board."


class AccessEnded(Refused):
    """The membership has ended."""

    sentence = "This access has ended. Invite the person anew."


class AccountClosed(Refused):
    """An account that was closed is not opened by an invitation."""

    field = "email"
    sentence = "This account was closed. Ask the system administrator."


@transaction.atomic
def invite(
    email: str, name: str, *, board: Board, role: Role | str, agency: Agency | None = None, by: User | None
) -> User:
    """Give the person with this address a membership, and send the link that lets them in.

    The account is made when the address is new; the name of an existing account is left as it is. Inviting
    again sends a new link, and every earlier one stops working. Somebody who has a password already is told
    of a new membership, and of an old one nothing. `by` is None only for the person at the
    command line who opens a board. Raises Refused for an address, agency or account that cannot be
    used, and `access.Denied` where `by` may not invite.
    """
    try:
        address = sign_in_address(email)
    except ValidationError as error:
        raise UnusableAddress(str(error.message)) from error
    if agency is not None and agency.board_id != board.pk:
        raise OtherBoardsAgency
    wanted = Membership(board=board, agency=agency, role=role, invited_by=by)
    if by is not None:
        access.require(AccountAction.INVITE, by, wanted)
    user = _account(address, name)
    membership, new = _membership(user, wanted)
    if not user.has_usable_password():
        user.invited_at = timezone.now()
        user.save(update_fields=["invited_at"])
        notices.send("invitation", to=user)
    elif new:
        notices.send("access_given", to=user)
    audit.record("accounts.invited", by=by, on=membership, user=user.pk, role=str(role))
    return user


def checks_invite(*, email: str | None = None, **others: Any) -> Checks:
    """Return what is refused of an invitation: the address of an account that was closed."""
    closed = User.objects.filter(email=email, is_active=False)
    return sentences_of([AccountClosed()]) if email and closed.exists() else {}


@transaction.atomic
def invite_again(membership: Membership, *, by: User) -> User:
    """Send a fresh link for a membership that counts; links sent before stop working."""
    if not membership.is_current:
        raise AccessEnded
    return invite(
        membership.user.email,
        membership.user.name,
        board=membership.board,
        role=membership.role,
        agency=membership.agency,
        by=by,
    )


def _account(address: str, name: str) -> User:
    user: User | None = User.objects.select_for_update().filter(email=address).first()
    if user is None:
        if not name.strip():
            raise Missing("Enter the person’s full name.")
        user = _created(address, name.strip())
    if not user.is_active:
        raise AccountClosed
    return user


def _created(address: str, name: str) -> User:
    """Create an account; the existing one where somebody else made it a moment ago."""
    try:
        with transaction.atomic():
            user: User = User.objects.create_user(address, name=name)
    except IntegrityError:
        user = User.objects.select_for_update().get(email=address)
    return user


def _membership(user: User, wanted: Membership) -> tuple[Membership, bool]:
    """Return the live membership of this kind, and whether it is new."""
    live = Membership.objects.filter(
        user=user, board=wanted.board, agency=wanted.agency, role=wanted.role, ended_on__isnull=True
    )
    if existing := live.first():
        return existing, False
    wanted.user = user
    wanted.save()
    return wanted, True
