"""The cells of one row as a form, under the author's own headings; and the form that adds a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from scr_portal.web.forms import PortalForm, VersionedForm

from ..chronology.changing import COLUMN
from ..chronology.fields import LABELS
from ..chronology.model import FIELDS
from ..grid_rows import GridRow

LONG = ("detail", "child_voice", "action", "comment")
Columns = Sequence[tuple[str, str]]
"""Name and heading of each column: a field, or a further column of the author."""


def field_name(name: str, number: int) -> str:
    """Return the name of a cell's field in a form: a heading of the author's may hold anything."""
    return f"further-{number}" if name.startswith(COLUMN) else name


class CellsForm(VersionedForm):
    """Every cell of a row as text. `texts` gives what was sent, by field and further column."""

    def __init__(self, *args: Any, row: GridRow, columns: Columns, **kwargs: Any) -> None:
        self.row = row
        self.names = {field_name(name, number): name for number, (name, _) in enumerate(columns)}
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", row.version)
        for (field, name), (_, heading) in zip(self.names.items(), columns, strict=True):
            self.fields[field] = forms.CharField(
                label=heading,
                help_text=self.help_for(name),
                required=False,
                initial=row.texts.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 3 if name in LONG else 1}),
            )
        self.fields["reading"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.unmarked = tuple(self.fields)

    def help_for(self, name: str) -> str:
        """Say beside a cell what is wrong with it, and what the file says where it was changed."""
        said = [self.row.messages.get(name, "")]
        if name in self.row.corrections:
            said.append(f"In the file: {self.row.read.get(name) or 'nothing'}.")
        return " ".join(filter(None, said))

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts of the cells that were sent; a proposed date that was chosen is the date."""
        sent = {name: self.cleaned_data[field] for field, name in self.names.items() if field in self.data}
        reading = self.cleaned_data.get("reading", "")
        return sent | ({"date": reading} if reading else {})

    @property
    def cells(self) -> list[tuple[str, BoundField]]:
        """Return the column of each cell with its field."""
        return [(name, self[field]) for field, name in self.names.items()]


class AddRowForm(PortalForm):
    """A new event: the row it stands below, and its texts."""

    unmarked = ("date", "source", "detail")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"] = forms.IntegerField(
            label="Below which row?",
            help_text="The number of the row above it. 0 puts it first.",
            min_value=0,
            max_value=2_000_000_000,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
            error_messages={
                "required": "Say below which row it stands.",
                "invalid": "Write the row as a number.",
            },
        )
        for name in (
            "date",
            "time",
            "source",
            "detail",
            *(other for other in FIELDS if other not in SHORTER),
        ):
            rows = {"rows": 4 if name == "detail" else 2}
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                help_text=HINTS.get(name, ""),
                required=False,
                widget=forms.Textarea(attrs=rows) if name in LONG else forms.TextInput(),
            )

    @property
    def texts(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name in FIELDS}


SHORTER = ("date", "time", "source", "detail")
HINTS = {
    "date": "As much of it as is known: 12/05/2010, April 2009 or 2009.",
    "time": "As 14:30, or nothing where it is not known.",
    "source": "Where it was recorded.",
    "detail": "What happened.",
    "child_seen": "Yes, No or Alone, or nothing where the record does not say.",
}


class LeaveOutForm(PortalForm):
    """Why a row is left out."""

    reason = forms.CharField(
        label="Why is it left out?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this row is left out."},
    )


class FindForm(PortalForm):
    """Words to look for, or a row to go to; nothing of it is required and nothing of it is an error."""

    unmarked = ("q", "row", "table")

    q = forms.CharField(label="Find words in any cell", required=False, max_length=200)
    row = forms.IntegerField(
        label="Go to row",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    table = forms.IntegerField(label="Table", required=False, min_value=1, max_value=30_000)
