"""Mend a row of a chronology where it is shown: each field with what was read, and what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from scr_portal.web.forms import PortalForm

from ..chronology.fields import LABELS
from ..chronology.model import FIELDS
from ..chronology.proposals import as_text
from ..queries import ProblemRow

ALWAYS = ("date", "time", "source", "detail")
LONG = ("detail", "child_voice", "action", "comment")
MEND, ACCEPT, OUT = "mend", "accept", "out"
ANOTHER = "another"


class RowForm(PortalForm):
    """All mapped fields of a row as text, the readings proposed for its date, and what shall become of it.

    The fields are named as the reader names them. `corrections` gives their texts by field. `kept` is what keeps
    its typed text on a page that shows many rows; the page of one row has it from its view.
    """

    kept: Mapping[str, Any] = {}

    def __init__(self, *args: Any, row: ProblemRow, **kwargs: Any) -> None:
        self.row = row
        self.typed = row.held.typed() | {name: str(text) for name, text in row.problem.corrections.items()}
        self.why = {problem.field or "": str(problem.message) for problem in reversed(row.problems)}
        super().__init__(*args, **kwargs)
        if row.severity != "warning":
            self._add_fields()
        self.fields["decision"] = self._decision()
        if reason := self._reason():
            self.fields["reason"] = reason
        self.order_fields([*FIELDS[:1], "reading", "alike", *FIELDS[1:], "everywhere", "decision", "reason"])
        self.unmarked = tuple(self.fields)

    def _add_fields(self) -> None:
        mapping = self.row.held.mapping
        shown = {*ALWAYS, *mapping, *(name for name in self.why if name), *self.row.problem.corrections}
        for name in FIELDS:
            if name in shown:
                self.fields[name] = self._text(name, mapping.get(name, LABELS[name]))
        if self.row.readings:
            self.fields["reading"] = self._reading()
            if any(reading.group for reading in self.row.readings):
                self.fields["alike"] = forms.BooleanField(label=self._alike(), required=False)
        if any(code == "missing_source" for code, _ in self.row.held.codes):
            self.fields["everywhere"] = forms.BooleanField(
                label="Use this source for every row of the file that has none", required=False
            )

    def _text(self, name: str, heading: str) -> forms.CharField:
        reason = "" if self.is_bound else self.why.get(name, "")
        label = LABELS[name]
        own_heading = heading.casefold() != label.casefold()
        meant = f"The portal reads this column of your file as “{label}”." if own_heading else ""
        rows = {"rows": 3} if name in LONG else {}
        return forms.CharField(
            label="Time" if name == "time" and heading == self.row.held.mapping.get("date") else heading,
            help_text=" ".join(filter(None, (reason, meant))),
            required=False,
            initial=self.typed.get(name, ""),
            widget=forms.Textarea(attrs=rows) if rows else forms.TextInput(),
        )

    def _reading(self) -> forms.ChoiceField:
        """Return the proposed readings; none is chosen beforehand, because the portal does not guess."""
        choices = [(as_text(reading), reading.label) for reading in self.row.readings]
        return forms.ChoiceField(
            label="Did you mean one of these?",
            choices=[*choices, (ANOTHER, "No, I have typed the date above")],
            widget=forms.RadioSelect,
            required=False,
        )

    def _alike(self) -> str:
        if any(reading.group.startswith("year:") for reading in self.row.readings):
            return "Take the year of this heading for every row below it that has none"
        return "Read every date of the file that may have the day or the month first in this way"

    def _decision(self) -> forms.ChoiceField:
        if self.row.severity == "warning":
            choices = [(OUT, "Leave it out, because…")]
        else:
            choices = [(MEND, "It is an event, as it stands here")]
            choices += [(ACCEPT, "Accept it as it is, because…")] if self.row.acceptable else []
            choices += [(OUT, "Leave it out, because…")] if self.row.severity == "held" else []
        return forms.ChoiceField(
            label="What shall become of this row?",
            choices=choices,
            initial=choices[0][0],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose what shall become of this row."},
        )

    def _reason(self) -> forms.CharField | None:
        """Ask for a reason where one of the decisions needs it, and name those decisions."""
        decision: Any = self.fields["decision"]
        offered = [value for value, _ in decision.choices]
        if ACCEPT in offered:
            when = "Needed if you accept the row as it is, or leave it out."
        else:
            when = "Needed if you leave it out." if MEND in offered else ""
        if offered == [MEND]:
            return None
        return forms.CharField(
            label="Because", help_text=when, widget=forms.Textarea(attrs={"rows": 2}), required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        reading, date = cleaned.get("reading", ""), cleaned.get("date", "")
        if cleaned.get("alike") and reading in ("", ANOTHER):
            self.add_error(
                "alike", "Choose one of the dates above, so that the other rows can be read in the same way."
            )
        if reading in ("", ANOTHER) or cleaned.get("decision") == OUT:
            return cleaned
        if date not in (self.typed["date"], reading):
            self.add_error("reading", "You chose a date here and typed another above. Keep one of them.")
        return cleaned

    @property
    def corrections(self) -> dict[str, str]:
        """Return the text of each field of the row, with the chosen reading as its date."""
        texts = {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}
        reading = self.cleaned_data.get("reading", "")
        return texts | ({"date": reading} if reading not in ("", ANOTHER) else {})

    @property
    def group(self) -> str:
        """Return the readings to choose in every row: those of the group of the chosen one, if that was asked for."""
        chosen = self.cleaned_data.get("reading", "") if self.cleaned_data.get("alike") else ""
        return next((reading.group for reading in self.row.readings if as_text(reading) == chosen), "")

    @property
    def troubled(self) -> list[BoundField]:
        """Return the fields that something is wrong with, each with what belongs to it.

        Those of the decision have their place below.
        """
        wrong = {*self.why, *self.errors, "reading", "alike", "everywhere"}
        return [self[name] for name in self.fields if name in wrong - {"decision", "reason"}]

    @property
    def others(self) -> list[BoundField]:
        """Return the other fields of the row."""
        beside = {field.name for field in self.troubled} | {"decision", "reason"}
        return [self[name] for name in self.fields if name not in beside]
