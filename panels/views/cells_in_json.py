"""What the page of many rows is answered when it sends a cell: the row as it is now, or why the cell is not saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from scr_portal import audit
from scr_portal.access import Denied
from scr_portal.refusals import Refused
from scr_portal.web.stale import StaleForm

from ..grid_rows import GridRow
from ..queries import row_counts
from ..services.row_changes import RowGone
from .chronology_grid import reads_as

STALE = "Not saved: this row was changed in another window. Open the page again to see it."


class AnswersInJson:
    """The form of one row, which answers in JSON whoever asks for that: each refusal is one sentence, `refused`."""

    request: Any
    object: Any
    saved: GridRow

    def wants_json(self) -> bool:
        return bool(self.request.headers.get("Accept") == "application/json")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say of a row that is gone, or closed to the person by now, that the cell is not saved."""
        if not self.wants_json():
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            return not_saved(RowGone.sentence, 404)
        except Denied as denied:
            audit.refused(denied.action, by=request.user, on=denied.on)
            return not_saved(denied.sentence, 403)

    def blocked(self, form: forms.BaseForm, outstanding: Sequence[Any]) -> HttpResponse:
        if not self.wants_json():
            return super().blocked(form, outstanding)  # type: ignore[misc, no-any-return]
        return not_saved(" ".join(each.sentence for each in outstanding), 409)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        if not self.wants_json():
            return super().form_invalid(form)  # type: ignore[misc, no-any-return]
        return not_saved(" ".join(str(each) for errors in form.errors.values() for each in errors), 422)

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.wants_json():
            return super().form_valid(form)  # type: ignore[misc, no-any-return]
        try:
            self.act(form)  # type: ignore[attr-defined]
        except StaleForm as stale:
            return JsonResponse({"refused": STALE} | self.row_as_json(stale.current, form), status=409)
        except Refused as refused:
            return not_saved(str(refused), 422)
        return JsonResponse(self.row_as_json(self.saved, form))

    def row_as_json(self, row: GridRow, form: Any) -> dict[str, Any]:
        """Return what the page shows of the row now: its state, its messages by field, and the counts."""
        fields = {name: field for field, name in form.names.items()}
        counts = row_counts(self.object)
        return {
            "state": row.state.value,
            "state_words": str(row.state.label),
            "messages": {fields.get(name, ""): text for name, text in row.messages.items()},
            "was": {
                fields[name]: row.read.get(name) or "nothing" for name in row.corrections if name in fields
            }
            if not row.added
            else {},
            "reads": reads_as(row),
            "version": row.version,
            "counts": str(counts),
            "waiting": counts.to_mend,
            "saved": f"{timezone.localtime(timezone.now()):%H:%M}",
        }


def not_saved(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"refused": f"Not saved. {sentence}"}, status=status)
