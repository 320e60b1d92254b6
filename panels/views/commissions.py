"""Agencies: ask them, see what has come in, answer as their author."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.views.pages import CaseForm, CasePage
from scr_portal import workflow
from scr_portal.accounts.models import Agency

from ..actions import PanelAction
from ..enums import CommissionStatus, ImrStatus
from ..forms.commission import AgencyForm, IndependenceForm, IssueForm
from ..models import Chronology, Commission
from ..policy import may_answer_commission, writes
from ..queries import InterviewCounts, commissions_for, interview_counts
from ..services import commissions


class Agencies(CasePage):
    """One row an agency: asked, chronology, interviews, review, due."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "panels/agencies.html"
    place = "agencies"
    heading = "Agencies"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (commission, InterviewCounts.annotated(commission))
            for commission in commissions_for(self.request.user, self.object)
        ]
        return super().get_context_data(
            commissions=rows,
            may_commission=self.may(PanelAction.COMMISSION),
            **kwargs,
        )


class AgencyAdd(CaseForm):
    model = Review
    action = PanelAction.COMMISSION
    form_class = AgencyForm
    heading = "Add an agency"
    button = "Add"

    def get_form_kwargs(self) -> dict[str, Any]:
        inside = self.object.commissions.exclude(status=CommissionStatus.ENDED).values("agency")
        agencies = Agency.objects.filter(board=self.object.board_id).exclude(pk__in=inside)
        return super().get_form_kwargs() | {
            "agencies": agencies,
            "initial": {"contribution": "management_review"},
        }

    def act(self, form: forms.BaseForm) -> Any:
        planned = commissions.plan(self.object, by=self.request.user, **form.cleaned_data)
        return reverse("panels:commission_issue", args=[planned.review_id, planned.pk])


class CommissionStep(CaseForm):
    """A step on one agency's commission; a commission of another review is not found."""

    model = Commission
    parents = {"review_id": "review_id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "agency", "management_review")

    def above(self) -> list[tuple[str, str]]:
        return [(self.object.agency.short_name, self.object.get_absolute_url())]


class CommissionPage(CasePage):
    """For the author: what is asked, and the four things to do. For others: what has come in."""

    model = Commission
    action = PanelAction.VIEW_COMMISSION
    parents = {"review_id": "review_id"}
    template_name = "panels/commission.html"
    place = "commission"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "agency", "management_review", "terms")

    def get_heading(self) -> str:
        return str(self.object.agency)

    def above(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("panels:agencies", args=[self.object.review_id]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commission = self.object
        imr = commission.management_review
        mine = writes(self.request.user, imr)
        open_to_author = may_answer_commission(self.request.user, commission) is None
        return super().get_context_data(
            imr=imr,
            mine=mine,
            working=open_to_author,
            outstanding=workflow.missing(imr, ImrStatus.SUBMITTED) if open_to_author else [],
            chronologies=Chronology.objects.visible_to(self.request.user).filter(commission=commission),
            interviews=imr.interviews.select_related("interviewee") if mine else [],
            interview_counts=interview_counts(imr),
            may_view_imr=self.may(PanelAction.VIEW_IMR, imr),
            may_issue=self.may(PanelAction.COMMISSION) and commission.status == CommissionStatus.PLANNED,
            shut=workflow.missing(commission, CommissionStatus.ISSUED)
            if commission.status == CommissionStatus.PLANNED
            else [],
            **kwargs,
        )


class CommissionIssue(CommissionStep):
    action = PanelAction.COMMISSION
    form_class = IssueForm
    button = "Send the request"
    success = "The author has been sent an invitation. You will see it here when they open it."

    def get_heading(self) -> str:
        return f"Ask {self.object.agency} for its review"

    def outstanding(self) -> Any:
        planned = workflow.may_move(self.object, CommissionStatus.ISSUED)
        return workflow.missing(self.object, CommissionStatus.ISSUED) if planned else []

    def act(self, form: forms.BaseForm) -> Any:
        return commissions.issue(self.object, by=self.request.user, **form.cleaned_data)


class Independence(CommissionStep):
    action = PanelAction.DECLARE_INDEPENDENCE
    form_class = IndependenceForm
    heading = "Are you independent of the case?"
    lead = "A management review is written by somebody who had no part in the work."
    button = "State this"
    success = "Thank you. That is recorded."

    def get_initial(self) -> dict[str, Any]:
        return {"records_secured_on": self.object.records_secured_on}

    def act(self, form: forms.BaseForm) -> Any:
        said = form.cleaned_data["statements"]
        return commissions.state_independence(
            self.object,
            no_involvement="no_involvement" in said,
            no_line_management="no_line_management" in said,
            records_secured_on=form.cleaned_data["records_secured_on"],
            by=self.request.user,
        )
