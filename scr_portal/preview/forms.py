"""Whose pages are looked at, as things are or as they would be, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts import viewpoints
from scr_portal.accounts.models import User
from scr_portal.web.forms import PortalForm

AS_IT_IS = ""


class PreviewForm(PortalForm):
    """The people offered are those whom the policy of a preview may allow; it decides on each."""

    person = forms.ChoiceField(label="Whose pages do you want to see?")
    supposed = forms.ChoiceField(
        label="As things are, or as they would be?", widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label="Why do you need to see this?",
        help_text="Your reason and every page you open are recorded. The preview ends after 15 minutes.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"person": "Choose a person.", "reason": "Say in a sentence why you need to see this."}
    unmarked = ("supposed",)

    def __init__(
        self, *args: Any, by: User, supposed: list[tuple[str, str]], asked: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = viewpoints.choices(by, asked)  # type: ignore[attr-defined]
        if supposed:
            self.fields["supposed"].choices = [(AS_IT_IS, "As things are today"), *supposed]  # type: ignore[attr-defined]
        else:
            del self.fields["supposed"]
