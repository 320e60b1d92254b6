"""Who owes what to a family."""

from __future__ import annotations

from typing import Any

from scr_portal.access.roles import Role
from scr_portal.outstanding.owners import Owner, board_role, business_manager, part


def contact(review: Any) -> Owner:
    """The family's personal contact; where nobody is named the business manager tells the family."""
    named = part("support_family", review, "the family’s contact")
    return named.then(business_manager(review.board_id))


def readers(review: Any) -> tuple[Owner, ...]:
    """Who sees that the family waits for somebody: those who may read about the family."""
    return (
        board_role(Role.BUSINESS_MANAGER, review.board_id),
        part("chair_panel", review, "the panel chair"),
        part("write_overview", review, "the overview author"),
    )
