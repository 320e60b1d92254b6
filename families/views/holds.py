"""A relative who is not told for now: ask, agree as a second person, take it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from reviews.views.pages import CaseForm
from scr_portal import sealed, workflow
from scr_portal.web.forms import PortalForm

from ..actions import FamilyAction
from ..forms.relative import NotToldForm
from ..models import NotToldHold
from ..services import holds
from .relatives import WithWishes


class NotToldPlace(WithWishes):
    form_class = NotToldForm
    heading = "This relative is not told for now"
    lead = (
        "For example because the police ask for it, or because telling them would put somebody in danger. "
        "A second person has to agree. It postpones what they are owed, and never takes it away."
    )
    button = "Ask a second person"
    success = "Recorded. It counts once a second person has agreed."

    def outstanding(self) -> Any:
        return workflow.refused_now(holds.refusals_to_place(self.object))

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return holds.checks_place(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        holds.place(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class HoldStep(CaseForm):
    in_preview = False
    model = NotToldHold
    form_class: Any = PortalForm
    parents = {"review_id": "relative__review_id"}

    def get_queryset(self) -> Any:
        related = ("relative__review__board", "relative__identity", "placed_by", "agreed_by")
        return super().get_queryset().select_related(*related)

    def above(self) -> list[tuple[str, str]]:
        return [(str(self.object.relative), self.object.relative.get_absolute_url())]


class NotToldAgree(HoldStep):
    """For the second person: the reason in clear, with whom it was agreed, until when."""

    action = FamilyAction.AGREE_HOLD
    template_name = "families/hold_agree.html"
    heading = "Do you agree that this relative is not told for now?"
    button = "I agree"
    success = "Recorded. Everything this relative is owed waits until the day you saw."

    def outstanding(self) -> Any:
        return workflow.refused_now(holds.refusals_to_agree(self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sealed.refresh([self.object], self.object.identity_register())
        return super().get_context_data(reason=self.object.reason.in_clear, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        return holds.agree(self.object, by=self.request.user).relative


class NotToldEnd(HoldStep):
    action = FamilyAction.RECORD_CONTACT
    heading = "This relative may be told"
    lead = "What they are owed is owed again from now on: to be told, and a copy before the public."
    button = "End this"
    success = "Ended. What this relative is owed is owed again."

    def act(self, form: forms.BaseForm) -> Any:
        return holds.end(self.object, by=self.request.user).relative
