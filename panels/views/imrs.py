"""What an agency hands in: write it section by section, hand it in, read it, judge it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from reviews.citing import cited_by_section
from reviews.services.returns import NewPoint
from reviews.views.desk import WritingDesk
from reviews.views.pages import CaseForm, CasePage, OwnWordsMixin
from reviews.views.returns import ReturnForm, rounds_of
from scr_portal import workflow
from scr_portal.web.forms import PortalForm
from scr_portal.web.stale import version_of

from ..actions import PanelAction
from ..enums import CommissionStatus, ImrStatus
from ..forms.submission import JudgeForm, SectionForm
from ..models import ManagementReview
from ..policy import writes
from ..queries import interview_counts
from ..services import imrs

WHOLE = ("commission__review__board", "commission__agency", "commission__author")


class ImrPage(OwnWordsMixin, CasePage):
    """The review section by section: in clear for its author, coded for every other reader."""

    in_preview = True
    model = ManagementReview
    action = PanelAction.VIEW_IMR
    parents = {"review_id": "commission__review_id"}
    template_name = "panels/imr.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def get_heading(self) -> str:
        return str(self.object)

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.commission
        return [(commission.agency.short_name, commission.get_absolute_url())]

    def wrote_words(self) -> bool:
        return writes(self.request.user, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        imr = self.object
        writing = self.may(PanelAction.WRITE_IMR)
        return super().get_context_data(
            sections=[
                (name, ManagementReview.section_title(name), getattr(imr, name)) for name in imr.sections
            ],
            cited_by_section=cited_by_section(imr, self.request.user),
            writing=writing,
            level=4 if writing else 3,
            written=any(getattr(imr, name) for name in imr.sections),
            hand_in=f"Hand in the {imr.noun}",
            rounds=rounds_of(imr, self.request.user),
            outstanding=workflow.missing(imr, ImrStatus.SUBMITTED) if writing else [],
            may_judge=imr.status == ImrStatus.SUBMITTED
            and imr.commission.status == CommissionStatus.ISSUED
            and self.may(PanelAction.ACCEPT_IMR),
            **kwargs,
        )


class ImrStep(CaseForm):
    model = ManagementReview
    parents = {"review_id": "commission__review_id"}
    form_class: Any = PortalForm

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.commission
        return [
            (commission.agency.short_name, commission.get_absolute_url()),
            (self.object.noun.capitalize(), self.object.get_absolute_url()),
        ]


class ImrSection(ImrStep, WritingDesk):
    """One section, in the author's own words."""

    action = PanelAction.WRITE_IMR
    form_class = SectionForm
    template_name = "reviews/desk.html"

    def get_heading(self) -> str:
        return ManagementReview.section_title(self.section())

    def section(self) -> str:
        name: str = self.kwargs["section"]
        if name not in self.object.sections:
            raise Http404
        return name

    def get_initial(self) -> dict[str, Any]:
        version = version_of(self.object, self.section())
        return {"text": getattr(self.object, self.section()).original, "version": version}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, str]:
        return {"text": getattr(current, self.section()).original}

    def save(self, text: str, version: int) -> ManagementReview:
        return imrs.write(
            self.object, section=self.section(), text=text, version=version, by=self.request.user
        )


class ImrSubmit(ImrStep):
    """Shut until every rule is met; then one button."""

    action = PanelAction.SUBMIT_IMR
    button = "Hand it in"
    success = "Handed in. The panel chair and the business manager have been told."

    def get_lead(self) -> str:
        return (
            "The panel reads it in coded form. You can no longer change it unless it is returned to you. "
            f"Interviews: {interview_counts(self.object)}."
        )

    def get_heading(self) -> str:
        return f"Hand in your {self.object.noun}"

    def outstanding(self) -> Any:
        return workflow.missing(self.object, ImrStatus.SUBMITTED)

    def act(self, form: forms.BaseForm) -> Any:
        return imrs.submit(self.object, by=self.request.user)


class ImrJudge(ImrStep):
    action = PanelAction.ACCEPT_IMR
    form_class = JudgeForm
    template_name = "panels/judge.html"
    button = "Record"

    def get_heading(self) -> str:
        return f"Accept this {self.object.noun} or return it"

    def get_lead(self) -> str:
        return f"Records of interviews: {interview_counts(self.object)}."

    def outstanding(self) -> Any:
        """Return why it cannot be accepted; where it can still be returned, the page leads there."""
        refused = workflow.refused_now(imrs.refusals_once_ended(self.object))
        return refused or workflow.shut_by(self.object, ImrStatus.ACCEPTED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_return = self.object.status == ImrStatus.SUBMITTED and not any(
            imrs.refusals_once_ended(self.object)
        )
        return super().get_context_data(may_return=may_return, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        if form.cleaned_data["verdict"] == "accept":
            return imrs.accept(self.object, by=self.request.user)
        return reverse("panels:imr_return", args=[self.object.review_id, self.object.pk])


class ImrReturn(ReturnForm, ImrStep):
    """Back to its author, with the points to be answered."""

    action = PanelAction.ACCEPT_IMR
    returned_status = ImrStatus.RETURNED
    heading = "What has to be answered?"

    def send_back(self, points: list[NewPoint]) -> Any:
        return imrs.send_back(self.object, points=points, by=self.request.user)
