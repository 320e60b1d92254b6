"""Relatives and what passes between them and the board."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts.models import User
from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm

from ..enums import AgreedWith, ContactKind, Means, Relationship

SHORT = forms.Textarea(attrs={"rows": 4})


def safe_contact_field() -> forms.CharField:
    return forms.CharField(
        label="How is it safe to reach them, and how is it not?",
        help_text="For example: never by post, no message on the telephone, not while a partner is at home. "
        "The family’s contact and the manager read it in clear; everybody else reads labels.",
        widget=SHORT,
        required=False,
    )


def wishes_field() -> forms.CharField:
    return forms.CharField(
        label="How and when do they wish to be spoken to?",
        help_text="Days to avoid, who else may be there, an interpreter, letters or not.",
        widget=SHORT,
        required=False,
    )


class RelativeForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=120, help_text="It is kept sealed.")
    relationship = forms.ChoiceField(label="Who are they to the child?", choices=Relationship.choices)
    label = forms.CharField(
        label="Label to be shown instead of the name", max_length=60, help_text="For example “Mother”."
    )
    contact_details = forms.CharField(label="How to reach them", widget=SHORT, required=False)
    safe_contact = safe_contact_field()
    wishes = wishes_field()
    missing = {"name": "Enter the relative’s name.", "label": "Enter the label."}


class RelativeEditForm(VersionedForm):
    relationship = forms.ChoiceField(label="Who are they to the child?", choices=Relationship.choices)
    contact_details = forms.CharField(
        label="How to reach them",
        help_text="Address, telephone. On the page of this relative they are shown only while real names are showing.",
        widget=SHORT,
        required=False,
    )


class WishesForm(VersionedForm):
    safe_contact = safe_contact_field()
    wishes = wishes_field()


class ContactForm(PortalForm):
    """What passed. While proceedings hold contact, or held it, the form also asks why it took place."""

    kind = forms.ChoiceField(label="What was it?", choices=ContactKind.choices, widget=forms.RadioSelect)
    means = forms.ChoiceField(label="How?", choices=Means.choices, widget=forms.RadioSelect)
    on = DateInputField(label="On which day?")
    note = forms.CharField(label="What was said", widget=SHORT, required=False)
    despite_hold = forms.CharField(
        label="Why did it take place although proceedings hold contact with the family?",
        help_text="For example: the relative rang. Leave it empty for a day on which nothing held contact.",
        widget=SHORT,
        required=False,
    )
    missing = {"kind": "Choose what it was.", "means": "Choose how it was done.", "on": "Enter the day."}
    unmarked = ("despite_hold",)

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["despite_hold"]


class NotToldForm(PortalForm):
    reason = forms.CharField(label="Why is this relative not told for now?", widget=SHORT)
    agreed_with = forms.ChoiceField(
        label="With whom was that agreed?", choices=AgreedWith.choices, widget=forms.RadioSelect
    )
    look_again_on = DateInputField(label="On which day is it looked at again?")
    missing = {
        "reason": "Write down why.",
        "agreed_with": "Choose with whom it was agreed.",
        "look_again_on": "Enter the day on which it is looked at again.",
    }


class ContactPersonForm(PortalForm):
    """One of those who can be named, each with role and agency."""

    user = forms.ChoiceField(label="Who?", widget=forms.RadioSelect)
    missing = {"user": "Choose a person."}

    def __init__(self, *args: Any, people: list[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user, _ in people}
        choices = [(str(user.pk), f"{user}: {described}") for user, described in people]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]
