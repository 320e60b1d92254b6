"""The panel: who chairs, who writes, who sits on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.views.pages import CaseForm, CasePage
from scr_portal.accounts.models import User
from scr_portal.web.forms import PortalForm

from ..actions import PanelAction
from ..forms.commission import AppointForm
from ..models import Appointment
from ..services import panel


class PanelPage(CasePage):
    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "panels/panel.html"
    place = "panel"
    heading = "Panel"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            appointments=self.object.appointments.current().select_related("user"),
            may_appoint=self.may(PanelAction.APPOINT),
            **kwargs,
        )


class Appoint(CaseForm):
    model = Review
    action = PanelAction.APPOINT
    form_class = AppointForm
    heading = "Appoint somebody"
    button = "Appoint"
    success = "Appointed. The review is open to them from now on."

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.object.board.memberships.current()
        people = User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("email")
        return super().get_form_kwargs() | {"people": people}

    def above(self) -> list[tuple[str, str]]:
        return [("Panel", reverse("panels:panel", args=[self.object.pk]))]

    def act(self, form: forms.BaseForm) -> Any:
        panel.appoint(self.object, by=self.request.user, **form.cleaned_data)
        return reverse("panels:panel", args=[self.object.pk])


class AppointmentEnd(CaseForm):
    model = Appointment
    action = PanelAction.APPOINT
    parents = {"review_id": "review_id"}
    form_class = PortalForm
    heading = "End this appointment"
    lead = "Access to the review ends with it. What was done stays."
    button = "End the appointment"
    warning = True

    def act(self, form: forms.BaseForm) -> Any:
        ended = panel.end(self.object, by=self.request.user)
        return reverse("panels:panel", args=[ended.review_id])
