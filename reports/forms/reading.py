"""Appoint readers, mark passages, say whether one could tell, decide what two readers differ about."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts.models import User
from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.widgets import RevealingRadios

from ..enums import CouldTell, FindingDecision, HowTold, MarkKind
from ..services.readers import DAYS_TO_READ


class AppointReaderForm(PortalForm):
    """One of those against whom no rule stands."""

    reader = forms.ChoiceField(label="Who is to read?", widget=forms.RadioSelect)
    due_on = DateInputField(
        label="By which day?",
        required=False,
        help_text=f"Leave it empty for {DAYS_TO_READ} working days from today.",
    )
    missing = {"reader": "Choose a person."}
    unmarked = ("due_on",)

    def __init__(self, *args: Any, people: list[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user, _ in people}
        choices = [(str(user.pk), f"{user}: {described}") for user, described in people]
        self.fields["reader"].choices = choices  # type: ignore[attr-defined]


class EndReaderForm(PortalForm):
    reason = forms.CharField(label="Why does the appointment end?", widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"reason": "Say why the appointment ends."}


class MarkForm(PortalForm):
    words = forms.CharField(
        label="Words from the text",
        help_text="Copy them from above. Everywhere they stand is marked.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label="What is it?", choices=MarkKind.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="How could somebody be recognised by it?",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    missing = {
        "words": "Copy the words from the text.",
        "kind": "Choose what kind of thing it is.",
        "note": "Say how somebody may be recognised by it.",
    }


class FinishForm(PortalForm):
    """Carries the digest of the text that was on the page; empty while there is nothing to finish."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False)
    could_tell = forms.ChoiceField(
        label="Could you tell who the family is?", choices=CouldTell.choices, widget=RevealingRadios
    )
    how = forms.ChoiceField(
        label="How could you tell?", choices=HowTold.choices, widget=forms.RadioSelect, required=False
    )
    words = forms.CharField(label="What told you?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    reveals = {"could_tell": {CouldTell.YES: ("how", "words")}}
    missing = {
        "could_tell": "Choose whether you could tell.",
        "how": "Choose how you could tell.",
        "words": "Say what told you.",
    }


class DecideForm(PortalForm):
    decision = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    reason = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"decision": "Choose what you decide.", "reason": "Say why."}

    def __init__(self, *args: Any, asked: tuple[FindingDecision, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(decision.value, decision.label) for decision in asked]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
