"""The history of a case."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from scr_portal.web.lists import PortalListView

from ..actions import ReviewAction
from ..forms.history import HistoryFilter
from ..history.record import CaseRecord
from ..models import Review
from .pages import CaseMixin


class HistoryPage(CaseMixin, PortalListView):
    """Who did and read what, and when: every entry of the case, newest first, a hundred a page."""

    model = Review
    action = ReviewAction.VIEW_HISTORY
    template_name = "reviews/history.html"
    heading = "History of the case"
    noun = "entry,entries"
    paginate_by = 100
    filterset_class = HistoryFilter
    sorts = {"newest": ("-seq",), "when": ("seq",)}
    empty_words = {
        "what": "Nothing is on record yet.",
        "next": "Every act and every reading appears here.",
    }

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """Return the review, among those this person may see; the list below is of its events."""
        return super().get_object(super().get_queryset() if queryset is None else queryset)

    @cached_property
    def record(self) -> CaseRecord:
        return CaseRecord(self.object, self.request.user)

    def get_queryset(self) -> QuerySet[Any]:
        return self.record.events.defer("previous_hash", "hash", "request_id")

    def narrowed(self, queryset: QuerySet[Any]) -> HistoryFilter:
        return HistoryFilter(self.request.GET, queryset, request=self.request, record=self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = self.record.rows(context["page"], named=context["named"])
        return context | {"rows": rows, "in_codes": self.record.in_codes}
