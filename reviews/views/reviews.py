"""The case overview: where it stands, what is outstanding for the next step, who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404

from scr_portal import workflow
from scr_portal.deadlines.models import Deadline
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import Item, items_for
from scr_portal.web.forms import PortalForm

from .. import display
from ..actions import ReviewAction
from ..enums import ReviewStatus
from ..forms.review import (
    ExtendForm,
)
from ..models import Referral, Review
from ..navigation import coming_dates, navigation_for, people_of
from ..queries import shut_out
from ..services import reviews
from .pages import CaseForm, CasePage

STARTED_BY_HAND = {
    ReviewStatus.GATHERING: "Start: agencies report",
    ReviewStatus.REPORTING: "Start drawing the report together",
}
"""The stages that a person starts, with the words of the button; the others follow from a signature or publication."""


def next_stage(review: Review) -> tuple[ReviewStatus, str] | None:
    """Return the next stage and the words of its button, where a person starts it."""
    to = workflow.next_step(review)
    if to not in STARTED_BY_HAND:
        return None
    stage = ReviewStatus(to)
    return stage, STARTED_BY_HAND[stage]


class ReviewPage(CasePage):
    """Know the state in ten seconds."""

    in_preview = True
    model = Review
    action = ReviewAction.VIEW_REVIEW
    below_case = False
    template_name = "reviews/review.html"

    def get_heading(self) -> str:
        return f"Review {self.object.code}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review = self.object
        following = next_stage(review)
        waiting = self.outstanding(following[0]) if following else []
        return super().get_context_data(
            stages=display.stages(review),
            next_stage=following,
            next_heading=f"Outstanding before “{following[0].label}”" if following else "",
            outstanding=waiting,
            outstanding_for_all=True,
            open_matters=self.open_matters(waiting),
            may_advance=following and self.may(ReviewAction.ADVANCE),
            may_extend=self.may(ReviewAction.EXTEND_CLOCK),
            clocks=display.clocks_of(review),
            may_view_referral=Referral.objects.visible_to(self.request.user)
            .filter(pk=review.referral_id)
            .exists(),
            navigation=navigation_for(self.request.user, review),
            people=people_of(self.request.user, review),
            shut_out=shut_out(self.request.user, review),
            may_view_conflicts=self.may(ReviewAction.VIEW_CONFLICTS),
            dates=coming_dates(self.request.user, review),
            **kwargs,
        )

    def outstanding(self, to: str) -> list[workflow.Outstanding]:
        """Return what the next step waits for. The manager, who can open every place, and whoever owes it are led there."""
        waiting = workflow.missing(self.object, to)
        if self.may(ReviewAction.ADVANCE):
            return waiting
        user = self.request.user
        return [
            item if item.owner is not None and item.owner.includes(user) else replace(item, url="")
            for item in waiting
        ]

    def open_matters(self, listed: list[workflow.Outstanding]) -> list[Item]:
        """Return what else is open in this case, with this person or with others they wait for."""
        review = self.object
        if not getattr(self.request, "preview", None):  # it would be undone, and lock what others wait for
            keeping.catch_up(keeping.MOST_AT_ONCE)
        shown = {item.key for item in listed}
        return items_for(self.request.user, scopes=[review.code, review.referral.code], without=shown)


class Advance(CaseForm):
    """Open the next stage."""

    model = Review
    action = ReviewAction.ADVANCE
    form_class = PortalForm
    success = "The review has moved on."

    def following(self) -> tuple[str, str]:
        step = next_stage(self.object)
        if step is None or step[0] != self.kwargs["to"]:
            raise Http404
        return step

    def get_heading(self) -> str:
        return self.following()[1]

    def get_button(self) -> str:
        return self.following()[1]

    def outstanding(self) -> Any:
        return workflow.missing(self.object, self.following()[0])

    def act(self, form: forms.BaseForm) -> Any:
        return reviews.advance(self.object, self.following()[0], by=self.request.user)


class Extend(CaseForm):
    """More time on one clock, agreed by whom the procedure names, for a reason that is written down."""

    model = Review
    action = ReviewAction.EXTEND_CLOCK
    form_class = ExtendForm
    template_name = "reviews/extend.html"
    heading = "Agree more time"
    button = "Agree the new date"
    success = "The new date is recorded with its reason."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(clock=self.clock(), **kwargs)

    def clock(self) -> Deadline:
        return get_object_or_404(Deadline.objects.about(self.object), kind=self.kwargs["kind"])

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return reviews.checks_extend(self.clock(), **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        reviews.extend(self.object, kind=self.kwargs["kind"], by=self.request.user, **form.cleaned_data)
        return self.object
