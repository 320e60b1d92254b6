"""The agency's author: replaced by somebody else, and whether they are independent of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, QueryDict

from scr_portal.web.preview_first import PreviewFirst

from ..actions import PanelAction
from ..enums import CommissionStatus
from ..forms.commission import STATEMENTS, IndependenceForm, ReplaceAuthorForm
from ..services import authorship, commissions
from .commissions import CommissionStep, author_to_look_as


class AuthorReplace(PreviewFirst, CommissionStep):
    """Somebody else of the agency writes from now on."""

    action = PanelAction.COMMISSION
    form_class = ReplaceAuthorForm
    template_name = "panels/author_replace.html"
    heading = "Replace the agency’s author"
    button = "Replace the author"
    success = (
        "Replaced. The new author sees the work so far, the former one no longer does. Both have been told."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().status != CommissionStatus.ISSUED:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def board_of_preview(self) -> Any:
        return self.object.review.board

    def preview_of(self, data: QueryDict) -> dict[str, str]:
        return author_to_look_as(self.object, data.get("author_email", ""), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            interview_count=self.object.management_review.interviews.count(),
            clock=commissions.running_clock(self.object),
            **kwargs,
        )

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return authorship.checks_replace_author(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return authorship.replace_author(self.object, by=self.request.user, **form.cleaned_data)


class Independence(CommissionStep):
    action = PanelAction.DECLARE_INDEPENDENCE
    form_class = IndependenceForm
    heading = "Are you independent of the case?"
    lead = "What an agency hands in is written by somebody who had no part in the work."
    button = "State this"
    success = "Thank you. That is recorded."

    def get_initial(self) -> dict[str, Any]:
        return {"records_secured_on": self.object.records_secured_on}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return authorship.checks_state_independence(
            is_independent=set(cleaned["statements"]) == set(STATEMENTS) if "statements" in cleaned else None,
            records_secured_on=cleaned.get("records_secured_on"),
        )

    def act(self, form: forms.BaseForm) -> Any:
        statements = form.cleaned_data["statements"]
        return authorship.state_independence(
            self.object,
            no_involvement="no_involvement" in statements,
            no_line_management="no_line_management" in statements,
            records_secured_on=form.cleaned_data["records_secured_on"],
            by=self.request.user,
        )
