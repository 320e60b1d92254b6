"""Appoint people, ask agencies, state independence."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts.models import Agency, User
from scr_portal.web.choices import SortedChoiceField
from scr_portal.web.forms import DateInputField, PortalForm

from ..enums import Capacity, Contribution


class AppointForm(PortalForm):
    capacity = forms.ChoiceField(
        label="In what capacity?", choices=Capacity.choices, widget=forms.RadioSelect
    )
    user = SortedChoiceField(label="Who?", queryset=User.objects.none(), empty_label="Choose a person")
    independence = forms.CharField(
        label="In what way is this person independent of the case?",
        help_text="Needed for the panel chair and the overview author.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    missing = {"capacity": "Choose the capacity.", "user": "Choose a person."}
    unmarked = ("independence",)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class AgencyForm(PortalForm):
    agency = forms.ModelChoiceField(
        label="Which agency?", queryset=Agency.objects.none(), empty_label="Choose an agency"
    )
    contribution = forms.ChoiceField(
        label="What is it asked for?", choices=Contribution.choices, widget=forms.RadioSelect
    )
    missing = {"agency": "Choose an agency.", "contribution": "Choose what it is asked for."}

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class IssueForm(PortalForm):
    author_name = forms.CharField(label="Full name of the agency’s author", max_length=120)
    author_email = forms.EmailField(
        label="Their email address", help_text="They get an invitation that opens this case alone."
    )
    due_on = DateInputField(
        label="When is it due?", required=False, help_text="Leave empty to use the board’s usual time."
    )
    missing = {
        "author_name": "Enter the full name of the author.",
        "author_email": "Enter the author’s email address.",
    }


class IndependenceForm(PortalForm):
    statements = forms.MultipleChoiceField(
        label="Tick what is true",
        choices=[
            ("no_involvement", "I had no part in the work with this child or family"),
            ("no_line_management", "I do not manage anybody who had"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    records_secured_on = DateInputField(label="When were your agency’s records secured?", required=False)
    unmarked = ("statements", "records_secured_on")
