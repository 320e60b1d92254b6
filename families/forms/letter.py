"""Letters to relatives, and what a second person clears in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join

from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm

from ..enums import LETTER_PURPOSES
from .relative import SHORT


class LetterForm(VersionedForm):
    kind = forms.ChoiceField(
        label="What is the letter for?", choices=list(LETTER_PURPOSES.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What does it say?",
        help_text="Write to this one relative. What it says of anybody else is listed when you save it.",
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    missing = {"kind": "Choose what the letter is for.", "text": "Write the letter."}


class LetterSendForm(PortalForm):
    """The day it went. While proceedings hold contact, or held it, the form also asks why it went."""

    on = DateInputField(label="On which day did it go?")
    despite_hold = forms.CharField(
        label="Why did it go although proceedings hold contact with the family?",
        help_text="Leave it empty for a day on which nothing held contact.",
        widget=SHORT,
        required=False,
    )
    missing = {"on": "Enter the day."}
    unmarked = ("despite_hold",)

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["despite_hold"]


class ClearForm(PortalForm):
    """The sentences that wait, each with why it is listed, and one reason for those that are chosen."""

    chosen = forms.MultipleChoiceField(
        label="Which of these may the relative read?", widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="Why may they read it?", widget=SHORT)
    missing = {"chosen": "Choose what you clear.", "reason": "Say why the relative may read this."}

    def __init__(self, *args: Any, passages: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, in_words(passage)) for key, passage in passages]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


def in_words(passage: Any) -> str:
    """Return a sentence with the reasons for which it is listed."""
    why = format_html_join(
        "", '<span class="portal-apart__why">{}</span>', ((words,) for words in passage.why)
    )
    return format_html("{}{}", passage.sentence, why)
