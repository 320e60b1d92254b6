"""The integrated chronology: all agencies in one order, with filters that stand in the address."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.core.paginator import Paginator

from reviews.models import Review
from reviews.views.pages import CasePage
from scr_portal import sealed
from scr_portal.accounts.models import Agency

from ..queries import integrated

A_PAGE = 60


class IntegratedChronology(CasePage):
    model = Review
    action = "panels.view_integrated"
    template_name = "panels/integrated.html"
    place = "integrated"
    heading = "Integrated chronology"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agencies = Agency.objects.filter(
            commissions__review=self.object, commissions__chronologies__status="accepted"
        )
        agencies = agencies.distinct().order_by("name")
        page = Paginator(self.events(), A_PAGE).get_page(self.request.GET.get("page"))
        sealed.refresh(page.object_list, self.object.identity_register())
        return super().get_context_data(
            page=page,
            agencies=agencies,
            lanes={agency.pk: number % 6 + 1 for number, agency in enumerate(agencies)},
            chosen=self.request.GET,
            **kwargs,
        )

    def events(self) -> Any:
        found = integrated(self.object)
        asked = self.request.GET
        if agency := valid_key(asked.get("agency", "")):
            found = found.filter(chronology__commission__agency=agency)
        if day := valid_day(asked.get("from", "")):
            found = found.filter(date_end__gte=day)
        if day := valid_day(asked.get("to", "")):
            found = found.filter(date_start__lte=day)
        if asked.get("child") == "seen":
            found = found.filter(child_seen__in=["yes", "alone"])
        return found


def valid_day(text: str) -> datetime.date | None:
    """A day in the address, or None for anything else somebody typed there."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def valid_key(text: str) -> uuid.UUID | None:
    """An id in the address, or None for anything else."""

    try:
        return uuid.UUID(text)
    except ValueError:
        return None
