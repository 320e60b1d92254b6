"""What a genogram is drawn from: parents with their children, couples, and what a symbol says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from scr_portal.web.choices import SortedChoiceField
from scr_portal.web.dates import MonthInputField
from scr_portal.web.forms import PortalForm, VersionedForm

from ..enums import COUPLE_KINDS, PARENT_KINDS, KinshipKind, Sex
from ..models import Identity

Kinds = Sequence[KinshipKind]
ENDED = "Leave this empty where it goes on, and where it ended with a death."


def choices(kinds: Kinds) -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in kinds]


class PeopleForm(PortalForm):
    """Two people of the register, chosen by their labels, and what they are to each other."""

    kinds: Kinds = ()
    person = SortedChoiceField(queryset=Identity.objects.none(), empty_label="Choose one")
    relative = SortedChoiceField(queryset=Identity.objects.none(), empty_label="Choose one")
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    since = MonthInputField(label="Since", help_text="Month and year, where known.", required=False)
    until = MonthInputField(label="Until", help_text=ENDED, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "relative"):
            field: Any = self.fields[name]
            field.queryset = people
            field.label_from_instance = with_role
        kind: Any = self.fields["kind"]
        kind.choices = choices(self.kinds)


def with_role(identity: Identity) -> str:
    """Return a label with who that is in the case, where the label does not say the same."""
    label, role = identity.pseudonym, identity.role
    return f"{label} ({role})" if role and role.casefold() not in label.casefold() else label


class ParentForm(PeopleForm):
    kinds = PARENT_KINDS
    missing = {
        "person": "Choose the parent or carer.",
        "relative": "Choose the child.",
        "kind": "Choose what kind of parent this is.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "Who is the parent or carer?"
        self.fields["relative"].label = "Of which child?"
        self.fields["relative"].help_text = "Somebody grown up is the child of their parents here."
        self.fields["kind"].label = "What kind of parent?"


class CoupleForm(PeopleForm):
    kinds = COUPLE_KINDS
    missing = {
        "person": "Choose the first of the two.",
        "relative": "Choose the second of the two.",
        "kind": "Choose what they are to each other.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = "One of the two"
        self.fields["relative"].label = "The other"
        self.fields["kind"].label = "What are they to each other?"


class KinshipForm(VersionedForm):
    """Correct what two people are to each other; who they are stays."""

    kind = forms.ChoiceField(label="What are they to each other?", widget=forms.RadioSelect)
    since = MonthInputField(label="Since", help_text="Month and year, where known.", required=False)
    until = MonthInputField(label="Until", help_text=ENDED, required=False)
    missing = {"kind": "Choose what they are to each other."}

    def __init__(self, *args: Any, kinds: Kinds = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = choices(kinds)


class PersonForm(PortalForm):
    sex = forms.ChoiceField(
        label="Sex, as the symbol shows it",
        choices=Sex.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="A square for male, a circle for female. What is not recorded is a diamond.",
    )
    died = forms.BooleanField(label="This person has died", required=False)
    unmarked = ("sex", "died")


class SuggestedForm(PortalForm):
    accepted = forms.MultipleChoiceField(
        label="Which of these are true?", widget=forms.CheckboxSelectMultiple
    )
    missing = {"accepted": "Tick each relationship that is true."}

    def __init__(self, *args: Any, suggested: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["accepted"]
        field.choices = suggested
