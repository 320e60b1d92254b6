"""Answer the criteria, recommend, decide."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm

from ..enums import Answer, Outcome
from ..procedures import all_procedures, get

LONG = forms.Textarea(attrs={"rows": 8})


class ProcedureForm(PortalForm):
    procedure = forms.ChoiceField(label="Procedure", widget=forms.RadioSelect)
    missing = {"procedure": "Choose the procedure."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = {code: get(code) for code, _ in all_procedures()}
        choices = [(code, procedure.name) for code, procedure in newest.items()]
        self.fields["procedure"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    met = forms.ChoiceField(label="Your answer", choices=Answer.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 6}))
    missing = {"met": "Choose yes, no or not known yet.", "reasons": "Write the reasons for this answer."}


class RecommendForm(PortalForm):
    recommendation = forms.ChoiceField(
        label="What does the committee recommend?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label="Reasons", help_text="If this differs from what the answers come to, say why.", widget=LONG
    )
    dissent = forms.CharField(
        label="Did anybody disagree?",
        help_text="Record what they said.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    missing = {
        "recommendation": "Choose what the committee recommends.",
        "reasons": "Write the reasons for the recommendation.",
    }


class DecideForm(PortalForm):
    outcome = forms.ChoiceField(
        label="What do you decide?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    decided_on = DateInputField(label="Date of the decision")
    reasons = forms.CharField(label="Reasons", widget=LONG)
    missing = {
        "outcome": "Choose what you decide.",
        "reasons": "Write the reasons for the decision.",
        "decided_on": "Enter the date of the decision.",
    }
