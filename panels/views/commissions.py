"""Agencies: ask them, see what has come in, answer as their author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.queries import shut_out
from reviews.seals_met import sealed_met
from reviews.views.pages import CaseForm, CasePage
from scr_portal import workflow
from scr_portal.access.roles import Role
from scr_portal.accounts import viewpoints
from scr_portal.accounts.models import Agency, User
from scr_portal.web.preview_first import PreviewFirst

from ..actions import PanelAction
from ..enums import ChronologyStatus, CommissionStatus, Contribution, ImrStatus
from ..forms.commission import AgencyForm, EndForm, IssueForm
from ..models import Chronology, Commission, InterviewRecord, ManagementReview
from ..policy import may_answer_commission, writes
from ..queries import InterviewCounts, chronology_words, commissions_for, interview_counts
from ..services import commissions


class Agencies(CasePage):
    """One row an agency: asked, chronology, interviews, review, due."""

    in_preview = True
    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "panels/agencies.html"
    heading = "Agencies"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (commission, InterviewCounts.annotated(commission), chronology_words(commission))
            for commission in commissions_for(self.request.user, self.object)
        ]
        return super().get_context_data(
            commissions=rows,
            has_hidden=self.object.commissions.count() > len(rows),
            may_commission=self.may(PanelAction.COMMISSION),
            shut_out=shut_out(self.request.user, self.object),
            **kwargs,
        )


class AgencyAdd(CaseForm):
    model = Review
    action = PanelAction.COMMISSION
    form_class = AgencyForm
    heading = "Add an agency"
    button = "Add"

    def above(self) -> list[tuple[str, str]]:
        return [("Agencies", reverse("panels:agencies", args=[self.object.pk]))]

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

    in_preview = True
    model = Commission
    action = PanelAction.VIEW_COMMISSION
    parents = {"review_id": "review_id"}
    template_name = "panels/commission.html"

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
            hand_in=f"Hand in the {commission.noun}",
            may_arrange=open_to_author and self.may(PanelAction.ARRANGE_INTERVIEW, imr),
            asks_interviews=commission.contribution == Contribution.MANAGEMENT_REVIEW
            or imr.interviews.exists(),
            asks_chronology=commission.contribution == Contribution.MANAGEMENT_REVIEW
            or commission.review.procedure.information_report.chronology
            or commission.chronologies.exists(),
            mine=mine,
            working=open_to_author,
            may_upload=self.may(PanelAction.UPLOAD_CHRONOLOGY),
            outstanding=workflow.missing(imr, ImrStatus.SUBMITTED) if open_to_author else [],
            chronologies=Chronology.objects.visible_to(self.request.user).filter(commission=commission),
            chronology=chronology_words(
                commissions_for(self.request.user, commission.review).get(pk=commission.pk)
            ),
            interviews=self.interviews().select_related("interviewee"),
            sealed_met=self.sealed_met(),
            interview_counts=interview_counts(imr),
            may_view_imr=self.may(PanelAction.VIEW_IMR, imr),
            shut_out=shut_out(self.request.user, commission.review),
            may_end=self.may(PanelAction.COMMISSION) and commission.status != CommissionStatus.ENDED,
            replacements=commission.replacements.select_related("former", "replaced_by"),
            asked_again=self.asked_again() if commission.status == CommissionStatus.ENDED else None,
            may_issue=self.may(PanelAction.COMMISSION) and commission.status == CommissionStatus.PLANNED,
            shut=workflow.missing(commission, CommissionStatus.ISSUED)
            if commission.status == CommissionStatus.PLANNED
            else [],
            **kwargs,
        )

    def interviews(self) -> Any:
        """Return the interviews that this person reads: their author's."""
        imr = self.object.management_review
        rows = InterviewRecord.objects.visible_to(self.request.user).filter(imr=imr)
        return rows if writes(self.request.user, imr) else rows.none()

    def sealed_met(self) -> list[str]:
        """Return what of this agency's is sealed to whoever reads the page."""
        user, commission = self.request.user, self.object
        kinds: list[tuple[Any, dict[str, Any], str]] = [
            (ManagementReview, {"commission": commission}, commission.noun),
            (Chronology, {"commission": commission}, "chronology,chronologies"),
            (InterviewRecord, {"imr__commission": commission}, "interview record"),
        ]
        sentences = []
        for model, of_commission, noun in kinds:
            rows = model.objects.filter(**of_commission)
            sentences += sealed_met(rows.but_for_closed_rows(user), rows.visible_to(user), user, noun)
        return sentences

    def asked_again(self) -> Commission | None:
        """Return the commission by which this agency was asked again after this one had ended."""
        rows = Commission.objects.visible_to(self.request.user).filter(
            review=self.object.review_id, agency=self.object.agency_id
        )
        return rows.exclude(status=CommissionStatus.ENDED).first()


def author_to_look_as(commission: Commission, email: str, *, by: User) -> dict[str, str]:
    """Return whose pages are looked at before somebody is asked to write for an agency: whoever has this address."""
    return {
        "person": viewpoints.would_be(
            commission.review.board, Role.IMR_AUTHOR, commission.agency, by=by, email=email.strip()
        ),
        "about": f"commission:{commission.pk}",
        "supposed": f"author:{commission.pk}",
    }


class CommissionIssue(PreviewFirst, CommissionStep):
    action = PanelAction.COMMISSION
    form_class = IssueForm
    button = "Send the request"
    success = "The author has been sent an invitation. You will see it here when they open it."

    def get_heading(self) -> str:
        return f"Ask {self.object.agency} for its {self.object.noun}"

    def outstanding(self) -> Any:
        return workflow.shut_by(self.object, CommissionStatus.ISSUED)

    def board_of_preview(self) -> Any:
        return self.object.review.board

    def preview_of(self, data: QueryDict) -> dict[str, str]:
        return author_to_look_as(self.object, data.get("author_email", ""), by=self.request.user)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return commissions.checks_issue(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return commissions.issue(self.object, by=self.request.user, **form.cleaned_data)


class CommissionEnd(CommissionStep):
    """Withdraw what was planned, or end what was asked for. The page says what becomes of the work."""

    action = PanelAction.COMMISSION
    form_class = EndForm
    template_name = "panels/commission_end.html"
    warning = True

    def is_issued(self) -> bool:
        return bool(self.object.status == CommissionStatus.ISSUED)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().status == CommissionStatus.ENDED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_heading(self) -> str:
        if self.is_issued():
            return f"End the request to {self.object.agency}"
        return f"Withdraw {self.object.agency} from this review"

    def get_button(self) -> str:
        return "End the request" if self.is_issued() else "Withdraw the agency"

    def get_success(self) -> str:
        if self.is_issued():
            return "Ended. The author has been told and can no longer open the work."
        return "Withdrawn. Nobody had been asked, so nobody is told."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        interviews = self.object.management_review.interviews
        return super().get_context_data(
            issued=self.is_issued(),
            interview_count=interviews.count(),
            unsettled_count=interviews.unresolved().count(),
            has_accepted_chronology=self.object.chronologies.filter(
                status=ChronologyStatus.ACCEPTED
            ).exists(),
            clock=commissions.running_clock(self.object),
            **kwargs,
        )

    def act(self, form: forms.BaseForm) -> Any:
        ended = commissions.end(self.object, by=self.request.user, **form.cleaned_data)
        return reverse("panels:agencies", args=[ended.review_id])
