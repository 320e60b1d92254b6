"""`{% load chronology %}`: what a row of a chronology holds besides date, source and details."""

from __future__ import annotations

from typing import Any

from django import template

from reviews.templatetags.cases import own_words

from ..chronology.fields import LABELS
from ..chronology.model import Proposal
from ..chronology.proposals import as_text
from ..models import ChronologyEvent

register = template.Library()


@register.simple_tag(takes_context=True)
def event_cells(context: template.Context, event: ChronologyEvent) -> list[tuple[str, str]]:
    """Return heading and text of every further cell: the known fields first, then the author's own columns.

    Texts are shown as `own_words` shows them: coded, but to whoever wrote them and while the named view is on.
    """

    def text(name: str) -> Any:
        return own_words(context, getattr(event, name))

    known = [(LABELS[name], str(text(name))) for name in ChronologyEvent.NAMED]
    accepted = ("Accepted as it is, because", str(text("accepted_because")))
    return [
        cell
        for cell in (*typed(event, text("as_typed")), *known, *text("columns").items(), accepted)
        if cell[1]
    ]


def typed(event: ChronologyEvent, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Return the date and time as typed, where the page cannot show all that they said."""
    cells = []
    if event.uncertain or event.precision in ("range", "season"):
        cells += [("Date as typed", texts.get("date", "")), ("End date as typed", texts.get("end_date", ""))]
    if event.time is None or event.time_precision == "approx":
        cells.append(("Time as typed", texts.get("time", "")))
    return cells


WIDTHS = {"date": 12, "end_date": 12, "time": 7, "child_seen": 9, "ref": 7, "tor": 6, "detail": 44}
USUAL = 20
"""About how many characters a line of a cell has, by field, on the page that shows many rows."""


@register.filter
def cell_kind(name: str) -> str:
    """Return how wide a column is: "short", "usual" or "long"."""
    width = WIDTHS.get(name, USUAL)
    return "long" if width > USUAL else "usual" if width == USUAL else "short"


@register.filter
def lines_in(text: Any, name: str) -> int:
    """Return about how many lines a text takes in its cell, for browsers that do not fit a box to its text; 12 at most."""
    width = WIDTHS.get(name, USUAL)
    return min(12, sum(1 + len(line) // width for line in str(text or "").split("\n")))


@register.filter
def reading_text(reading: Proposal) -> str:
    """Return a proposed reading as the text to put into the cell."""
    return as_text(reading)
