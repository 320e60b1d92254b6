"""Who owes what to a family."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scr_portal.access.roles import Role
from scr_portal.owners import Owner, board_role, business_manager, overseers, part, person

SECOND_PERSON = "a second person: the business manager, the panel chair or the family’s contact"
"""How a page speaks of them: whoever asked may be the only manager, and is none of them."""


def contact(review: Any) -> Owner:
    """Return the family's personal contact; where nobody is named the business manager tells the family."""
    named = part("support_family", review, "the family’s contact")
    return named.then(business_manager(review.board_id))


def readers(review: Any) -> tuple[Owner, ...]:
    """Who sees that the family waits for somebody: those who may read about the family."""
    return (
        board_role(Role.BUSINESS_MANAGER, review.board_id),
        part("chair_panel", review, "the panel chair"),
        part("write_overview", review, "the overview author"),
    )


def second_person(review: Any, *, asked_by: Any) -> Owner:
    """Return who agrees as a second person, never the one who asked: the manager, the panel chair or the contact."""
    rungs = (
        board_role(Role.BUSINESS_MANAGER, review.board_id, SECOND_PERSON),
        part("chair_panel", review, "the panel chair"),
        part("support_family", review, "the family’s contact"),
    )
    manager, *others = (replace(rung, without=(str(asked_by),)) for rung in rungs)
    return manager.then(*others, *overseers(review.board_id))


def writer(letter: Any) -> Owner:
    """Return who wrote a letter last and sends it; then whoever may take it over."""
    review = letter.relative.review
    wrote = person(letter.written_by_id, review.board_id, "whoever wrote the letter")
    return wrote.then(contact(review))
