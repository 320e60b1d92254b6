"""Tell the board: short pages, plain questions."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from scr_portal.accounts.models import Agency, Board
from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm

from ..enums import Harm

LONG = forms.Textarea(attrs={"rows": 8})
SHORT = forms.Textarea(attrs={"rows": 4})


class BeginForm(PortalForm):
    """Only where the person could mean more than one board or agency is there anything to choose."""

    board = forms.ModelChoiceField(label="Which board?", queryset=Board.objects.none(), empty_label=None)
    agency = forms.ModelChoiceField(
        label="Which agency do you refer for?",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="The board itself",
    )

    def __init__(self, *args: Any, boards: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class ReferralForm(VersionedForm):
    """What happened, in the referrer's own words; nothing is required until it is sent."""

    harm = forms.ChoiceField(
        label="What has happened?", choices=Harm.choices, widget=forms.RadioSelect, required=False
    )
    child_name = forms.CharField(
        label="The child’s full name",
        help_text="It is kept sealed. Everybody else reads a label such as “Child K”.",
        required=False,
        max_length=200,
    )
    child_born_on = DateInputField(label="The child’s date of birth", required=False)
    happened_on = DateInputField(label="When did it happen?", required=False)
    known_on = DateInputField(label="When did your agency come to know?", required=False)
    account = forms.CharField(
        label="What happened?",
        help_text="Write it as you know it. You do not have to be sure. Use real names: the portal replaces them.",
        widget=LONG,
        required=False,
    )
    agencies_involved = forms.CharField(
        label="Which agencies may have known the child or family?",
        help_text="It does not matter for the duty to refer whether anybody knew them.",
        widget=SHORT,
        required=False,
    )
    immediate_safety = forms.CharField(
        label="What has been done to keep other children safe?", widget=SHORT, required=False
    )
    unmarked = (
        "harm",
        "child_name",
        "child_born_on",
        "happened_on",
        "known_on",
        "account",
        "agencies_involved",
        "immediate_safety",
    )

    def clean_child_born_on(self) -> str | None:
        born = self.cleaned_data["child_born_on"]
        return born.isoformat() if isinstance(born, datetime.date) else None
