"""Arrange an interview, write its record, ask for a correction, close it."""

from __future__ import annotations

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm
from scr_portal.web.widgets import RevealingRadios


class ArrangeForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Work email address")
    job = forms.CharField(label="Job", help_text="For example health visitor.", max_length=40)
    support = forms.CharField(
        label="Who supports this person?",
        help_text="Somebody in your agency, named from the beginning. They are shown to the person.",
        max_length=200,
    )
    missing = {
        "name": "Enter the person’s full name.",
        "email": "Enter the person’s work email address.",
        "job": "Enter the person’s job.",
        "support": "Name who in your agency supports this person.",
    }


class RecordForm(VersionedForm):
    held_on = DateInputField(label="Day of the interview", required=False)
    text = forms.CharField(
        label="Record of the interview", widget=forms.Textarea(attrs={"rows": 18}), required=False
    )
    unmarked = ("held_on", "text")


class CorrectionForm(PortalForm):
    correction = forms.CharField(
        label="How should it read?",
        help_text="Say which part is not right and how it should read. The author will change the record.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    missing = {"correction": "Write how it should read."}


class TermsGivenForm(PortalForm):
    received_on = DateInputField(label="On which day were they given?")
    given_by = forms.CharField(label="Who gave them to the person?", max_length=120)
    missing = {
        "received_on": "Enter the day on which they were given.",
        "given_by": "Enter who handed them over.",
    }


class LapseForm(PortalForm):
    reason = forms.CharField(
        label="Why is the record closed without the person’s agreement?",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"reason": "Say why."}


class CallOffForm(PortalForm):
    reason = forms.CharField(
        label="Why does the interview not take place?", widget=forms.Textarea(attrs={"rows": 3})
    )
    missing = {"reason": "Say why."}


class ClosingAnswerForm(PortalForm):
    verdict = forms.ChoiceField(
        label="What do you decide for your agency?",
        choices=[("agree", "Agree: close the record"), ("decline", "Not agree")],
        widget=RevealingRadios,
    )
    answer = forms.CharField(
        label="Why not?",
        help_text="The author reads it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    reveals = {"verdict": {"decline": ("answer",)}}
    missing = {
        "verdict": "Choose what you decide.",
        "answer": "Say why, so that the author knows what to do.",
    }
