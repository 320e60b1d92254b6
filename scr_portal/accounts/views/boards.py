"""The board's details and its agencies, kept by its business manager."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.urls import reverse
from django.views.generic import ListView

from scr_portal.accounts.forms.boards import AgencyForm, BoardForm
from scr_portal.accounts.models import Agency
from scr_portal.accounts.requests import SignedInRequest
from scr_portal.accounts.services import boards
from scr_portal.web.views import PortalFormView

from .people import OverseenBoardMixin


class BoardDetails(OverseenBoardMixin, PortalFormView):
    request: SignedInRequest
    form_class = BoardForm
    heading = "The board’s details"
    button = "Save"
    success = "The board’s details are saved."

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.board, name) for name in boards.DETAILS}

    def act(self, form: BaseForm) -> str:
        boards.change_details(self.board, by=self.request.user, **form.cleaned_data)
        return reverse("accounts:people", args=[self.board.code])


class Agencies(OverseenBoardMixin, ListView):
    request: SignedInRequest
    template_name = "account/agencies.html"
    context_object_name = "agencies"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[Agency]:
        return Agency.objects.visible_to(self.request.user).filter(board=self.board).select_related("parent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading="Agencies", board=self.board, crumbs=self.crumbs(), **kwargs)


class AddAgency(OverseenBoardMixin, PortalFormView):
    request: SignedInRequest
    form_class = AgencyForm
    heading = "Add an agency"
    button = "Add the agency"
    success = "The agency is on the list."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"board": self.board}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return boards.checks_add_agency(self.board, **cleaned)

    def act(self, form: BaseForm) -> str:
        boards.add_agency(self.board, by=self.request.user, **form.cleaned_data)
        return reverse("accounts:agencies", args=[self.board.code])
