"""Who owes what of the report and its public edition."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scr_portal.access.roles import Role
from scr_portal.owners import Owner, board_role, overseers, part, person


def reader(appointed: Any) -> Owner:
    """Return the person appointed to read; above them whoever appointed another in their place."""
    words = {"first": "the first reader", "second": "the second reader", "third": "the third reader"}
    board = appointed.board_id
    return person(appointed.reader_id, board, words[appointed.part]).then(*overseers(board))


def chair_who_clears(edition: Any) -> Owner:
    """Whoever clears the edition: the panel chair, else the board chair, never who prepared it."""
    review = edition.review
    without = (str(edition.prepared_by_id),)
    chair = part("chair_panel", review, "the panel chair or the board chair")
    board = board_role(Role.BOARD_CHAIR, review.board_id)
    return replace(chair, without=without).then(replace(board, without=without), *overseers(review.board_id))


def second_settler(edition: Any, *, without: set[str]) -> Owner:
    """Whoever agrees what another settled in a finished PDF: a chair, or another manager of the board."""
    review = edition.review
    words = "the panel chair, the board chair or another business manager"
    rungs = (
        part("chair_panel", review, words),
        board_role(Role.BOARD_CHAIR, review.board_id),
        board_role(Role.BUSINESS_MANAGER, review.board_id),
    )
    chair, *others = (replace(rung, without=tuple(sorted(without))) for rung in rungs)
    return chair.then(*others, *overseers(review.board_id))
