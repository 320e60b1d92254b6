"""Conflicts of interest: declare one's own, see who is shut out and why, lift another's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from ..actions import ReviewAction
from ..forms.review import ConflictForm, LiftConflictForm
from ..models import ConflictOfInterest, Review
from ..policy import may_lift_conflict
from ..services import conflicts, reviews
from .pages import CaseForm, CasePage


class DeclareConflict(CaseForm):
    """One's own conflict: the review closes at once."""

    model = Review
    action = ReviewAction.DECLARE_CONFLICT
    form_class = ConflictForm
    heading = "Declare a conflict of interest"
    button = "Declare it and close this review to me"
    warning = True
    success = "Thank you. This review is now closed to you."

    def act(self, form: forms.BaseForm) -> Any:
        user: Any = self.request.user
        reviews.declare_conflict(self.object, of=user, reason=form.cleaned_data["reason"], by=user)
        return reverse("reviews:work")


class Conflicts(CasePage):
    """Who is shut out of this review, why and since when; and whose conflict was lifted."""

    model = Review
    action = ReviewAction.VIEW_CONFLICTS
    template_name = "reviews/conflicts.html"
    heading = "Conflicts of interest"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.object.conflicts.select_related("user", "declared_by", "lifted_by")
        user = self.request.user
        return super().get_context_data(
            conflicts=[
                (row, row.lifted_at is None and may_lift_conflict(user, row) is None)
                for row in rows.order_by("lifted_at", "declared_at")
            ],
            **kwargs,
        )


class LiftConflict(CaseForm):
    """Open the review to somebody again, with a reason."""

    model = ConflictOfInterest
    action = ReviewAction.LIFT_CONFLICT
    parents = {"review_id": "review_id"}
    form_class = LiftConflictForm
    template_name = "reviews/conflict_lift.html"
    button = "Lift the conflict of interest"
    success = "Lifted. The person has been told, and sees again what their part in the case opens."

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "review__referral", "user")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().lifted_at is not None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_heading(self) -> str:
        return f"Lift the conflict of interest of {self.object.user}"

    def above(self) -> list[tuple[str, str]]:
        return [("Conflicts of interest", reverse("reviews:conflicts", args=[self.object.review_id]))]

    def act(self, form: forms.BaseForm) -> Any:
        lifted = conflicts.lift(self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return reverse("reviews:conflicts", args=[lifted.review_id])
