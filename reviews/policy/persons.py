"""What a policy asks about a person: the roles on a board, and the parts in one review."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..models import (
    OfReview,
    Review,
)


class OnBoard(Protocol):
    """Whatever belongs to a board: a referral, a review, and all that hangs on either."""

    @property
    def board_id(self) -> Any:
        """The key of the board."""


def review_of(on: object) -> Review | None:
    """Return the review an object belongs to, or None for what stands before or beside a review."""
    if isinstance(on, Review):
        return on
    review = getattr(on, "review", None)
    if review is None and (referral := getattr(on, "_referral", None)) is not None:
        review = getattr(referral, "review", None)
    return review if isinstance(review, Review) else None


def review_concerned(on: Review | OfReview) -> Review:
    """Return the review itself, or the one that something hangs on."""
    review: Review = on if isinstance(on, Review) else on.review
    return review


def roles(user: User, on: OnBoard) -> set[Role]:
    held: set[Role] = user.roles_on(on.board_id)
    return held


def parts(user: User, review: Review) -> frozenset[str]:
    """Return the parts this person plays in this one review (see `reviews.models.PARTS`)."""
    return grants.held(user, review)


People = Callable[[Review], Iterable[Any]]
_interviewed: list[People] = []


def gives_interviewed(function: People) -> People:
    """Register `(review) -> keys of users`: the app that arranges interviews knows who is interviewed."""
    if function not in _interviewed:
        _interviewed.append(function)
    return function


def interviewed_in(review: Review) -> set[Any]:
    """Return the keys of the staff interviewed in a review: nobody of them can be appointed in it."""
    return {key for function in _interviewed for key in function(review)}
