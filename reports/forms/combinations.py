"""Make a fact coarser, keep facts together, answer as the second person."""

from __future__ import annotations

from django import forms

from scr_portal.web.forms import PortalForm

from ..enums import CombinationAnswer


class CoarsenForm(PortalForm):
    words = forms.CharField(
        label="Words to put in its place",
        help_text="They stand wherever the text says this. Read the sentence with them before you save.",
        max_length=300,
    )
    missing = {"words": "Enter the words to put in its place."}


class KeepForm(PortalForm):
    reason = forms.CharField(
        label="Why do these facts stay together?",
        help_text="Say what would be lost for learning, and why you think that nobody finds the family by them.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    missing = {"reason": "Say why these facts stay together."}


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(
        label="What do you say?", choices=CombinationAnswer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"answer": "Choose what you say.", "reason": "Say why."}
