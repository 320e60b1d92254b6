"""Hand in a chronology, settle its rows, write the review."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import PortalForm, VersionedForm


class UploadForm(PortalForm):
    file = forms.FileField(
        label="Your agency’s chronology",
        help_text="Excel (.xlsx), OpenDocument (.ods), Word (.docx), or text (.csv, .tsv, .txt). "
        "Your own layout is fine: a column for the date, one for where it is recorded, one for what happened.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.docx,.csv,.tsv,.txt"}),
    )
    missing = {"file": "Choose the file."}


class RowForm(PortalForm):
    """Choose one of the readings, or leave the row out with a reason."""

    choice = forms.ChoiceField(label="What shall become of this row?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why is it left out?",
        help_text="Only needed if you leave it out.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    missing = {"choice": "Choose what shall become of this row."}
    unmarked = ("reason",)

    def __init__(self, *args: Any, readings: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), f"It happened on: {label}") for number, label in enumerate(readings)]
        self.fields["choice"].choices = [*choices, ("out", "Leave it out")]  # type: ignore[attr-defined]


class SectionForm(VersionedForm):
    text = forms.CharField(
        label="Text",
        help_text="Use real names where you need them. Readers see labels.",
        widget=forms.Textarea(attrs={"rows": 18}),
        required=False,
    )
    unmarked = ("text",)


class JudgeForm(PortalForm):
    verdict = forms.ChoiceField(
        label="What do you decide?",
        choices=[("accept", "Accept it"), ("return", "Return it to the author")],
        widget=forms.RadioSelect,
    )
    missing = {"verdict": "Choose what you decide."}
