"""Sources of evidence that every document has: its other sections, the questions of the terms, the points to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from scr_portal import sealed

from .desks import desk_of
from .enums import TermsStatus
from .evidence_kinds import Piece, Source, holding
from .models import Question, ReturnPoint, TermsOfReference
from .returnable import kind_of, title_of, titles_of


class OtherSections(Source):
    """What the author has written in the sections of this document, in their own words."""

    slug, title = "sections", "This document"
    nothing = "Nothing is written yet."

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        written = [(part, part.text.original) for part in desk_of(document).sections(document)]
        return holding(words, [(part, f"{part.title}\n{text}") for part, text in written if text])

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        address = desk_of(document).address
        return [
            Piece(part.title, part.text.original, address(document, part.key), "Write this section")
            for part in rows
        ]


class TermsQuestions(Source):
    """What the terms of reference in force ask."""

    slug, title = "questions", "Questions"
    nothing = "The terms of reference are not agreed yet."

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        terms = TermsOfReference.objects.visible_to(user).filter(
            review=document.review, status=TermsStatus.AGREED
        )
        questions = Question.objects.visible_to(user).filter(terms__in=terms).select_related("terms")
        rows = sealed.refresh(list(questions), document.identity_register())
        return holding(words, [(row, str(row.text)) for row in rows])

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        url = reverse("reviews:terms", args=[document.review_id])
        return [Piece(str(row), str(row.text), url, "Open the terms of reference") for row in rows]


class PointsToAnswer(Source):
    """The points with which the document came back, those without an answer first."""

    slug, title = "points", "Points"
    nothing = "The document has not been returned with points, or every round is closed."

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        points = ReturnPoint.objects.visible_to(user).in_open_round(document)
        rows = sealed.refresh(
            list(points.select_related("round").order_by("number")), document.identity_register()
        )
        rows.sort(key=lambda point: bool(point.answer))
        return holding(words, [(point, str(point.text)) for point in rows])

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        titles = titles_of(
            kind_of(document).parts(document), [point.key_now for point in rows if point.key_now]
        )
        return [
            Piece(
                str(point),
                str(point.text),
                reverse("reviews:return_point", args=[point.pk]),
                "Change the answer" if point.answer else "Answer",
                ". ".join(
                    filter(
                        None, [title_of(point, titles) or "About the whole of it", point.get_answer_display()]
                    )
                ),
            )
            for point in rows
        ]
