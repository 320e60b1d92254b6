"""Proceedings that hold publication back are recorded when the report is public already: it is taken down at once."""

from __future__ import annotations

from typing import Any

from reviews.models import Proceeding
from reviews.services.referrals import holding
from scr_portal import audit, notices
from scr_portal.access.roles import Role
from scr_portal.audit.signals import recorded

from ..models import PublicEdition

RECORDED = "proceeding.recorded"


def after_act(event: Any, **kwargs: Any) -> None:
    """Tell those who look after a published report that a hold has closed it, in the transaction that records the hold.

    Nothing is written on the edition: what is held is not among the rows that are public (`PublicEditionQuerySet`), so that
    it is down with the hold and up again when two people have agreed that the proceedings are over.
    """
    if event.verb != RECORDED or not event.facts.get("holds_publication"):
        return
    proceeding = Proceeding.objects.select_related("review__board").get(pk=event.object_id)
    review = proceeding.review
    for edition in PublicEdition.objects.published().filter(report__review=review):
        audit.record("edition.held", by=None, on=edition)
        for person in holding(review.board, Role.BUSINESS_MANAGER, Role.BOARD_CHAIR):
            path = review.get_absolute_url()
            notices.send("edition_held", to=person, case_code=edition.case_code, path=path)


recorded.connect(after_act, dispatch_uid="reports.held.after_act")
