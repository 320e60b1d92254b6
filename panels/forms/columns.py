"""Say which column of a chronology is which, where its headings do not say it."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import PortalForm

ONE_SOURCE = "one source for every row"
_CHOOSE = ("", "Choose a column")


class ColumnsForm(PortalForm):
    """The three columns that a chronology needs. Only what the headings say is chosen beforehand."""

    date = forms.ChoiceField(label="Which column is the date of what happened?")
    detail = forms.ChoiceField(label="Which column says what happened?")
    source = forms.ChoiceField(
        label="Which column says where it was recorded?",
        help_text="If the whole file comes from one record, choose “One source for every row” and name it below.",
    )
    every_row = forms.CharField(
        label="The source of every row",
        help_text="Only if no column says it, for example “our case notes”.",
        max_length=200,
        required=False,
    )
    unmarked = ("every_row",)
    missing = {
        "date": "Choose the column of the date.",
        "detail": "Choose the column that says what happened.",
        "source": "Choose the column that says where it was recorded, or one source for every row.",
    }

    def __init__(self, *args: Any, asked: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = dict.fromkeys(str(column["heading"]) for column in asked.get("columns", ()))
        letters = {str(column["heading"]): column["column"] for column in reversed(asked.get("columns", ()))}
        choices = [(heading, f"{heading} (column {letters[heading]})") for heading in headings]
        for name in ("date", "detail", "source"):
            field: Any = self.fields[name]
            every = [(ONE_SOURCE, "One source for every row")] if name == "source" else []
            field.choices = [_CHOOSE, *choices, *every]
            self.initial.setdefault(name, asked.get("known", {}).get(name, ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        date, detail, source = (cleaned.get(name) for name in ("date", "detail", "source"))
        if date and date == detail:
            self.add_error("detail", "This column is chosen for the date already. Choose another one.")
        if source and source in (date, detail):
            self.add_error(
                "source",
                "This column is chosen above already. Choose another one, or one source for every row.",
            )
        if source == ONE_SOURCE and not cleaned.get("every_row", "").strip():
            self.add_error("every_row", "Name the record that every row comes from.")
        if source and source != ONE_SOURCE and cleaned.get("every_row", "").strip():
            self.add_error("every_row", "You chose a column above and named a source here. Keep one of them.")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """Return the mapping that the reader takes."""
        chosen = self.cleaned_data
        source: Any = chosen["source"]
        if source == ONE_SOURCE:
            source = {"heading": "", "constant": chosen["every_row"].strip()}
        return {"date": chosen["date"], "detail": chosen["detail"], "source": source}
