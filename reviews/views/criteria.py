"""The criteria, limb by limb; the recommendation; the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, workflow

from ..actions import ReviewAction
from ..enums import Outcome, ReferralStatus
from ..forms.criteria import AnswerForm, DecideForm, ProcedureForm, RecommendForm
from ..models import Referral, Review
from ..outstanding import procedure_of
from ..procedures import Criterion
from ..services import criteria, decisions
from .pages import CaseForm, CasePage


class CriteriaPage(CasePage):
    """Each limb as a question with its source, what is answered, and what the answers come to."""

    model = Referral
    action = ReviewAction.VIEW_CRITERIA
    template_name = "reviews/criteria.html"
    place = "criteria"
    heading = "Does this case meet the criteria?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = getattr(self.object, "assessment", None)
        answers = {answer.criterion: answer for answer in assessment.answers.all()} if assessment else {}
        procedure = procedure_of(self.object)
        return super().get_context_data(
            assessment=assessment,
            procedure=procedure,
            limbs=[(limb, answers.get(limb.code)) for limb in procedure.criteria] if procedure else [],
            comes_to=Outcome(assessment.answers_come_to) if assessment else None,
            may_assess=self.may(ReviewAction.ASSESS_CRITERIA),
            **kwargs,
        )


class ProcedureChoose(CaseForm):
    """Under which rules: asked once, where the board has no usual procedure, and fixed from then on."""

    model = Referral
    action = ReviewAction.ASSESS_CRITERIA
    form_class = ProcedureForm
    heading = "Under which procedure is this case assessed?"
    lead = "It decides the criteria, the clock and what is owed to whom. It stays with the case."
    button = "Use this procedure"

    def act(self, form: forms.BaseForm) -> Any:
        criteria.begin(self.object, procedure_code=form.cleaned_data["procedure"], by=self.request.user)
        return reverse("reviews:criteria", args=[self.object.pk])


class CriterionEdit(CaseForm):
    """One limb."""

    model = Referral
    action = ReviewAction.ASSESS_CRITERIA
    form_class = AnswerForm
    template_name = "reviews/criterion.html"
    button = "Save the answer"

    def limb(self) -> Criterion:
        procedure = procedure_of(self.object)
        for limb in procedure.criteria if procedure else ():
            if limb.code == self.kwargs["criterion"]:
                return limb
        raise Http404

    def get_heading(self) -> str:
        return self.limb().question

    def above(self) -> list[tuple[str, str]]:
        return [("Criteria", reverse("reviews:criteria", args=[self.object.pk]))]

    def get_initial(self) -> dict[str, Any]:
        assessment = getattr(self.object, "assessment", None)
        answer = assessment.answers.filter(criterion=self.kwargs["criterion"]).first() if assessment else None
        return {"met": answer.met, "reasons": answer.reasons.original} if answer else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(limb=self.limb(), **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        user: Any = self.request.user
        assessment = criteria.begin(self.object, by=user)
        criteria.answer(assessment, criterion=self.kwargs["criterion"], by=user, **form.cleaned_data)
        return self.next_url(assessment)

    def next_url(self, assessment: Any) -> str:
        """The next limb nobody has answered, or the list."""
        answered = set(assessment.answers.values_list("criterion", flat=True))
        for limb in assessment.procedure.criteria:
            if limb.code not in answered:
                return reverse("reviews:criterion", args=[self.object.pk, limb.code])
        return reverse("reviews:criteria", args=[self.object.pk])


class Recommend(CaseForm):
    """What the committee recommends, with its reasons and any dissent."""

    model = Referral
    action = ReviewAction.ASSESS_CRITERIA
    form_class = RecommendForm
    heading = "What does the committee recommend?"
    button = "Send the recommendation to the board chair"
    success = "The recommendation has been sent. The board chair has been told."

    def above(self) -> list[tuple[str, str]]:
        return [("Criteria", reverse("reviews:criteria", args=[self.object.pk]))]

    def get_lead(self) -> str:
        assessment = getattr(self.object, "assessment", None)
        return (
            f"The answers come to: {Outcome(assessment.answers_come_to).label.lower()}." if assessment else ""
        )

    def outstanding(self) -> Any:
        waiting = workflow.missing(self.object, ReferralStatus.SCREENED)
        return [item for item in waiting if item.gate == "reviews.criteria_answered"]

    def act(self, form: forms.BaseForm) -> Any:
        assessment = criteria.begin(self.object, by=self.request.user)
        return criteria.recommend(assessment, by=self.request.user, **form.cleaned_data)


class Decide(CaseForm):
    """Two screens on a train: what happened, what is recommended, what each decision sets off."""

    model = Referral
    action = ReviewAction.DECIDE
    form_class = DecideForm
    template_name = "reviews/decide.html"
    heading = "Your decision"
    button = "Record the decision"
    success = "Your decision is recorded. The referrer and the business manager have been told."

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody was quicker: show what was decided."""
        found = self.get_object()
        if found.status == ReferralStatus.DECIDED:
            return redirect(found)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": timezone.localdate()}

    def outstanding(self) -> Any:
        if self.object.status == ReferralStatus.SUBMITTED:
            return workflow.missing(self.object, ReferralStatus.SCREENED)
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        procedure = procedure_of(self.object)
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
            **kwargs,
        )

    def act(self, form: forms.BaseForm) -> Any:
        decision = decisions.decide(self.object, by=self.request.user, **form.cleaned_data)
        review = Review.objects.filter(referral=decision.referral_id).first()
        if review is not None and access.allowed(ReviewAction.VIEW_REVIEW, self.request.user, review):
            return review
        return decision.referral
