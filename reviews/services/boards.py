"""Which procedure a board follows."""

from __future__ import annotations

from django.db import transaction

from scr_portal import audit
from scr_portal.accounts.models import Board

from ..procedures import get
from .criteria import UnknownProcedure


@transaction.atomic
def follow_procedure(board: Board, code: str) -> Board:
    """Let a board follow a procedure for cases that are not assessed yet; those that are keep theirs.

    Done from the command line by whoever runs the portal, as a board is opened. Raises Refused for one there is not.
    """
    try:
        get(code)
    except LookupError:
        raise UnknownProcedure from None
    board = Board.objects.select_for_update().get(pk=board.pk)
    before, board.procedure = board.procedure, code
    board.save(update_fields=["procedure"])
    audit.record("board.procedure_followed", by=None, on=board, procedure=code, before=before)
    return board
