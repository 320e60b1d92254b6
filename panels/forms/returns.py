"""The points with which a chronology is returned: each about a row, by its number, or about the whole file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reviews.forms.returns import MOST_POINTS, PointsForm
from reviews.returnable import Part

NO_SUCH_ROW = (
    "Point {number}: there is no event in row {row} of this edition. Write the number as the page of the chronology "
    "shows it, or leave the box empty to mean the whole file."
)


class RowPointsForm(PointsForm):
    """A chronology has too many rows to choose from a list, so a row is named as its page names it."""

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, parts=[], **kwargs)
        self.keys = {as_typed(part.title): part.key for part in parts}
        for number in range(1, MOST_POINTS + 1):
            self.fields[f"section_{number}"] = forms.CharField(
                label="Which row is it about?",
                help_text="Its number as the page shows it. Leave this empty if it is about the whole file.",
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
                max_length=40,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        for number in range(1, MOST_POINTS + 1):
            typed = self.cleaned_data.get(f"section_{number}", "")
            key = self.keys.get(as_typed(typed))
            if typed and key is None:
                self.add_error(f"section_{number}", NO_SUCH_ROW.format(number=number, row=as_typed(typed)))
            elif typed:
                self.cleaned_data[f"section_{number}"] = key
        return super().clean()


def as_typed(title: str) -> str:
    """Return "14" for "Row 14", however it is typed."""
    return " ".join(title.casefold().split()).removeprefix("row").strip()
