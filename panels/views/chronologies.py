"""Hand in a chronology: drop the file, see what was understood, mend what was not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.urls import reverse

from reviews.views.pages import CaseForm, CasePage
from scr_portal import sealed, workflow
from scr_portal.files import FileRefused
from scr_portal.web.forms import PortalForm

from ..forms.submission import RowForm, UploadForm
from ..models import Chronology, RowProblem
from ..policy import may_answer_commission
from ..services import chronologies
from .commissions import CommissionStep

A_PAGE = 50


class Upload(CommissionStep):
    """What a good file looks like; "your own layout is fine"."""

    action = "panels.upload_chronology"
    form_class = UploadForm
    template_name = "panels/upload.html"
    heading = "Hand in your chronology"
    lead = "Every row becomes an event, or comes back to you with the reason. No row is dropped and no date is guessed."
    button = "Hand it in"

    def act(self, form: forms.BaseForm) -> Any:
        try:
            _, job = chronologies.upload(
                self.object,
                upload=form.cleaned_data["file"],
                by=self.request.user,
            )
        except FileRefused as refused:
            raise forms.ValidationError({"file": str(refused)}) from refused
        return reverse("jobs:progress", args=[job.pk])


class ChronologyPage(CasePage):
    """ "143 rows read, 5 need you": each problem with its cells, why, and proposed readings."""

    model = Chronology
    action = "panels.view_chronology"
    parents = {"review_id": "commission__review_id"}
    template_name = "panels/chronology.html"
    place = "chronology"

    def get_queryset(self) -> Any:
        return (
            super().get_queryset().select_related("commission__review__board", "commission__agency", "file")
        )

    def get_heading(self) -> str:
        return f"Chronology of {self.object.commission.agency}"

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.commission
        return [(commission.agency.short_name, commission.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chronology = self.object
        mine = may_answer_commission(self.request.user, chronology) is None
        page = Paginator(chronology.events.all(), A_PAGE).get_page(self.request.GET.get("page"))
        held = chronology.problems.filter(severity="held")
        sealed.refresh(page.object_list, chronology.identity_register())
        return super().get_context_data(
            page=page,
            mine=mine,
            waiting=held.filter(settled_at__isnull=True) if mine else [],
            waiting_rows=held.filter(settled_at__isnull=True).values("part", "row").distinct().count(),
            left_out=held.filter(settled_at__isnull=False) if mine else [],
            notes=chronology.problems.filter(severity="info") if mine else [],
            outstanding=workflow.missing(chronology, "accepted")
            if mine and chronology.status == "read"
            else [],
            **kwargs,
        )


class ChronologyAccept(CaseForm):
    model = Chronology
    action = "panels.accept_chronology"
    parents = {"review_id": "commission__review_id"}
    form_class = PortalForm
    heading = "Accept this chronology"
    lead = "It was read rightly. From now on the panel can read it, in coded form."
    button = "Accept it"
    success = "Accepted. The panel can read it now."

    def outstanding(self) -> Any:
        return workflow.missing(self.object, "accepted") if workflow.may_move(self.object, "accepted") else []

    def act(self, form: forms.BaseForm) -> Any:
        accepted = chronologies.accept(self.object, by=self.request.user)
        return accepted.commission


class RowSettle(CaseForm):
    """One held row: its cells as typed, why it was held, what it may mean."""

    model = RowProblem
    action = "panels.accept_chronology"
    parents = {"review_id": "chronology__commission__review_id"}
    form_class = RowForm
    template_name = "panels/row.html"
    button = "Save"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(settled_at__isnull=True, severity="held")

    def get_heading(self) -> str:
        return f"Row {self.object.row}"

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.chronology.get_absolute_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"readings": [item["label"] for item in self.object.proposals]}

    def act(self, form: forms.BaseForm) -> Any:
        user: Any = self.request.user
        choice = form.cleaned_data["choice"]
        if choice == "out":
            chronologies.leave_out(self.object, reason=form.cleaned_data["reason"], by=user)
        else:
            chronologies.choose_reading(self.object, choice=int(choice), by=user)
        return self.object.chronology
