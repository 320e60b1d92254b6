"""Answer the criteria, recommend, decide."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm

from ..enums import Answer, Outcome
from ..procedures import newest_procedures

LONG = forms.Textarea(attrs={"rows": 8})


class ProcedureForm(PortalForm):
    procedure = forms.ChoiceField(label="Procedure", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why does it fit this case?",
        help_text="For example that the board follows it by agreement. It is shown beside the criteria.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    missing = {"procedure": "Choose the procedure.", "reason": "Say why this procedure fits the case."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(procedure.code, procedure.name) for procedure in newest_procedures()]
        self.fields["procedure"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    met = forms.ChoiceField(label="Your answer", choices=Answer.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 6}))
    missing = {"met": "Choose yes, no or not known yet.", "reasons": "Write the reasons for this answer."}


class RecommendForm(PortalForm):
    recommendation = forms.ChoiceField(
        label="Recommendation", choices=Outcome.choices, widget=forms.RadioSelect
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
        "recommendation": "Choose what is recommended.",
        "reasons": "Write the reasons for the recommendation.",
    }

    def __init__(self, *args: Any, body: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].label = f"What does the {body} recommend?"


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


class DecideAgainForm(DecideForm):
    because = forms.CharField(
        label="Why is the decision taken again?",
        help_text="The earlier decision stays on record with its reasons.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    missing = DecideForm.missing | {"because": "Say why the decision is taken again."}

    def __init__(self, *args: Any, review_is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if review_is_open:
            open_choices = [(Outcome.REVIEW.value, Outcome.REVIEW.label)]
            self.fields["outcome"].choices = open_choices  # type: ignore[attr-defined]
            self.fields["outcome"].initial = Outcome.REVIEW.value
