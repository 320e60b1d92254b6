"""Say whether what the search of a PDF found is a name, and agree or not as the second person."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import PortalForm
from scr_portal.web.widgets import RevealingRadios

NOT_A_NAME, TO_REGISTER, TO_TEXT = "not_a_name", "register", "text"
AGREE, OBJECT = "agree", "object"


class HitForm(PortalForm):
    """`choices` are what this person may do with this hit."""

    answer = forms.ChoiceField(label="Does it identify anybody?", widget=RevealingRadios)
    reason = forms.CharField(
        label="Why is it not a name?",
        help_text="A second person reads this and has to agree.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reveals = {"answer": {NOT_A_NAME: ("reason",)}}
    missing = {"answer": "Choose whether it identifies anybody.", "reason": "Say why it is not a name."}

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]


class AgreeForm(PortalForm):
    answer = forms.ChoiceField(
        label="Do you agree that this identifies nobody?",
        choices=[(AGREE, "Yes, I agree"), (OBJECT, "No: somebody may be recognised by it")],
        widget=RevealingRadios,
    )
    reason = forms.CharField(
        label="Why do you not agree?",
        help_text="The person who settled it reads this.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reveals = {"answer": {OBJECT: ("reason",)}}
    missing = {"answer": "Choose whether you agree.", "reason": "Say why you do not agree."}
