"""A declared conflict of interest closes a review; who declares one, reads it and lifts it."""

from __future__ import annotations

from typing import Any

from scr_portal.access import override, policy, refusal
from scr_portal.access.overrides import ClosedCases
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import ReviewAction
from ..models import (
    ConflictOfInterest,
    OfReview,
    Review,
)
from .persons import OnBoard, parts, review_concerned, roles


@override
class ConflictOfInterestDeclared(ClosedCases):
    """A declared conflict closes everything of the review, for every role, the chair and manager included."""

    sentence = "You have declared a conflict of interest in this review."

    def cases(self, user: User) -> Any:
        return self._live(user).values_list("review_id", flat=True)

    def codes(self, user: User) -> list[Any]:
        """Return the review's own code, and that of the referral it grew from."""
        live = self._live(user)
        return [live.values_list(path, flat=True) for path in ("review__code", "review__referral__code")]

    def closed_keys(self, user: User) -> set[Any]:
        """Asked once a request, which knows the memberships, and else anew."""
        kept: set[Any] | None = user.__dict__.get("_conflicts_now")
        if kept is None:
            kept = super().closed_keys(user)
            if hasattr(user, "memberships_now"):
                user.__dict__["_conflicts_now"] = kept
        return kept

    def _live(self, user: User) -> Any:
        return ConflictOfInterest.objects.filter(user=user, lifted_at__isnull=True)


@policy(ReviewAction.DECLARE_CONFLICT)
def may_declare_conflict(user: User, on: Review | OfReview) -> str | None:
    """Anybody who can see the review may declare their own; nobody needs leave for that."""
    return refusal(ReviewAction.VIEW_REVIEW, user, review_concerned(on))


@policy(ReviewAction.VIEW_CONFLICTS)
def may_view_conflicts(user: User, on: OnBoard) -> str | None:
    """Allow those who keep the case and the one who may lift them: the reasons are personal."""
    if roles(user, on) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR}:
        return None
    return "Conflicts of interest are read by the business manager and the board chair."


def knows_of_conflicts(user: User, review: Review) -> bool:
    """Whether this person sees at a name that somebody is shut out, without the reason: who works with the panel.

    In a preview whoever looks has to know of it too.
    """
    previewer = getattr(user, "previewed_by", None)
    if previewer is not None and not knows_of_conflicts(previewer, review):
        return False
    return may_view_conflicts(user, review) is None or "chair_panel" in parts(user, review)


@policy(ReviewAction.LIFT_CONFLICT)
def may_lift_conflict(user: User, on: OnBoard) -> str | None:
    """Allow the board chair; another board chair where the chair is the one in conflict, and never the person."""
    if getattr(on, "user_id", None) == user.pk:
        return "Your own conflict of interest is lifted by another board chair."
    if Role.BOARD_CHAIR in roles(user, on):
        return None
    return "A conflict of interest is lifted by the board chair."
