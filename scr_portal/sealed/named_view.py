"""The named view: for fifteen minutes a person sees original texts instead of coded ones.

It needs a reason and ends by itself. The caller checks the permission and records an audit event for each
page read with it; this module stores the time, the reason and the session.
"""

from __future__ import annotations

import datetime
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from scr_portal.refusals import Missing

from .models import NamedView

LASTS = datetime.timedelta(minutes=15)
SHORTEST_REASON = 10
_SESSION_KEY = "named_views"


def switch_on(request: HttpRequest, review_id: UUID, reason: str) -> NamedView:
    """Open the named view of a review for LASTS. Raises Refused when the reason is too short."""
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Missing("Say in a sentence why you need to see the names.")
    now, person = timezone.now(), cast(UUID, request.user.pk)
    opening = NamedView.objects.create(
        review_id=review_id, opened_by_id=person, reason=reason, opened_at=now, ends_at=now + LASTS
    )
    _remember(request, review_id, opening)
    return opening


def current(request: HttpRequest, review_id: UUID) -> UUID | None:
    """Return the id of the current opening, for the audit event of a page; None when there is none."""
    entry = request.session.get(_SESSION_KEY, {}).get(str(review_id))
    if not entry or entry["user"] != str(request.user.pk):
        return None
    return UUID(entry["id"]) if timezone.now().timestamp() < entry["until"] else None


def is_on(request: HttpRequest, review_id: UUID) -> bool:
    """Return whether this session sees originals of the review now."""
    return current(request, review_id) is not None


def switch_off(request: HttpRequest, review_id: UUID) -> None:
    """End the named view early. A second call changes nothing."""
    opening = current(request, review_id)
    entries = dict(request.session.get(_SESSION_KEY, {}))
    entries.pop(str(review_id), None)
    request.session[_SESSION_KEY] = entries
    if opening is not None:
        NamedView.objects.filter(pk=opening).update(ended_at=timezone.now())


def _remember(request: HttpRequest, review_id: UUID, opening: NamedView) -> None:
    entry = {"id": str(opening.pk), "user": str(request.user.pk), "until": opening.ends_at.timestamp()}
    request.session[_SESSION_KEY] = {**request.session.get(_SESSION_KEY, {}), str(review_id): entry}
