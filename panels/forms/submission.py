"""Hand in a chronology, settle its rows, write the review."""

from __future__ import annotations

from django import forms

from scr_portal.web.forms import PortalForm, VersionedForm

from ..chronology.limits import DEFAULT_LIMITS, MEGABYTE


class UploadForm(PortalForm):
    file = forms.FileField(
        label="Your agency’s chronology",
        help_text="Excel (.xlsx), OpenDocument (.ods), Word (.docx), or text (.csv, .tsv, .txt). "
        "Your own layout is fine: a column for the date, one for where it is recorded, one for what happened. "
        f"Up to {DEFAULT_LIMITS.rows:,} rows and {DEFAULT_LIMITS.file_bytes // MEGABYTE} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.docx,.csv,.tsv,.txt"}),
    )
    missing = {"file": "Choose the file."}


class WithdrawForm(PortalForm):
    reason = forms.CharField(label="Why is this file withdrawn?", widget=forms.Textarea(attrs={"rows": 3}))
    missing = {"reason": "Say why this file is withdrawn."}


class SectionForm(VersionedForm):
    text = forms.CharField(
        label="Text",
        help_text="Use real names where you need them. Readers see labels. Begin a sub-heading with #, a list with a hyphen, "
        "a quotation with >; put ** on both sides of what is to be bold.",
        widget=forms.Textarea(attrs={"rows": 22}),
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
