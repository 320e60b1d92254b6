"""Write, sign, settle, give, publish."""

from __future__ import annotations

from django import forms

from families.enums import Means
from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm
from scr_portal.web.widgets import RevealingRadios


class TextForm(VersionedForm):
    text = forms.CharField(
        label="Text",
        help_text="Use real names where you need them. Readers see labels. Begin a heading with #, a sub-heading with ##, "
        "a list with a hyphen, a quotation with >; put ** on both sides of what is to be bold.",
        widget=forms.Textarea(attrs={"rows": 26}),
        required=False,
    )
    unmarked = ("text",)


class SignForm(PortalForm):
    digest = forms.CharField(widget=forms.HiddenInput)


class ClearForm(PortalForm):
    """Carries the digest of the text that was on the page; empty while there is nothing to clear."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False)


class PrepareForm(PortalForm):
    title = forms.CharField(
        label="Title for the public",
        help_text="What it is about, without anything that points to the child or the place.",
        max_length=150,
    )
    missing = {"title": "Enter the title."}


class CopyForm(PortalForm):
    declined = forms.ChoiceField(
        label="What happened?",
        choices=[("given", "They were given a copy"), ("declined", "They did not want one")],
        widget=RevealingRadios,
    )
    given_on = DateInputField(label="On which day?")
    means = forms.ChoiceField(
        label="How was it given?",
        choices=Means.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reveals = {"declined": {"given": ("means",)}}
    missing = {
        "declined": "Choose what happened.",
        "given_on": "Enter the day.",
        "means": "Choose how it was given.",
    }


class WithdrawForm(PortalForm):
    public_note = forms.CharField(
        label="Note for the public",
        help_text="It stands at the report’s address from now on. Say nothing about the case.",
        max_length=300,
        initial="This report has been withdrawn by the board.",
    )
    missing = {"public_note": "Write a note for the public."}
