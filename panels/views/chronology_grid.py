"""The rows of a chronology as a small spreadsheet: every cell changed where it stands, rows added and left out."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import redirect

from reviews.templatetags.cases import stated_date
from reviews.views.pages import CasePage, OwnWordsMixin
from scr_portal import workflow

from ..actions import PanelAction
from ..enums import ChronologyStatus
from ..forms.grid import CellsForm, FindForm
from ..grid_rows import GridRow, Key, Rows, columns_of
from ..models import Chronology
from ..policy import may_correct_chronology
from ..queries import row_counts

A_PAGE = 25
SHOWN = {
    "all": "All rows",
    "to_mend": "To mend",
    "mended": "Mended",
    "changed": "Changed",
    "added": "Added",
    "left_out": "Left out",
    "no_event": "Without an event",
    "remarks": "With a remark",
}


def key_in(text: str) -> Key | None:
    """Return the place of a row as an address carries it: "1.12.12"."""
    numbers = text.split(".")
    if len(numbers) != 3 or not all(number.isdecimal() and len(number) < 10 for number in numbers):
        return None
    part, place, row = map(int, numbers)
    return part, place, row


def as_text(key: Key) -> str:
    return ".".join(map(str, key))


class ChronologyGrid(OwnWordsMixin, CasePage):
    """A page of rows, found by the place of its first one. The same queries for every page of a file of any length."""

    model = Chronology
    action = PanelAction.ACCEPT_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    template_name = "panels/chronology_grid.html"
    heading = "Check and change the rows"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("commission__review__board", "commission__agency")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead to the page of the chronology while its rows are not open to be changed."""
        if self.object.status != ChronologyStatus.READ:
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def wrote_words(self) -> bool:
        return may_correct_chronology(self.request.user, self.object) is None

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.commission
        return [
            (commission.agency.short_name, commission.get_absolute_url()),
            ("Chronology", self.object.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chronology, query = self.object, self.request.GET
        shown = query.get("show") if query.get("show") in SHOWN else "all"
        find = FindForm(query)
        asked = find.cleaned_data if find.is_valid() else {}
        words = asked.get("q") or ""
        start = key_in(query.get("at", "")) or self.place_asked(asked)
        rows = Rows(chronology, self.request.user)
        keys = rows.keys(shown, start=start, words=words, most=A_PAGE + 1)
        earlier = rows.keys(shown, before=keys[0], words=words, most=A_PAGE) if keys and start else []
        here = rows.at(keys[:A_PAGE])
        kept = {"show": shown, "q": words} | ({"words": "labels"} if self.as_labels() else {})
        counts = row_counts(chronology)
        return super().get_context_data(
            tables=self.tables(here, kept),
            shown=shown,
            kinds=self.kinds(counts, shown, words),
            find=FindForm(initial={"q": words}),
            words_sought=words,
            kept=kept,
            later_url=self.address(kept, keys[A_PAGE]) if len(keys) > A_PAGE else "",
            earlier_url=self.address(kept, earlier[0]) if earlier else "",
            labels_url=self.address(kept | {"words": "" if self.as_labels() else "labels"}, start),
            counts=counts,
            sealed_met=rows.sealed_met(),
            several_tables=len(chronology.layout) > 1,
            outstanding=workflow.missing(chronology, ChronologyStatus.ACCEPTED),
            **kwargs,
        )

    def place_asked(self, asked: dict[str, Any]) -> Key | None:
        """Return the place of the row to go to; of a row that is not there, where it would be."""
        if not asked.get("row"):
            return None
        return asked.get("table") or 1, asked["row"], 0

    def address(self, kept: dict[str, str], start: Key | None) -> str:
        at = {"at": as_text(start)} if start else {}
        return "?" + urlencode({name: text for name, text in (kept | at).items() if text})

    def kinds(self, counts: Any, shown: str, words: str) -> list[dict[str, Any]]:
        """Return the links that narrow the rows, each with how many there are where that is counted."""
        known = {
            "all": counts.rows,
            "to_mend": counts.to_mend,
            "mended": counts.mended,
            "changed": counts.changed,
            "added": counts.added,
            "left_out": counts.left_out,
            "no_event": counts.no_event,
        }
        return [
            {
                "label": f"{label} ({known[name]})" if name in known else label,
                "url": self.address({"show": name, "q": words}, None),
                "here": name == shown,
            }
            for name, label in SHOWN.items()
            if name in ("all", "to_mend", "remarks") or known.get(name) or name == shown
        ]

    def tables(self, rows: list[GridRow], kept: dict[str, str]) -> list[dict[str, Any]]:
        """Return the rows of this page by the table they stand in, each under its author's headings."""
        return [
            table_of(self.object, part, list(group), kept)
            for part, group in groupby(rows, lambda row: row.part)
        ]


def table_of(chronology: Chronology, part: int, rows: list[GridRow], kept: dict[str, str]) -> dict[str, Any]:
    """Return one table with a form for each of its rows."""
    columns = list(columns_of(rows, chronology, part))
    shown = []
    for row in rows:
        form = CellsForm(
            row=row, columns=columns, auto_id=f"c-{row.slug}-%s", initial={"version": row.version}
        )
        back = urlencode({name: text for name, text in kept.items() if text} | {"at": as_text(row.key)})
        shown.append({"row": row, "cells": cells_of(row, form), "form": form, "back": back})
    return {"part": part, "columns": columns, "rows": shown}


def cells_of(row: GridRow, form: CellsForm) -> list[dict[str, Any]]:
    """Return each cell with what is wrong in it, what the file says where it was changed, and how its date reads."""
    return [
        {
            "field": field,
            "name": name,
            "message": row.messages.get(name, ""),
            "was": (row.read.get(name) or "nothing") if name in row.corrections and not row.added else "",
            "reads": reads_as(row) if name == "date" else "",
            "coded": row.coded.get(name, ""),
        }
        for name, field in form.cells
    ]


def reads_as(row: GridRow) -> str:
    """Say how the date and time of an event are read."""
    if row.event is None:
        return ""
    return ", ".join(filter(None, (stated_date(row.event), row.event.time)))
