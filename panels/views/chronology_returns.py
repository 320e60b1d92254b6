"""Return a chronology with points about its rows, and show the points beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from reviews.models import IdentityRegister, ReturnPoint, ReturnRound
from reviews.services.returns import NewPoint
from reviews.views.returns import ReturnForm
from scr_portal import sealed

from ..actions import PanelAction
from ..forms.returns import RowPointsForm
from ..models import Chronology, ChronologyEvent
from ..row_texts import key_of
from ..services import chronology_returns


class ChronologyReturn(ReturnForm):
    """Back to its author; the row comes with the link that was followed."""

    model = Chronology
    action = PanelAction.RETURN_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    form_class = RowPointsForm
    heading = "Return this chronology"
    lead = (
        "Write one point for each thing. The author answers every one, and may hand in a corrected file; until then "
        "the accepted edition stays in force. Everybody who reads the chronology reads the points and the answers."
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("commission__review__board", "commission__agency")

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.get_absolute_url())]

    def outstanding(self) -> Any:
        return chronology_returns.why_not_returned(self.object)

    def get_initial(self) -> dict[str, Any]:
        row = self.request.GET.get("row", "")[:40]
        return {**super().get_initial(), **({"section_1": row} if row else {})}

    def send_back(self, points: list[NewPoint]) -> ReturnRound:
        return chronology_returns.send_back(self.object, points=points, by=self.request.user)


def put_points_beside(
    events: Iterable[ChronologyEvent], rounds: Iterable[ReturnRound], register: IdentityRegister
) -> None:
    """Give each event the points of the open round that are about its row."""
    beside: defaultdict[str, list[ReturnPoint]] = defaultdict(list)
    for current in rounds:
        if current.is_open:
            for point in sealed.refresh(list(current.points.all()), register):
                point.round = current
                beside[point.key_now].append(point)
    for event in events:
        event.returned_points = beside[key_of(event)]  # type: ignore[attr-defined]
