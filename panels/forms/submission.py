"""Hand in a chronology, settle its rows, write the review, record an interview."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm


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


class ArrangeForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Work email address")
    job = forms.CharField(label="Job", help_text="For example health visitor.", max_length=40)
    support = forms.CharField(
        label="Who supports this person?",
        help_text="Somebody in your agency, named from the beginning. They are shown to the person.",
        max_length=200,
    )
    missing = {
        "name": "Enter the person’s full name.",
        "email": "Enter the person’s work email address.",
        "job": "Enter the person’s job.",
        "support": "Name who in your agency supports this person.",
    }


class RecordForm(VersionedForm):
    held_on = DateInputField(label="Day of the interview", required=False)
    text = forms.CharField(
        label="Record of the interview", widget=forms.Textarea(attrs={"rows": 18}), required=False
    )
    unmarked = ("held_on", "text")


class CorrectionForm(PortalForm):
    correction = forms.CharField(
        label="How should it read?",
        help_text="Say which part is not right and how it should read. The author will change the record.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    missing = {"correction": "Write how it should read."}


class LapseForm(PortalForm):
    reason = forms.CharField(
        label="Why is the record closed without the person’s agreement?",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = {"reason": "Say why."}


class JudgeForm(PortalForm):
    verdict = forms.ChoiceField(
        label="What do you decide?",
        choices=[("accept", "Accept it"), ("return", "Return it to the author")],
        widget=forms.RadioSelect,
    )
    missing = {"verdict": "Choose what you decide."}
