"""The integrated chronology: all agencies in one order, as a picture above and a table below.

One set of filters, which stands in the address, drives both.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.seals_met import put_seals_beside, sealed_met
from reviews.views.pages import CasePage
from scr_portal import sealed
from scr_portal.accounts.models import Agency
from scr_portal.web.timeline import Lane, Mark, Picture, draw
from scr_portal.web.words import counted

from ..actions import PanelAction
from ..enums import ChronologyStatus
from ..forms.integrated import SEEN, EventFilter
from ..models import ChronologyEvent
from ..queries import integrated

A_PAGE = 60


class IntegratedChronology(CasePage):
    """For whoever looks for patterns for days on end: dense, with the child in the first lane."""

    in_preview = True
    model = Review
    action = PanelAction.VIEW_INTEGRATED
    template_name = "panels/integrated.html"
    heading = "Integrated chronology"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        agencies = Agency.objects.filter(
            commissions__review=self.object, commissions__chronologies__status=ChronologyStatus.ACCEPTED
        )
        agencies = agencies.distinct().order_by("sort_name", "name")
        visible = ChronologyEvent.objects.visible_to(self.request.user)
        narrowed = EventFilter(query, integrated(visible, self.object), agencies=agencies)
        events, filters = narrowed.qs, narrowed.form
        drawn = picture(events, agencies, query)
        from_agencies = counted(len(drawn.rows) - 1 if drawn else 0, "agency,agencies")
        page = Paginator(events, A_PAGE).get_page(query.get("page"))
        sealed.refresh(page.object_list, self.object.identity_register())
        put_seals_beside(page.object_list, self.request.user)
        return super().get_context_data(
            page=page,
            may_seal_rows=bool(page.object_list) and self.may(ReviewAction.SEAL, page.object_list[0]),
            sealed_met=self.sealed_met(visible),
            noun=f"event from {from_agencies},events from {from_agencies}",
            agencies=agencies,
            lanes={agency.pk: number % 6 + 1 for number, agency in enumerate(agencies)},
            filters=filters if agencies else None,
            chosen=filters.chosen(query),
            picture=drawn,
            empty_words={
                "what": "No chronology has been accepted yet.",
                "next": "Each agency’s author hands one in and accepts it; then all events stand here in one order.",
            },
            **kwargs,
        )

    def sealed_met(self, visible: QuerySet[ChronologyEvent]) -> list[str]:
        """Return what is sealed of the whole chronology, whatever the filters are: see `seals_met`."""
        user = self.request.user
        every = integrated(ChronologyEvent.objects.but_for_closed_rows(user), self.object)
        return sealed_met(every, integrated(visible, self.object), user, "event")


def picture(
    events: QuerySet[ChronologyEvent], agencies: Iterable[Agency], query: QueryDict
) -> Picture | None:
    """Return the child's lane first, then one for each agency that has an event here; None where there is nothing."""
    dated = list(events.values_list("date_start", "date_end", "child_seen", "chronology__commission__agency"))
    if not dated:
        return None
    child = [mark(start, end, "the child was seen", query) for start, end, seen, _ in dated if seen in SEEN]
    lanes = [Lane("Child seen", child, "child")]
    for agency in agencies:
        marks = [mark(start, end, "one entry", query) for start, end, _, of in dated if of == agency.pk]
        if marks:
            lanes.append(Lane(agency.short_name, marks))
    first, last = min(row[0] for row in dated), max(row[1] for row in dated)
    return draw(lanes, start=first, end=last, label="Events by agency")


def mark(start: datetime.date, end: datetime.date, label: str, query: QueryDict) -> Mark:
    """One event, which leads to the days it stands for. A date known to the month or year is a quiet stretch."""
    days = query.copy()
    days.pop("page", None)
    days["from"], days["to"] = start.isoformat(), end.isoformat()
    if end == start:
        return Mark(start, label, f"?{days.urlencode()}#events")
    return Mark(start, label, f"?{days.urlencode()}#events", until=end, tone="quiet")
