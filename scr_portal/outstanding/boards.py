"""What is outstanding on a board beside its cases: invitations nobody has followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.urls import reverse
from django.utils import timezone

from scr_portal.accounts.models import Board, Membership
from scr_portal.deadlines.outstanding import clocks
from scr_portal.owners import business_manager
from scr_portal.workflow import Outstanding

from .registry import open_matters, register_cases

DAYS_A_LINK_LASTS = 3


class Boards:
    """Boards as a kind of case: what belongs to no case stands in their scope."""

    def find(self, scope: str) -> Iterable[Board]:
        kind, _, code = scope.partition(":")
        return Board.objects.filter(code=code) if kind == "board" else ()

    def scopes(self, board_id: UUID | None = None) -> Iterable[str]:
        boards = Board.objects.filter(pk=board_id) if board_id else Board.objects.all()
        return [f"board:{code}" for code in boards.values_list("code", flat=True)]

    def excluded(self, case: Any) -> set[UUID]:
        return set()


register_cases(Boards())


@open_matters(Board)
def invitations_not_followed(board: Board) -> Iterator[Outstanding]:
    """Invited, and the link has run out: nobody but the manager can send another."""
    until = timezone.now() - timedelta(days=DAYS_A_LINK_LASTS)
    waiting = Membership.objects.current().filter(
        board=board,
        user__is_active=True,
        user__invited_at__lte=until,
        user__password__startswith=UNUSABLE_PASSWORD_PREFIX,
    )
    for membership in waiting.select_related("user", "agency"):
        words = membership.get_role_display() + (f" of {membership.agency}" if membership.agency else "")
        yield Outstanding(
            f"An invitation has not been followed ({words}).",
            owner=business_manager(board),
            url=reverse("accounts:people", args=[board.code]),
            act=f"Invite somebody again ({words})",
            form=reverse("accounts:invite_again", args=[membership.pk]),
            key=f"invitation:{membership.pk}",
            since=membership.user.invited_at,
        )


@open_matters(Board, last=True)
def clocks_of_the_board(board: Board) -> Iterator[Outstanding]:
    yield from clocks(board, board.pk)
