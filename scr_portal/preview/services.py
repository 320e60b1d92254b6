"""Open and leave a preview."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.actions import AccountAction
from scr_portal.accounts.models import Membership, User
from scr_portal.refusals import Checks, refuse

from .models import Preview

LASTS = datetime.timedelta(minutes=15)
SHORTEST_REASON = 10
NO_REASON = "Say in a sentence why you need to see this."


def checks_open(*, reason: str | None = None, **others: object) -> Checks:
    """Return what is refused of a preview: a reason too short to tell anything."""
    if reason is not None and len(reason.strip()) < SHORTEST_REASON:
        return {"reason": NO_REASON}
    return {}


@transaction.atomic
def open_preview(membership: Membership, *, reason: str, supposed: str = "", by: User) -> Preview:
    """Open a preview of the person who holds this membership, for fifteen minutes. Raises Refused without a reason."""
    access.require(AccountAction.PREVIEW, by, membership)
    refuse(checks_open(reason=reason))
    now = timezone.now()
    preview = Preview.objects.create(
        opened_by_id=by.pk,
        membership_id=membership.pk,
        supposed=supposed,
        reason=reason.strip(),
        opened_at=now,
        ends_at=now + LASTS,
    )
    audit.record(
        "preview.opened",
        by=by,
        on=membership,
        preview=preview.pk,
        person=membership.user_id,
        supposed=supposed.lower(),
    )
    return preview


@transaction.atomic
def leave(preview: Preview, *, by: User) -> Preview:
    """End a preview early. A second call changes nothing, nor does one by anybody else."""
    preview = Preview.objects.select_for_update().get(pk=preview.pk)
    if preview.ended_at is None and preview.opened_by_id == by.pk:
        preview.ended_at = timezone.now()
        preview.save(update_fields=["ended_at"])
        audit.record("preview.left", by=by, preview=preview.pk)
    return preview
