"""The case overview: where it stands, what is outstanding for the next step, who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from scr_portal import sealed, workflow
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import Item, items_for
from scr_portal.web.forms import PortalForm

from .. import display
from ..actions import ReviewAction
from ..enums import ReviewStatus
from ..forms.review import (
    ExtendForm,
    LookAgainForm,
    ProceedingAgreeForm,
    ProceedingEndForm,
    ProceedingForm,
)
from ..models import Proceeding, Referral, Review
from ..navigation import coming_dates, navigation_for, people_of
from ..policy import may_agree_end
from ..queries import shut_out
from ..services import proceedings, reviews
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
        clock = next(iter(display.sign_off_clocks(review)), None)
        return super().get_context_data(
            stages=display.stages(review),
            next_stage=following,
            next_heading=f"Outstanding before “{following[0].label}”" if following else "",
            outstanding=waiting,
            open_matters=self.open_matters(waiting),
            may_advance=following and self.may(ReviewAction.ADVANCE),
            may_extend=self.may(ReviewAction.EXTEND_CLOCK),
            clock=clock,
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
    """More time, agreed by whom the procedure names, for a reason that is written down."""

    model = Review
    action = ReviewAction.EXTEND_CLOCK
    form_class = ExtendForm
    template_name = "reviews/extend.html"
    heading = "Agree more time"
    button = "Agree the new date"
    success = "The new date is recorded with its reason."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(clock=reviews.sign_off_clock(self.object), **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return reviews.checks_extend(reviews.sign_off_clock(self.object), **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        reviews.extend(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class Proceedings(CasePage):
    """Trials, inquests and the like, and what each holds back."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reviews/proceedings.html"
    heading = "Proceedings beside the review"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            proceedings=self.listed(),
            may_record=self.may(ReviewAction.RECORD_PROCEEDING),
            **kwargs,
        )

    def listed(self) -> list[tuple[Proceeding, bool]]:
        """Each of the proceedings, and whether this person is asked to agree that they are over."""
        user = self.request.user
        rows = self.object.proceedings.select_related("end_proposed_by", "end_agreed_by")
        return [
            (item, bool(item.end_proposed_at and not item.ended_on) and may_agree_end(user, item) is None)
            for item in sealed.refresh(list(rows), self.object.identity_register())
        ]


class ProceedingNew(CaseForm):
    model = Review
    action = ReviewAction.RECORD_PROCEEDING
    form_class = ProceedingForm
    heading = "Record proceedings"
    button = "Record"
    success = "Recorded. What it holds is shown on every page of the case."

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return reviews.checks_look_again(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        cleaned = form.cleaned_data
        reviews.record_proceeding(
            self.object,
            kind=cleaned["kind"],
            holds_publication="publication" in cleaned["holds"],
            holds_family_contact="family" in cleaned["holds"],
            reason=cleaned["reason"],
            look_again_on=cleaned["look_again_on"],
            by=self.request.user,
        )
        return reverse("reviews:proceedings", args=[self.object.pk])


class ProceedingStep(CaseForm):
    """A step on one of the proceedings; those of another review are not found."""

    model = Proceeding
    parents = {"review_id": "review_id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "review__referral", "end_proposed_by")

    def above(self) -> list[tuple[str, str]]:
        return [("Proceedings", reverse("reviews:proceedings", args=[self.object.review_id]))]


class ProceedingAgain(ProceedingStep):
    """The day to look again has come: the proceedings go on until another day, or they are over."""

    action = ReviewAction.RECORD_PROCEEDING
    form_class = LookAgainForm
    template_name = "reviews/proceeding_again.html"
    heading = "Do these proceedings still run?"
    lead = "If they do, say when to look again. What they hold stays held until then."
    button = "They still run"
    success = "Recorded. The new day stands in the list of whoever looks again."

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return reviews.checks_look_again(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        day = form.cleaned_data["look_again_on"]
        proceeding = reviews.look_again(self.object, look_again_on=day, by=self.request.user)
        return reverse("reviews:proceedings", args=[proceeding.review_id])


class ProceedingEnd(ProceedingStep):
    """What a hold protects is lost when it ends too early, so one person records and a second agrees."""

    action = ReviewAction.RECORD_PROCEEDING
    form_class = ProceedingEndForm
    heading = "Record that these proceedings are over"
    lead = "What they hold back stays held until a second person has agreed."
    button = "Record it and ask a second person"
    success = "Recorded. The hold stands until a second person has agreed."

    def get_initial(self) -> dict[str, Any]:
        """Return what was recorded before, for whoever says it again."""
        proceeding = self.object
        recorded = {"outcome": proceeding.outcome.original, "reason": proceeding.end_reason.original}
        return recorded | {"over_on": proceeding.over_on}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return proceedings.checks_propose_end(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        ended = proceedings.propose_end(self.object, by=self.request.user, **form.cleaned_data)
        return reverse("reviews:proceedings", args=[ended.review_id])


class ProceedingAgree(ProceedingStep):
    """The second person reads what was recorded, and agrees or says why not."""

    action = ReviewAction.AGREE_END_OF_PROCEEDING
    form_class = ProceedingAgreeForm
    template_name = "reviews/proceeding_agree.html"
    heading = "Are these proceedings over?"
    button = "Record"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().end_proposed_at is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_success(self) -> str:
        self.object.refresh_from_db()
        if self.object.ended_on:
            return "Recorded. What these proceedings held back is free."
        return "Recorded. The hold stands, and whoever recorded the end has been told."

    def act(self, form: forms.BaseForm) -> Any:
        user: Any = self.request.user
        if form.cleaned_data["verdict"] == "agree":
            proceedings.agree_end(self.object, by=user)
        else:
            proceedings.object_to_end(self.object, reason=form.cleaned_data["reason"], by=user)
        return reverse("reviews:proceedings", args=[self.object.review_id])
