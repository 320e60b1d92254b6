"""Return the accepted chronology of an agency with points, and let a corrected edition take them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from reviews.gates import points_answered
from reviews.models import ReturnPoint, ReturnRound
from reviews.services import returns
from reviews.services.returns import NewPoint
from scr_portal import access, audit, notices
from scr_portal.accounts.models import User
from scr_portal.workflow import Outstanding, TransitionBlocked

from ..actions import PanelAction
from ..enums import ChronologyStatus, CommissionStatus, ImrStatus
from ..models import Chronology, Commission, ManagementReview
from ..models.chronology import open_return
from ..row_texts import places


def why_not_returned(chronology: Chronology) -> list[Outstanding]:
    """Return what keeps a chronology from being returned now."""
    commission = chronology.commission
    if commission.status == CommissionStatus.ENDED:
        return [Outstanding("Nothing is returned to an agency whose request has ended.")]
    if chronology.status != ChronologyStatus.ACCEPTED:
        return [
            Outstanding("A chronology is returned once its author has accepted it, in its newest edition.")
        ]
    if commission.management_review.status == ImrStatus.ACCEPTED:
        sentence = (
            f"The {commission.noun} of this agency has been accepted, so its chronology is not returned."
        )
        return [Outstanding(sentence)]
    return list(points_answered(chronology))


@transaction.atomic
def send_back(chronology: Chronology, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Return the chronology to its author with numbered points. The accepted edition stays in force meanwhile.

    An earlier round whose points are answered closes. Raises Refused for a point that says nothing,
    and TransitionBlocked while an earlier point is unanswered or what was handed in has been accepted.
    """
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    reviews = ManagementReview.objects.select_for_update(of=("self",))
    chronology.commission.management_review = reviews.get(commission=chronology.commission_id)
    access.require(PanelAction.RETURN_CHRONOLOGY, by, chronology)
    if waiting := why_not_returned(chronology):
        raise TransitionBlocked(waiting)
    returns.close_answered(chronology)
    current = returns.return_with_points(chronology, points, by=by)
    audit.record("chronology.returned", by=by, on=chronology, round=current.number, points=len(points))
    path = current.get_absolute_url()
    author = chronology.commission.author
    notices.send("chronology_returned", to=author, case_code=chronology.case_code, path=path)
    return current


def settle(commission: Commission, *, by: User) -> None:
    """Close the open round, now that what belongs to the chronology is handed in or accepted."""
    if (current := open_return(commission)) is not None:
        chronology: Any = current.subject
        returns.hand_in_again(chronology, by=by)


def take_over(older: Iterable[Chronology], newer: Chronology) -> None:
    """Let the rounds of replaced editions go on with the one in force, each point with its row."""
    for before in older:
        points = ReturnPoint.objects.filter(round__in=ReturnRound.objects.about(before)).exclude(
            anchor_key=""
        )
        moved = places(before, newer) if points else {}
        for point in points:
            follow(point, moved)
        returns.carry_over([before], newer)


def follow(point: ReturnPoint, moved: dict[str, str]) -> None:
    """Note where the row of a point stands now; a row that is gone stays gone."""
    now: Any = moved.get(point.key_now, point.key_now)
    point.anchor_now = "" if now == point.anchor_key else now
    point.save()
