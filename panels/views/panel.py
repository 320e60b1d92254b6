"""The panel: who chairs, who writes, who sits on it, and how independent they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.queries import shut_out
from reviews.views.pages import CaseForm, CasePage
from scr_portal import access
from scr_portal.accounts import viewpoints
from scr_portal.web.forms import PortalForm
from scr_portal.web.preview_first import PreviewFirst
from scr_portal.workflow import Outstanding, refused_now

from ..actions import PanelAction
from ..enums import Capacity, called
from ..forms.commission import AppointForm, CapacityForm, answers_in
from ..models import PART, Appointment
from ..services import independence, panel


class PanelPage(CasePage):
    in_preview = True
    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "panels/panel.html"
    heading = "Panel"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.object.appointments.current()
        return super().get_context_data(
            appointments=current.select_related("user", "set_aside_by").prefetch_related("answers"),
            wrote_or_signed=independence.wrote_or_signed(self.object),
            shut_out=shut_out(self.request.user, self.object),
            may_appoint=self.may(PanelAction.APPOINT),
            may_set_aside=self.may(PanelAction.SET_ASIDE_INDEPENDENCE),
            **kwargs,
        )


class AppointStep(CaseForm):
    """Open to the manager, and to the board chair for what only the chair may allow."""

    model = Review
    action = ReviewAction.VIEW_REVIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        review = self.get_object()
        self.may_set_aside = access.allowed(PanelAction.SET_ASIDE_INDEPENDENCE, request.user, review)
        if not self.may_set_aside:
            access.require(PanelAction.APPOINT, request.user, review)
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[str, str]]:
        return [("Panel", reverse("panels:panel", args=[self.object.pk]))]


class Appoint(AppointStep):
    """First the capacity: who can be appointed follows from it."""

    form_class = CapacityForm
    heading = "In what capacity?"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"terms": self.object.procedure.terms}

    def act(self, form: forms.BaseForm) -> Any:
        return reverse("panels:appoint_person", args=[self.object.pk, form.cleaned_data["capacity"]])


class AppointPerson(PreviewFirst, AppointStep):
    """Then the person, among those whom no rule leaves out, and the questions about independence."""

    form_class = AppointForm
    template_name = "panels/appoint.html"
    button = "Appoint"
    success = "Appointed. The review is open to them from now on."

    def capacity(self) -> Capacity:
        if self.kwargs["capacity"] not in Capacity.values:
            raise Http404
        return Capacity(self.kwargs["capacity"])

    def get_heading(self) -> str:
        capacity = self.capacity()
        article = "the" if capacity in independence.OF_ONE_PERSON else "a"
        return f"Appoint {article} {called(capacity, self.object.procedure.terms)}"

    def outstanding(self) -> Any:
        if held := refused_now(panel.refusals_to_fill(self.object, self.capacity())):
            return held
        if independence.candidates(self.object, self.capacity()):
            return []
        people = reverse("accounts:people", args=[self.object.board.code])
        sentence = (
            "Nobody on this board can be appointed in this capacity. Invite somebody with this role first."
        )
        return [Outstanding(sentence, url=people)]

    def get_initial(self) -> dict[str, Any]:
        return {"user": self.request.GET.get("user", "")}

    def board_of_preview(self) -> Any:
        return self.object.board

    def preview_of(self, data: QueryDict) -> dict[str, str]:
        held = {str(row.user_id): row for row in viewpoints.memberships_for(self.request.user)}
        chosen = held.get(data.get("user", ""))
        return {
            "person": viewpoints.Viewpoint(chosen).value if chosen else "",
            "about": f"review:{self.object.code}",
            "supposed": f"part:{self.object.code}:{PART[self.capacity()]}",
        }

    def kept_choices(self, data: QueryDict) -> dict[str, str]:
        return {"user": str(data["user"])} if data.get("user") else {}

    def is_independent(self) -> bool:
        return self.capacity() in independence.independent_in(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "people": independence.candidates(self.object, self.capacity()),
            "asked": self.is_independent(),
            "may_set_aside": self.may_set_aside,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = independence.rules_for(self.object, self.capacity())
        return super().get_context_data(rules=rules, may_set_aside=self.may_set_aside, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        people = dict(independence.candidates(self.object, self.capacity()))
        chosen = next((user for user in people if str(user.pk) == cleaned.get("user")), None)
        set_aside = bool(cleaned.get("set_aside", "").strip())
        return independence.checks(
            self.object, chosen, self.capacity(), answers_in(cleaned), set_aside=set_aside
        )

    def act(self, form: Any) -> Any:
        panel.appoint(
            self.object,
            user=form.people[form.cleaned_data["user"]],
            capacity=self.capacity(),
            answers=answers_in(form.cleaned_data),
            set_aside=form.cleaned_data.get("set_aside", ""),
            by=self.request.user,
        )
        return reverse("panels:panel", args=[self.object.pk])


class AppointmentEnd(CaseForm):
    model = Appointment
    action = PanelAction.APPOINT
    parents = {"review_id": "review_id"}
    form_class = PortalForm
    lead = "Access to the review ends with it. What was done stays."
    button = "End the appointment"
    warning = True

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("user", "review__board", "review__referral")

    def get_heading(self) -> str:
        return f"End the appointment of {self.object.user} as {self.object.called}?"

    def above(self) -> list[tuple[str, str]]:
        return [("Panel", reverse("panels:panel", args=[self.object.review_id]))]

    def act(self, form: forms.BaseForm) -> Any:
        ended = panel.end(self.object, by=self.request.user)
        return reverse("panels:panel", args=[ended.review_id])
