"""Name the columns of a chronology whose headings do not say which is which."""

from __future__ import annotations

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse

from reviews.views.pages import CaseForm

from ..actions import PanelAction
from ..enums import ChronologyStatus
from ..forms.columns import ColumnsForm
from ..models import Chronology
from ..services import chronology_columns


class ChronologyColumns(CaseForm):
    """Every column with its first cells, and three questions. The file is read again with the answers."""

    model = Chronology
    action = PanelAction.ACCEPT_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    form_class: Any = ColumnsForm
    template_name = "panels/chronology_columns.html"
    heading = "Which column is which?"
    lead = "The headings of this file do not say it for certain, and the portal does not guess."
    button = "Read the file with these columns"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("commission__review__board", "commission__agency")

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Lead to the page of the chronology once its columns are no longer in question."""
        if self.object.status != ChronologyStatus.ASKED:
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.get_absolute_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "asked": self.object.asked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(columns=self.object.asked.get("columns", ()), **kwargs)

    def act(self, form: Any) -> Any:
        job = chronology_columns.name_columns(self.object, answers=form.answers, by=self.request.user)
        return reverse("jobs:progress", args=[job.pk])
