"""Proceedings beside the review: record them, look at them again, end them with a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from scr_portal import sealed, workflow

from ..actions import ReviewAction
from ..forms.review import (
    LookAgainForm,
    ProceedingAgreeForm,
    ProceedingEndForm,
    ProceedingForm,
)
from ..models import Proceeding, Review
from ..policy import may_agree_end
from ..services import proceedings, reviews
from .pages import CaseForm, CasePage


class Proceedings(CasePage):
    """Trials, inquests and the like, and what each holds back."""

    in_preview = True
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

    def above(self) -> list[tuple[str, str]]:
        return [("Proceedings", reverse("reviews:proceedings", args=[self.object.pk]))]

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

    def outstanding(self) -> Any:
        return workflow.refused_now(proceedings.refusals_once_over(self.object))


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
