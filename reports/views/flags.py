"""The passages of an edition that may identify somebody: both texts side by side, and one passage after another."""

from __future__ import annotations

from typing import Any

from ..actions import ReportAction
from ..columns import Columns
from ..enums import FlagDecision
from ..marking import passage
from ..side_by_side import numbered, parts
from .editions import EditionReadingPage


class Flags(EditionReadingPage):
    """The text as it was signed and as the public reads it, every replacement marked, and what was kept and why."""

    edition_action = ReportAction.VIEW_PASSAGES
    reading = "passages"
    template_name = "reports/flags.html"
    heading = "Both texts, side by side"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, context = self.edition, super().get_context_data(**kwargs)
        rows = numbered(edition)
        may_settle = self.may(ReportAction.SETTLE_FLAG, edition)
        columns = Columns(named=context["named"], leads_to="answer" if may_settle else "why")
        drawn = [(text, columns.rows(text)) for text in parts(edition, rows)]
        return context | {
            "parts": drawn,
            "flags": rows,
            "kept": self.kept(rows, drawn),
            "waiting": [flag for flag in rows if not flag.decision],
            "may_settle": may_settle,
        }

    def kept(self, rows: list[Any], drawn: list[Any]) -> list[Any]:
        """Return what was kept, in the order of the text, each with the place on the page."""
        html = "".join(public for _, blocks in drawn for _, public in blocks)
        kept = [flag for flag in rows if flag.decision == FlagDecision.KEEP]
        return [passage(flag, number=flag.ordinal, html=html) for flag in kept]
