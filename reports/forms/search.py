"""Say whether what the search of a PDF found is a name, and agree or not as the second person."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import PortalForm

NOT_A_NAME, TO_REGISTER, TO_TEXT = "not_a_name", "register", "text"
AGREE, OBJECT = "agree", "object"


class HitForm(PortalForm):
    """`choices` are what this person may do with this hit."""

    answer = forms.ChoiceField(label="Does it identify anybody?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why is it not a name?",
        help_text="Only if it identifies nobody. A second person reads this and has to agree.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"answer": "Choose whether it identifies anybody."}
    unmarked = ("reason",)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reason is wanted for the one answer that lets the words stay."""
        cleaned = super().clean()
        if cleaned.get("answer") == NOT_A_NAME and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why it is not a name.")
        return cleaned


class AgreeForm(PortalForm):
    answer = forms.ChoiceField(
        label="Do you agree that this identifies nobody?",
        choices=[(AGREE, "Yes, I agree"), (OBJECT, "No: somebody may be recognised by it")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why do you not agree?",
        help_text="Only if you do not agree. The person who settled it reads this.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"answer": "Choose whether you agree."}
    unmarked = ("reason",)

    def clean(self) -> dict[str, Any]:
        """Whoever does not agree says why."""
        cleaned = super().clean()
        if cleaned.get("answer") == OBJECT and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why you do not agree.")
        return cleaned
