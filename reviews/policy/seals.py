"""A seal closes one thing to everybody it does not name; who places one, reads it and lifts it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from scr_portal.access import closes_rows, policy, view_policy
from scr_portal.access.overrides import ClosedRows
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import ReviewAction
from ..models import OfReview, Seal, SealedObject
from ..models.seals import ASK
from ..passage_homes import home_of
from ..sealable import kind_of, noun_of
from .persons import parts, review_of, roles


@closes_rows
class SealedToOthers(ClosedRows):
    """What is sealed is closed to whoever the seal does not name, whatever else they are."""

    def keys(self, user: User) -> Any:
        return SealedObject.objects.filter(seal__in=Seal.objects.against(user)).values("subject_id")

    def keys_now(self, user: User) -> set[Any]:
        """Asked once a request, which knows the memberships, and else anew."""
        kept: set[Any] | None = user.__dict__.get("_sealed_now")
        if kept is None:
            kept = {row["subject_id"] for row in self.keys(user)}
            if hasattr(user, "memberships_now"):
                user.__dict__["_sealed_now"] = kept
        return kept

    def sentence(self, on: Model) -> str:
        seal = Seal.objects.in_force().filter(objects_sealed__subject_id=on.pk).first()
        if seal is None:
            return f"What this holds is sealed. {ASK}"
        return f"This {noun_of(on, seal.kind)} is {seal.words}. {ASK}"


@policy(ReviewAction.SEAL)
def may_seal(user: User, on: OfReview) -> str | None:
    """Allow the manager, the panel chair, and whoever wrote a text for that text: of what they read themselves."""
    home = home_of(on)
    whole = on if home is not None else kind_of(on).whole(on)
    rows: Any = type(whole)._default_manager
    shown = rows.visible_to(user).filter(pk=whole.pk).exists()
    review = review_of(on)
    if shown and (
        Role.BUSINESS_MANAGER in roles(user, on)
        or (review is not None and "chair_panel" in parts(user, review))
        or (home.writes(user, on) if home is not None else kind_of(on).wrote(user, on))
    ):
        return None
    return (
        "Something is sealed by the business manager, the panel chair or whoever wrote it, if they read it."
    )


view_policy(
    ReviewAction.VIEW_SEAL,
    rows={Seal: Seal.objects.visible_to},
    otherwise="Why something is sealed is read by the people the seal names, whoever placed it and the manager.",
)


@policy(ReviewAction.LIFT_SEAL)
def may_lift_seal(user: User, seal: Seal) -> str | None:
    """Allow whoever placed it, and the manager, who answers for it once that person has left."""
    if seal.sealed_by_id == user.pk or Role.BUSINESS_MANAGER in roles(user, seal):
        return None
    return "A seal is changed or lifted by whoever placed it, or by the business manager."
