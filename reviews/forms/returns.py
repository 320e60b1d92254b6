"""Write the points with which something is returned; answer one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from scr_portal.web.forms import PortalForm
from scr_portal.web.widgets import RevealingRadios

from ..enums import PointAnswer
from ..returnable import Part
from ..services.returns import NewPoint

MOST_POINTS = 20
"""More questions than this are a conversation, not a list."""


class PointsForm(PortalForm):
    """A block of boxes for each point, all of them in the form and as many shown as are wanted.

    A draft, or a page without JavaScript, never has fewer boxes than texts.
    """

    count = forms.IntegerField(min_value=1, max_value=MOST_POINTS, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [("", "The whole of it"), *((part.key, part.title) for part in parts)]
        for number in range(1, MOST_POINTS + 1):
            self.fields[f"section_{number}"] = forms.ChoiceField(
                label="Which part is it about?", choices=sections, required=False
            )
            self.fields[f"quoted_{number}"] = forms.CharField(
                label="The words it is about, if it is about some",
                help_text="Copy them from the page.",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label="What should be answered or changed?",
                widget=forms.Textarea(attrs={"rows": 4}),
                required=False,
            )
        self.unmarked = tuple(self.fields)

    def typed(self, name: str) -> str:
        """Return what stands in one box, of a form sent or of one that is opened with a draft."""
        value = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return str(value or "")

    def shown(self) -> int:
        """How many blocks are on the page: as many as are asked for or written in, and at least one."""
        asked = self.typed("count")
        written = [
            number
            for number in range(1, MOST_POINTS + 1)
            if any(self.typed(f"{box}_{number}").strip() for box in ("section", "quoted", "text"))
        ]
        wanted = int(asked) if asked.isascii() and asked.isdigit() else 1
        return min(MOST_POINTS, max(1, wanted, *written))

    def blocks(self) -> list[dict[str, Any]]:
        """Return the boxes of each point on the page."""
        return [
            {"number": number, "fields": [self[f"{box}_{number}"] for box in ("section", "quoted", "text")]}
            for number in range(1, self.shown() + 1)
        ]

    @property
    def is_full(self) -> bool:
        return self.shown() == MOST_POINTS

    def with_another(self) -> PointsForm:
        """Return this form with one more block, and nothing said yet about what is typed."""
        data: Any = self.data
        self.data = data = data.copy()
        data[self.add_prefix("count")] = str(min(MOST_POINTS, self.shown() + 1))
        self._errors = ErrorDict()
        return self

    def clean(self) -> dict[str, Any]:
        """Ask for the words of each point that has a section or a quotation; a block left empty is no point."""
        cleaned = super().clean()
        for number in range(1, MOST_POINTS + 1):
            about = cleaned.get(f"section_{number}") or cleaned.get(f"quoted_{number}")
            if about and not cleaned.get(f"text_{number}") and f"text_{number}" not in self.errors:
                self.add_error(f"text_{number}", f"Point {number}: say what should be answered or changed.")
        if not self.errors and not self.points():
            self.add_error("text_1", "Write at least one point.")
        return cleaned

    def points(self) -> list[NewPoint]:
        """Return the points in their order, without those left empty."""
        return points_in(self.cleaned_data)


def points_in(cleaned: Mapping[str, Any]) -> list[NewPoint]:
    """Return the points of a form, without those left empty; what has an error is not judged."""
    return [
        NewPoint(
            text=cleaned[f"text_{number}"],
            section=cleaned.get(f"section_{number}", ""),
            quoted=cleaned.get(f"quoted_{number}", ""),
            block=number,
        )
        for number in range(1, MOST_POINTS + 1)
        if cleaned.get(f"text_{number}") and f"section_{number}" in cleaned
    ]


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(
        label="What did you do about this point?",
        choices=[
            (PointAnswer.CHANGED, "I changed the text"),
            (PointAnswer.NOT_CHANGED, "I did not change it"),
        ],
        widget=RevealingRadios,
    )
    reason = forms.CharField(
        label="Why did you not change it?",
        help_text="Whoever returned it reads this beside the point.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    reveals = {"answer": {PointAnswer.NOT_CHANGED: ("reason",)}}
    missing = {
        "answer": "Choose what you did about this point.",
        "reason": "Say why nothing is changed.",
    }
