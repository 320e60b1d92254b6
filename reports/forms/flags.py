"""One answer to a passage that may identify somebody; each of the four stands in a form of its own on the page."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from scr_portal.web.forms import PortalForm

from ..enums import FlagDecision


def led_to_by(key: str) -> dict[str, str]:
    """Return the attributes of a field to which a key leads, unless an offer before it has the key."""
    return {"data-key": key, "aria-keyshortcuts": key}


class FlagForm(PortalForm):
    """A label, words that say less, or the key of words that were offered; `seen` tells which answer was on the page."""

    decision = forms.ChoiceField(choices=FlagDecision.choices, widget=forms.HiddenInput)
    label = forms.ChoiceField(
        label="Label from the register", required=False, widget=forms.Select(attrs=led_to_by("1"))
    )
    replacement = forms.CharField(
        label="Other words that say less",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=led_to_by("2")),
    )
    reason = forms.CharField(
        label="Why may these words stay?",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs=led_to_by("4")),
    )
    offer = forms.CharField(required=False, widget=forms.HiddenInput)
    together = forms.BooleanField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    unmarked = ("label", "replacement", "reason")
    missing = {"decision": "Choose one of the four answers."}

    def __init__(self, *args: object, labels: Sequence[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a label"), *((label, label) for label in labels)]
        self.fields["label"].choices = choices  # type: ignore[attr-defined]


class UndoFlagForm(PortalForm):
    """Whether everything that was answered in the same act is to wait again."""

    together = forms.BooleanField(required=False, widget=forms.HiddenInput)
