"""One row of a chronology: change its cells, leave it out, add one, remove one that was added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from reviews.views.pages import CaseForm
from scr_portal.web.forms import PortalForm
from scr_portal.workflow import Outstanding

from ..actions import PanelAction
from ..chronology.fields import LABELS
from ..chronology.model import FIELDS
from ..enums import ChronologyStatus, RowShown
from ..forms.grid import AddRowForm, CellsForm, LeaveOutForm
from ..grid_rows import GridRow, Rows, columns_of
from ..models import Chronology
from ..services import fix_lists, row_changes
from ..services.settling import RowsNotOpen
from .cells_in_json import AnswersInJson
from .chronology_grid import as_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RowsStep(CaseForm):
    """A step on the rows of a chronology, shut once it is accepted."""

    model = Chronology
    action = PanelAction.ACCEPT_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    in_preview = False

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("commission__review__board", "commission__terms")

    def outstanding(self) -> list[Outstanding]:
        """Say in place of the form that rows are not open, as the service would."""
        return [] if self.object.status == ChronologyStatus.READ else [Outstanding(RowsNotOpen.sentence)]

    def grid(self) -> str:
        return reverse("panels:chronology_grid", args=[self.object.review_id, self.object.pk])

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.get_absolute_url()), ("Rows", self.grid())]


class RowStep(RowsStep):
    """A step on one row of a chronology, by its table and number."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch the row after the chronology: one that the person may not read is not there."""
        self.object = self.get_object()
        row = Rows(self.object, request.user).one(kwargs["part"], kwargs["row"])
        if row is None:
            raise Http404
        self.row = row
        return super().dispatch(request, *args, **kwargs)

    def get_caption(self) -> str:
        return str(self.object)

    def get_heading(self) -> str:
        return self.row.name.capitalize()

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.get_absolute_url()), ("Rows", self.back())]

    def back(self) -> str:
        """Return the address of the page of rows that the person came from, at this row."""
        kept = {name: self.request.GET.get(name, "") for name in ("show", "q")} | {
            "at": as_text(self.row.key)
        }
        return f"{self.grid()}?{urlencode({name: text for name, text in kept.items() if text})}#row-{self.row.slug}"

    def place(self) -> dict[str, int]:
        return {"part": self.row.part, "row": self.row.row}


class RowCells(AnswersInJson, RowStep):
    """One row, every cell of it. The page of many rows sends its rows here too, cell by cell, and is answered in JSON."""

    form_class: Any = CellsForm
    button = "Save this row"

    def get_form_kwargs(self) -> dict[str, Any]:
        columns = dict(columns_of([self.row], self.object, self.row.part))
        for name in FIELDS:
            if name in self.request.POST:  # the page has columns that another row brought
                columns.setdefault(name, LABELS[name])
        return {**super().get_form_kwargs(), "row": self.row, "columns": list(columns.items())}

    def saved_values(self, current: GridRow, form: Any) -> dict[str, Any]:
        return {field: current.texts.get(name, "") for field, name in form.names.items()}

    def act(self, form: Any) -> Any:
        self.saved = row_changes.change_row(
            self.object,
            texts=form.texts,
            version=form.cleaned_data["version"],
            by=self.request.user,
            **self.place(),
        )
        name, state = self.saved.name.capitalize(), self.saved.state
        waits = state in (RowShown.TO_MEND, RowShown.NO_EVENT)
        self.success = f"{name} is saved and still to mend." if waits else f"{name} is saved."
        return self.back()


class RowAdd(RowsStep):
    """An event that the file does not have, at its place, marked with who added it and when."""

    form_class: Any = AddRowForm
    heading = "Add an event"
    lead = "It is marked as added by hand, with your name and today’s date, wherever it is read."
    button = "Add it"
    success = "The event is added."

    def get_initial(self) -> dict[str, Any]:
        return {"after": self.request.GET.get("after", "")}

    def table(self) -> int:
        asked = self.request.GET.get("table", "1")
        return int(asked) if asked.isdecimal() and len(asked) < 5 else 1

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        texts = {name: text for name, text in cleaned.items() if name in FIELDS}
        return row_changes.checks_add_row(
            self.object, part=self.table(), after=cleaned.get("after"), texts=texts, by=self.request.user
        )

    def act(self, form: Any) -> Any:
        added = row_changes.add_row(
            self.object,
            part=self.table(),
            after=form.cleaned_data["after"],
            texts=form.texts,
            by=self.request.user,
        )
        return f"{self.grid()}?at={added.part}.{added.place}.{added.row}#row-{added.part}-{added.row}"


class RowLeaveOut(RowStep):
    """Leave a row out that is an event, or waits to be one."""

    form_class = LeaveOutForm
    lead = "It is no event any more. What it says is kept, and it can be taken back until the chronology is accepted."
    button = "Leave it out"

    def get_heading(self) -> str:
        return f"Leave out {self.row.name}"

    def act(self, form: forms.BaseForm) -> Any:
        reason = form.cleaned_data["reason"]
        self.success = f"{self.row.name.capitalize()} is left out."
        row_changes.leave_row_out(self.object, reason=reason, by=self.request.user, **self.place())
        return self.back()


class RowRemove(RowStep):
    """Remove a row that was added by hand."""

    form_class = PortalForm
    lead = "It was added here and stands in no file. What it said stays in the history of the case."
    button = "Remove it"
    warning = True

    def get_heading(self) -> str:
        return f"Remove {self.row.name}"

    def act(self, form: forms.BaseForm) -> Any:
        self.success = f"{self.row.name.capitalize()} is removed."
        row_changes.remove_row(self.object, by=self.request.user, **self.place())
        return f"{self.grid()}?at={as_text(self.row.key)}"


class FixList(RowsStep):
    """The author's own file with the cells to mend coloured, for whoever would rather mend it there."""

    form_class = PortalForm
    heading = "Download the fix list"
    lead = (
        "It is your own file as a workbook: each cell to mend is coloured and has a comment that says why, and a last sheet "
        "lists them. Correct it there and hand it in again."
    )
    button = "Download it"

    def act(self, form: forms.BaseForm) -> HttpResponse:
        content = fix_lists.fix_list(self.object, by=self.request.user)
        answer = HttpResponse(content, content_type=XLSX)
        name = f"fix-list-{self.object.case_code}-edition-{self.object.edition}.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
