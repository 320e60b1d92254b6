"""What relatives said to the review, beside a text that somebody writes about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviews.evidence_kinds import Piece, Source, holding
from scr_portal import sealed
from scr_portal.web.words import long_date

from .enums import ContactKind
from .models import FamilyContact


class FamilyViews(Source):
    """The views that relatives gave, coded and by their labels. How they are reached stands nowhere here."""

    slug, title = "family", "Family"
    reading = "relative"
    nothing = "No relative has given their views yet."

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        given = FamilyContact.objects.visible_to(user).filter(
            relative__review=document.review, kind=ContactKind.HEARD
        )
        rows = list(given.select_related("relative__identity__same_as").order_by("on", "recorded_at"))
        sealed.refresh(rows, document.identity_register())
        return holding(
            words, [(row, f"{row.relative.identity.pseudonym}\n{row.note}") for row in rows if row.note]
        )

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        return [
            Piece(
                f"{row.relative}, {long_date(row.on)}",
                str(row.note),
                row.relative.get_absolute_url(),
                "Open what is recorded",
                row.get_means_display(),
            )
            for row in rows
        ]

    def opened(self, rows: Sequence[Any]) -> list[Any]:
        return list({row.relative_id: row.relative for row in rows}.values())
