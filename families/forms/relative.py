"""Relatives and what passes between them and the board."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts.models import User
from scr_portal.web.choices import SortedChoiceField
from scr_portal.web.forms import DateInputField, PortalForm

from ..enums import ContactKind, Means, Relationship

SHORT = forms.Textarea(attrs={"rows": 4})


class RelativeForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=120, help_text="It is kept sealed.")
    relationship = forms.ChoiceField(label="Who are they to the child?", choices=Relationship.choices)
    label = forms.CharField(
        label="Label to be shown instead of the name", max_length=60, help_text="For example “Mother”."
    )
    contact_details = forms.CharField(label="How to reach them", widget=SHORT, required=False)
    wishes = forms.CharField(
        label="How and when do they wish to be spoken to?",
        help_text="Days to avoid, who else may be there, an interpreter, letters or not.",
        widget=SHORT,
        required=False,
    )
    missing = {"name": "Enter the relative’s name.", "label": "Enter the label."}


class ContactForm(PortalForm):
    kind = forms.ChoiceField(label="What was it?", choices=ContactKind.choices, widget=forms.RadioSelect)
    means = forms.ChoiceField(label="How?", choices=Means.choices, widget=forms.RadioSelect)
    on = DateInputField(label="On which day?")
    note = forms.CharField(label="What was said", widget=SHORT, required=False)
    missing = {"kind": "Choose what it was.", "means": "Choose how it was done.", "on": "Enter the day."}


class NotToldForm(PortalForm):
    reason = forms.CharField(
        label="Why is this relative not told, and with whom was that agreed?", widget=SHORT
    )
    missing = {"reason": "Write down why, and with whom it was agreed."}


class ContactPersonForm(PortalForm):
    user = SortedChoiceField(label="Who?", queryset=User.objects.none(), empty_label="Choose a person")
    missing = {"user": "Choose a person."}

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
