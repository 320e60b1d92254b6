"""Choose the sentences of a text that are sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from scr_portal.web.forms import PortalForm


class InSections(forms.CheckboxSelectMultiple):
    """Boxes in groups; an error leads to the first of the first group."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index if index is not None else "0_0")


class SentencesForm(PortalForm):
    """`sections` are key, title and sentences of each text: a number and the words."""

    sentences = forms.MultipleChoiceField(
        label="Which sentences are sealed?",
        help_text="Choose them from one section. The rest of the text stays open.",
        widget=InSections,
    )
    missing = {"sentences": "Choose the sentences that are to be sealed."}

    def __init__(
        self, *args: Any, sections: Sequence[tuple[str, str, Sequence[tuple[int, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["sentences"]
        chosen.choices = [
            (title, [(f"{key}:{number}", f"{number}. {words}") for number, words in sentences])
            for key, title, sentences in sections
        ]

    def clean_sentences(self) -> tuple[str, list[int]]:
        """Return the key of the section and the numbers of the sentences."""
        pairs = [value.rsplit(":", 1) for value in self.cleaned_data["sentences"]]
        keys = {key for key, _ in pairs}
        if len(keys) != 1:
            raise forms.ValidationError(
                "Choose sentences of one section. Seal those of another with a seal of their own.",
                code="two_sections",
            )
        return keys.pop(), [int(number) for _, number in pairs]
