"""A blank chronology and a filled example, for an author who begins with nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from django.http import Http404, HttpRequest, HttpResponse

from reviews.views.pages import CasePage

from ..actions import PanelAction
from ..chronology.export.template import EXAMPLE, write_document, write_workbook
from ..models import Commission

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[str, str, Callable[..., None], Sequence[Sequence[str]]]] = {
    "blank-workbook": ("chronology.xlsx", f"{OFFICE}.spreadsheetml.sheet", write_workbook, ()),
    "blank-document": ("chronology.docx", f"{OFFICE}.wordprocessingml.document", write_document, ()),
    "example": ("chronology-example.xlsx", f"{OFFICE}.spreadsheetml.sheet", write_workbook, EXAMPLE),
}
"""Each download by its address: name of the file, its kind, who writes it, and the rows in it."""


class ChronologyTemplate(CasePage):
    """A file that holds nothing of any case. It is found by whoever may hand a chronology in."""

    model = Commission
    action = PanelAction.UPLOAD_CHRONOLOGY
    parents = {"review_id": "review_id"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file; 404 for a kind there is not."""
        if kwargs["slug"] not in KINDS:
            raise Http404
        name, kind, write, rows = KINDS[kwargs["slug"]]
        to: BinaryIO = io.BytesIO()
        write(to, rows=rows)
        to.seek(0)
        answer = HttpResponse(to.read(), content_type=kind)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
