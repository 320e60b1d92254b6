"""Decide on a referral, ask the committee again first, or take the decision again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, workflow

from ..actions import ReviewAction
from ..enums import ReferralStatus
from ..forms.criteria import (
    DecideAgainForm,
    DecideForm,
)
from ..models import Referral, Review
from ..policy import review_of
from ..services import criteria, decisions
from ..services.returns import NewPoint
from .pages import CaseForm
from .returns import ReturnForm, rounds_of


class Decide(CaseForm):
    """What happened, what is recommended, and what each decision sets off."""

    model = Referral
    action = ReviewAction.DECIDE
    form_class = DecideForm
    template_name = "reviews/decide.html"
    heading = "Your decision"
    button = "Record the decision"
    success = "Your decision is recorded. The referrer and the business manager have been told."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was decided where the status has already changed (concurrent request or stale page)."""
        referral = self.get_object()
        if referral.status == ReferralStatus.DECIDED:
            return redirect(referral)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": timezone.localdate()}

    def outstanding(self) -> Any:
        if self.object.status == ReferralStatus.SUBMITTED:
            return workflow.missing(self.object, ReferralStatus.SCREENED)
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        procedure = self.object.procedure
        assessment = getattr(self.object, "assessment", None)
        yes = (
            set(assessment.answers.filter(met="yes").values_list("criterion", flat=True))
            if assessment
            else ()
        )
        return super().get_context_data(
            assessment=assessment,
            met=[limb.question for limb in procedure.criteria if limb.code in yes] if procedure else [],
            procedure=procedure,
            clock=procedure.clock("sign_off") if procedure else None,
            rounds=rounds_of(assessment, self.request.user) if assessment else [],
            may_ask_again=self.object.status == ReferralStatus.SCREENED,
            **kwargs,
        )

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return decisions.checks_decide(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        decision = decisions.decide(self.object, by=self.request.user, **form.cleaned_data)
        review = Review.objects.filter(referral=decision.referral_id).first()
        if review is not None and access.allowed(ReviewAction.VIEW_REVIEW, self.request.user, review):
            return review
        return decision.referral


class AskAgain(ReturnForm):
    """The chair asks the committee to look again, point by point, before deciding."""

    model = Referral
    action = ReviewAction.ASK_RECOMMENDATION_AGAIN
    success = "Those who recommend and the business manager have been told. The decision waits for the new recommendation."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().status != ReferralStatus.SCREENED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_heading(self) -> str:
        return f"Ask the {self.object.recommending_body} for its recommendation again"

    def get_lead(self) -> str:
        return (
            f"Write one point for each thing. The {self.object.recommending_body} can change its answers, answers "
            "every point and recommends anew. You decide after that."
        )

    def get_button(self) -> str:
        return f"Ask the {self.object.recommending_body}"

    def subject(self) -> Any:
        return self.object.assessment

    def outstanding(self) -> Any:
        return []

    def above(self) -> list[tuple[str, str]]:
        return [("Your decision", reverse("reviews:decide", args=[self.object.pk]))]

    def send_back(self, points: list[NewPoint]) -> Any:
        return criteria.ask_again(self.object, points=points, by=self.request.user)


class DecideAgain(CaseForm):
    """Another decision in place of the one that stands, which stays on record."""

    model = Referral
    action = ReviewAction.DECIDE
    form_class = DecideAgainForm
    template_name = "reviews/decide_again.html"
    heading = "Take the decision again"
    button = "Record the new decision"
    success = "The new decision is recorded. The referrer and the business manager have been told."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().status != ReferralStatus.DECIDED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def review_is_open(self) -> bool:
        return Review.objects.filter(referral=self.object).exists()

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"review_is_open": self.review_is_open()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            decision=self.object.decisions.filter(replaced=False).first(),
            review_is_open=self.review_is_open(),
            is_signed_off=(review := review_of(self.object)) is not None and review.is_signed_off,
            **kwargs,
        )

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return decisions.checks_decide_again(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        decisions.decide_again(self.object, by=self.request.user, **form.cleaned_data)
        return self.object
