"""Seal something to named people, look at the seal again, lift it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from scr_portal.accounts.models import User
from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm

from ..enums import SealCategory, SealEnd
from ..seal_people import Acting

SHORT = forms.Textarea(attrs={"rows": 4})
DAY = "Within the next six months."


class NamesReaders(PortalForm):
    """Who reads on, and until when. `people` are those who can read it today and whom a seal can shut out."""

    readers = forms.MultipleChoiceField(
        label="Who reads it while it is sealed?",
        help_text="You and the business manager always do, as far as you could before. Everybody you leave out is shut out.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ends = forms.ChoiceField(
        label="How does the seal end?", choices=SealEnd.choices, widget=forms.RadioSelect
    )
    day = DateInputField(label="On what day does it end, or do you look at it again?", help_text=DAY)
    without = forms.BooleanField(
        label="Seal it although somebody who has to act next cannot read it", required=False
    )
    missing = {
        "ends": "Choose how the seal ends.",
        "day": "Enter the day on which it ends, or on which you look at it again.",
    }
    unmarked: tuple[str, ...] = ("readers", "without")

    def __init__(self, *args: Any, people: Sequence[User], acting: Sequence[Acting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = {item.person.pk for item in acting}
        self.people = {str(person.pk): person for person in people}
        readers: Any = self.fields["readers"]
        readers.choices = [
            (key, f"{person} (has to act next)" if person.pk in acts else str(person))
            for key, person in self.people.items()
        ]
        if not people:
            del self.fields["readers"]
        if not acts & {person.pk for person in people}:
            del self.fields["without"]

    def clean_readers(self) -> list[User]:
        """Return people in place of their keys."""
        return [self.people[key] for key in self.cleaned_data["readers"]]


class SealForm(NamesReaders):
    category = forms.ChoiceField(
        label="Why is it sealed?",
        help_text="Whoever would otherwise read it sees this and the end of the seal.",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in SealCategory.choices],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="The reason in your own words",
        help_text="Only the people you name and the business manager read this.",
        widget=SHORT,
    )
    field_order = ["category", "reason", "readers", "without", "ends", "day"]
    missing = {
        **NamesReaders.missing,
        "category": "Choose why it is sealed.",
        "reason": "Say why this is sealed.",
    }


class SealAgainForm(NamesReaders, VersionedForm):
    field_order = ["readers", "without", "ends", "day"]


class SealLiftForm(PortalForm):
    reason = forms.CharField(label="Why need it not be sealed any longer?", widget=SHORT)
    missing = {"reason": "Say why this need not be sealed any longer."}
