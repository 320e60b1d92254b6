"""The criteria, limb by limb; the recommendation; the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, sealed, workflow

from ..actions import ReviewAction
from ..enums import Outcome, ReferralStatus
from ..forms.criteria import (
    AnswerForm,
    DecideAgainForm,
    DecideForm,
    ProcedureForm,
    RecommendForm,
)
from ..models import CriteriaAssessment, Referral, Review
from ..outstanding import procedure_of
from ..procedures import Criterion, newest_procedures
from ..services import criteria, decisions
from ..services.returns import NewPoint
from .pages import CaseForm, CasePage
from .returns import ReturnForm, rounds_of


def earlier_recommendations(assessment: CriteriaAssessment | None) -> list[Any]:
    """Recommendations the chair asked about, the newest first, coded by the newest register."""
    if assessment is None:
        return []
    rows = list(assessment.earlier.select_related("recommended_by", "asked_by"))
    return sealed.refresh(rows, assessment.identity_register())


class CriteriaPage(CasePage):
    """Each limb as a question with its source, what is answered, and what the answers come to."""

    model = Referral
    action = ReviewAction.VIEW_CRITERIA
    template_name = "reviews/criteria.html"
    heading = "Does this case meet the criteria?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = getattr(self.object, "assessment", None)
        answers = {answer.criterion: answer for answer in assessment.answers.all()} if assessment else {}
        procedure = procedure_of(self.object)
        return super().get_context_data(
            assessment=assessment,
            procedure=procedure,
            procedures=[] if procedure else newest_procedures(),
            may_choose=self.may(ReviewAction.CHOOSE_PROCEDURE) and not answers,
            limbs=[(limb, answers.get(limb.code)) for limb in procedure.criteria] if procedure else [],
            comes_to=Outcome(assessment.answers_come_to) if assessment else None,
            may_assess=self.may(ReviewAction.ASSESS_CRITERIA),
            earlier=earlier_recommendations(assessment),
            rounds=rounds_of(assessment, self.request.user) if assessment else [],
            **kwargs,
        )


class ProcedureChoose(CaseForm):
    """Under which rules: asked once, where the board has no usual procedure, and fixed from then on."""

    model = Referral
    action = ReviewAction.CHOOSE_PROCEDURE
    form_class = ProcedureForm
    template_name = "reviews/procedure_choice.html"
    heading = "Under which procedure is this case assessed?"
    lead = "It decides the criteria, the clocks and what is owed to whom. It can be changed until the first question is answered, and stays with the case from then on."
    button = "Use this procedure"
    success = "The procedure is recorded. Now the criteria can be answered."

    def above(self) -> list[tuple[str, str]]:
        return [("Criteria", reverse("reviews:criteria", args=[self.object.pk]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(procedures=newest_procedures(), **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        chosen, reason = form.cleaned_data["procedure"], form.cleaned_data["reason"]
        criteria.choose_procedure(self.object, procedure_code=chosen, reason=reason, by=self.request.user)
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

    def next_url(self, assessment: CriteriaAssessment) -> str:
        """Return the next limb nobody has answered, or the list."""
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
    template_name = "reviews/recommend.html"
    heading = "What does the committee recommend?"
    button = "Send the recommendation to the board chair"
    success = "The recommendation has been sent. The board chair has been told."

    def above(self) -> list[tuple[str, str]]:
        return [("Criteria", reverse("reviews:criteria", args=[self.object.pk]))]

    def get_initial(self) -> dict[str, Any]:
        """Where the chair asked again, what was recommended before: to be changed, not to be typed anew."""
        assessment = getattr(self.object, "assessment", None)
        last = assessment.earlier.first() if assessment else None
        if last is None:
            return {}
        texts = {"reasons": last.reasons.original, "dissent": last.dissent.original}
        return texts | {"recommendation": last.recommendation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = getattr(self.object, "assessment", None)
        return super().get_context_data(
            earlier=earlier_recommendations(assessment)[:1],
            rounds=rounds_of(assessment, self.request.user) if assessment else [],
            **kwargs,
        )

    def get_lead(self) -> str:
        assessment = getattr(self.object, "assessment", None)
        return (
            f"The answers come to: {Outcome(assessment.answers_come_to).label.lower()}." if assessment else ""
        )

    def outstanding(self) -> Any:
        waiting = workflow.missing(self.object, ReferralStatus.SCREENED)
        return [item for item in waiting if item.gate != "reviews.recommendation_reasoned"]

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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody was quicker: show what was decided."""
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
    heading = "Ask the committee for its recommendation again"
    lead = (
        "Write one point for each thing. The committee can change its answers, answers every point and recommends "
        "anew. You decide after that."
    )
    button = "Ask the committee"
    success = "The committee and the business manager have been told. The decision waits for the new recommendation."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().status != ReferralStatus.SCREENED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

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
            **kwargs,
        )

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return decisions.checks_decide_again(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        decisions.decide_again(self.object, by=self.request.user, **form.cleaned_data)
        return self.object
