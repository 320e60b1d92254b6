"""What a text for one relative says of another, for the second person who clears it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property

from reviews.views.pages import CaseForm
from scr_portal import audit, workflow
from scr_portal.workflow import Outstanding

from ..actions import FamilyAction
from ..forms.letter import ClearForm
from ..models import OutgoingText
from ..outgoing import Shown, Text, key_of, source_of, text_of
from ..services import others


class OthersClear(CaseForm):
    """Each sentence in clear with why it is listed: clearing one lets this relative read it."""

    in_preview = False
    model = OutgoingText
    action = FamilyAction.CLEAR_OTHERS
    parents = {"review_id": "relative__review_id"}
    form_class: Any = ClearForm
    template_name = "families/clear_others.html"
    button = "Clear what I chose"
    success = "Cleared. What you did not choose waits until it is cleared or taken out."

    def get_queryset(self) -> Any:
        related = ("relative__review__board", "relative__identity", "asked_by")
        return super().get_queryset().select_related(*related)

    def get_heading(self) -> str:
        return f"What may {self.object.relative} read of others?"

    def get_lead(self) -> str:
        name = source_of(self.object.kind).name
        return f"These sentences of {name} for {self.object.relative} may tell of another person. Clear only what does no harm."

    def above(self) -> list[tuple[str, str]]:
        relative = self.object.relative
        family = reverse("families:family", args=[relative.review_id])
        return [("Family", family), (str(relative), relative.get_absolute_url())]

    @cached_property
    def text(self) -> Text:
        return text_of(self.object)

    @cached_property
    def passages(self) -> list[tuple[str, Shown]]:
        """Return the sentences that wait by their keys, as this person may read them."""
        return list({key_of(shown.of): shown for shown in self.text.as_read(self.text.waiting())}.items())

    def outstanding(self) -> Any:
        if not source_of(self.object.kind).is_open(self.text.subject):
            return [Outstanding(others.NoLongerOpen.sentence)]
        if not self.passages:
            return [Outstanding("Nothing waits in this text. Each sentence has been cleared or taken out.")]
        return workflow.refused_now(others.refusals_to_clear(self.text, by=self.request.user))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"passages": self.passages}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object.relative, what="others", **self.where())
        cleared = self.text.cleared(shown.of for _, shown in self.passages)
        return super().get_context_data(cleared=self.text.as_read(cleared), **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        others.clear(self.object, by=self.request.user, **form.cleaned_data)
        return self.object.relative
