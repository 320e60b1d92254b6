"""The criteria, limb by limb, and the recommendation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from scr_portal import sealed, workflow

from ..actions import ReviewAction
from ..enums import ReferralStatus
from ..forms.criteria import (
    AnswerForm,
    ProcedureForm,
    RecommendForm,
)
from ..models import CriteriaAssessment, Referral
from ..procedures import Criterion, Procedure, newest_procedures
from ..services import criteria
from .pages import CaseForm, CasePage
from .returns import rounds_of


def earlier_recommendations(assessment: CriteriaAssessment | None) -> list[Any]:
    """Recommendations the chair asked about, the newest first, coded by the newest register."""
    if assessment is None:
        return []
    rows = list(assessment.earlier.select_related("recommended_by", "asked_by"))
    return sealed.refresh(rows, assessment.identity_register())


class CriteriaPage(CasePage):
    """Each limb as a question with its source, what is answered, and what the answers come to."""

    in_preview = True
    model = Referral
    action = ReviewAction.VIEW_CRITERIA
    template_name = "reviews/criteria.html"
    heading = "Does this case meet the criteria?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = getattr(self.object, "assessment", None)
        answers = {answer.criterion: answer for answer in assessment.answers.all()} if assessment else {}
        procedure = self.object.procedure
        return super().get_context_data(
            assessment=assessment,
            procedure=procedure,
            procedures=[] if procedure else newest_procedures(),
            may_choose=self.may(ReviewAction.CHOOSE_PROCEDURE) and not answers,
            limbs=[(limb, answers.get(limb.code)) for limb in procedure.criteria] if procedure else [],
            may_assess=self.may(ReviewAction.ASSESS_CRITERIA),
            earlier=earlier_recommendations(assessment),
            rounds=rounds_of(assessment, self.request.user) if assessment else [],
            **kwargs,
        )


class ProcedureChoose(CaseForm):
    """Under which rules: where the board has no usual procedure or its manager differs; fixed from the first answer on."""

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

    def outstanding(self) -> Any:
        assessment = getattr(self.object, "assessment", None)
        return workflow.refused_now(criteria.refusals_to_choose(assessment)) if assessment else []

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
        procedure: Procedure | None = self.object.procedure
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
    button = "Send the recommendation to the board chair"
    success = "The recommendation has been sent. The board chair has been told."

    def above(self) -> list[tuple[str, str]]:
        return [("Criteria", reverse("reviews:criteria", args=[self.object.pk]))]

    def get_heading(self) -> str:
        return f"What does the {self.object.recommending_body} recommend?"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"body": self.object.recommending_body}

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
        return assessment.answers_in_words if assessment else ""

    def outstanding(self) -> Any:
        waiting = workflow.missing(self.object, ReferralStatus.SCREENED)
        return [item for item in waiting if item.gate != "reviews.recommendation_reasoned"]

    def act(self, form: forms.BaseForm) -> Any:
        assessment = criteria.begin(self.object, by=self.request.user)
        return criteria.recommend(assessment, by=self.request.user, **form.cleaned_data)
