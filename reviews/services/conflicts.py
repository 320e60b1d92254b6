"""Lift a conflict of interest: access returns with the facts it rested on, and the history stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing

from ..actions import ReviewAction
from ..models import ConflictOfInterest


@transaction.atomic
def lift(conflict: ConflictOfInterest, *, reason: str, by: User) -> ConflictOfInterest:
    """Open the review to this person again.

    Appointments and commissions were never ended by the conflict, so what still stands of them counts again at
    once. Lifting twice is lifting once. Raises Refused without a reason.
    """
    rows = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related("review__board", "user")
    conflict = rows.get(pk=conflict.pk)
    access.require(ReviewAction.LIFT_CONFLICT, by, conflict)
    if conflict.lifted_at is not None:
        return conflict
    if not reason.strip():
        raise Missing({"reason": "Say why the conflict no longer stands."})
    conflict.lifted_at, conflict.lifted_by, conflict.lifted_because = timezone.now(), by, reason.strip()
    conflict.save()
    audit.record("conflict.lifted", by=by, on=conflict.review, about=conflict.user_id)
    notices.send(
        "conflict_lifted",
        to=conflict.user,
        case_code=conflict.case_code,
        path=conflict.review.get_absolute_url(),
    )
    return conflict
