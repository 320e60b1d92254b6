"""Days away: the person's own page, and the manager's for a person of the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView

from scr_portal.access import Access, ObjectAccessMixin
from scr_portal.accounts.forms.own import AbsenceForm, WeeklySummaryForm
from scr_portal.accounts.models import Absence, Membership, User
from scr_portal.accounts.requests import SignedInRequest
from scr_portal.accounts.services import absences, own
from scr_portal.web.views import PortalFormView

from ..actions import AccountAction
from .people import overseen_boards


class DaysAway(PortalFormView):
    """One's own days away: those to come, and a form for more."""

    access = Access.SIGNED_IN
    request: SignedInRequest
    form_class = AbsenceForm
    template_name = "account/away.html"
    heading = "Days away"
    button = "Record these days"
    success = "The days away are recorded."
    drafts = False

    @property
    def person(self) -> User:
        return self.request.user

    def here(self) -> str:
        return reverse("accounts:away")

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Your account", reverse("accounts:overview"))]

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return absences.checks_record(self.person, **cleaned)

    def act(self, form: BaseForm) -> str:
        absences.record(self.person, by=self.request.user, **form.cleaned_data)
        return self.here()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recorded = Absence.objects.visible_to(self.request.user).filter(user=self.person)
        return super().get_context_data(
            person=self.person,
            own=self.person == self.request.user,
            absences=recorded.not_over(timezone.localdate()),
            today=timezone.localdate(),
            **kwargs,
        )


class DaysAwayOfPerson(DaysAway):
    """The same for somebody of a board, kept by those who look after its people."""

    kwargs: dict[str, Any]

    @cached_property
    def membership(self) -> Membership:
        overseen = Membership.objects.visible_to(self.request.user).current()
        rows = overseen.filter(board__in=overseen_boards(self.request)).select_related("user", "board")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def person(self) -> User:
        return self.membership.user

    def here(self) -> str:
        return reverse("accounts:away_of", args=[self.membership.pk])

    def get_heading(self) -> str:
        return f"Days away of {self.person}"

    def crumbs(self) -> list[tuple[str, str]]:
        board = self.membership.board
        return [(board.short_name, "/"), ("People", reverse("accounts:people", args=[board.code]))]


class CallOff(ObjectAccessMixin, DetailView):
    """They are back, or do not go."""

    model = Absence
    action = AccountAction.RECORD_ABSENCE
    http_method_names = ["post"]
    request: SignedInRequest

    def post(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        absence = absences.call_off(self.get_object(), by=request.user)
        messages.success(request, "These days away are taken back.")
        if absence.user_id == request.user.pk:
            return redirect("accounts:away")
        shown = Membership.objects.visible_to(request.user).current().filter(user=absence.user_id)
        membership = shown.filter(board__in=overseen_boards(request)).first()
        return redirect("accounts:away_of", pk=membership.pk) if membership else redirect("accounts:overview")


class WeeklySummary(PortalFormView):
    """Whether the mail of the week is wanted."""

    access = Access.SIGNED_IN
    request: SignedInRequest
    form_class = WeeklySummaryForm
    heading = "Weekly summary by mail"
    lead = (
        "It says how many things are late, come due or wait for others, and links to your work. Nothing is sent "
        "while nothing waits. Reminders of single dates are sent whatever you choose here."
    )
    button = "Save"
    success = "Your choice is saved."
    drafts = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """There is nothing to choose for somebody who is sent no summary."""
        if not self.request.user.memberships.working().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Your account", reverse("accounts:overview"))]

    def get_initial(self) -> dict[str, Any]:
        return {"wanted": "yes" if self.request.user.weekly_summary else "no"}

    def act(self, form: BaseForm) -> str:
        own.choose_weekly_summary(wanted=form.cleaned_data["wanted"], by=self.request.user)
        return reverse("accounts:overview")
