"""The passages of an edition that may identify somebody: both texts side by side, and one passage after another."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.views.pages import CasePage
from scr_portal import audit

from ..actions import ReportAction
from ..columns import Columns
from ..enums import FlagDecision
from ..marking import passage
from ..models import PublicEdition
from ..side_by_side import numbered, parts
from .editions import edition_of


class Flags(CasePage):
    """The text as it was signed and as the public reads it, every replacement marked, and what was kept and why."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reports/flags.html"
    heading = "Both texts, side by side"

    def above(self) -> list[tuple[str, str]]:
        return [("Public edition", reverse("reports:edition", args=[self.object.pk]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition()
        audit.read(by=self.request.user, on=edition, what="passages", **self.where())
        context = super().get_context_data(edition=edition, **kwargs)
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

    def edition(self) -> PublicEdition:
        """Return the edition for those who settle or clear it, at every stage; nobody else learns that this page exists."""
        edition = edition_of(self.request.user, self.object)
        if edition is None or not self.may(ReportAction.VIEW_PASSAGES, edition):
            raise Http404
        return edition

    def kept(self, rows: list[Any], drawn: list[Any]) -> list[Any]:
        """Return what was kept, in the order of the text, each with the place on the page."""
        html = "".join(public for _, blocks in drawn for _, public in blocks)
        kept = [flag for flag in rows if flag.decision == FlagDecision.KEEP]
        return [passage(flag, number=flag.ordinal, html=html) for flag in kept]
