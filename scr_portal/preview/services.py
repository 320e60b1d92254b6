"""Open and leave a preview."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from scr_portal import access, audit
from scr_portal.accounts.actions import AccountAction
from scr_portal.accounts.models import User
from scr_portal.accounts.viewpoints import Viewpoint
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
def open_preview(
    viewpoint: Viewpoint, *, reason: str, supposed: str = "", back: str = "", by: User
) -> Preview:
    """Open a preview of somebody's pages, for fifteen minutes. Raises Refused without a reason.

    `back` is where leaving it leads; what is no path of the portal is dropped.
    """
    for membership in viewpoint.concerned:
        access.require(AccountAction.PREVIEW, by, membership)
    refuse(checks_open(reason=reason))
    now = timezone.now()
    given = viewpoint.given
    preview = Preview.objects.create(
        opened_by_id=by.pk,
        membership_id=viewpoint.membership.pk if viewpoint.membership else None,
        board_id=given.board_id if given else None,
        agency_id=given.agency_id if given else None,
        role=given.role if given else "",
        supposed=supposed,
        reason=reason.strip(),
        back=path_within(back),
        opened_at=now,
        ends_at=now + LASTS,
    )
    audit.record(
        "preview.opened",
        by=by,
        on=viewpoint.subject,
        preview=preview.pk,
        person=viewpoint.account_id,
        role=preview.role,
        supposed=supposed.lower(),
    )
    return preview


def path_within(path: str) -> str:
    """Return a path of the portal, with its query; nothing for an address that leads elsewhere or is too long."""
    longest = Preview._meta.get_field("back").max_length or 0
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if inside and len(path) <= longest else ""


@transaction.atomic
def leave(preview: Preview, *, by: User) -> Preview:
    """End a preview early. A second call changes nothing, nor does one by anybody else."""
    preview = Preview.objects.select_for_update().get(pk=preview.pk)
    if preview.ended_at is None and preview.opened_by_id == by.pk:
        preview.ended_at = timezone.now()
        preview.save(update_fields=["ended_at"])
        audit.record("preview.left", by=by, preview=preview.pk)
    return preview
