"""Whose eyes a page of a preview is made for: the person with what is supposed, and whoever looks beside them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from scr_portal import access
from scr_portal.accounts.actions import AccountAction
from scr_portal.accounts.models import Membership, User

from . import supposing
from .models import Preview
from .views import SESSION_KEY


@dataclass(slots=True)
class Seeing:
    """A preview that is running, as templates are told of it. `left_out` is filled when the page is made."""

    preview: Preview
    membership: Membership
    left_out: list[str] | None = None

    @property
    def supposed(self) -> str:
        """What the person is shown as holding without holding it, in words."""
        return supposing.in_words(self.preview.supposed)

    @property
    def person(self) -> User:
        return self.membership.user


def running(request: Any, key: uuid.UUID) -> Seeing | None:
    """Return the preview of this session under this key; None where it has ended or the policy refuses it now."""
    if str(key) not in request.session.get(SESSION_KEY, []):
        return None
    preview = Preview.objects.filter(
        pk=key, opened_by_id=request.user.pk, ended_at__isnull=True, ends_at__gt=timezone.now()
    ).first()
    if preview is None:
        return None
    rows = Membership.objects.visible_to(request.user).current().select_related("user", "board")
    membership = rows.filter(pk=preview.membership_id).first()
    if membership is None or not access.allowed(AccountAction.PREVIEW, request.user, membership):
        return None
    return Seeing(preview, membership)


def person_seen(seeing: Seeing, previewer: User) -> User:
    """Return the person, with what is supposed granted: call it within the transaction that is rolled back.

    Every queryset that begins with `visible_to` is narrowed to what `previewed_by` may read as well.
    """
    person: Any = User.objects.get(pk=seeing.membership.user_id)
    if seeing.preview.supposed:
        supposing.suppose(person, seeing.preview.supposed)
    held = Membership.objects.current().filter(user=person).select_related("board", "agency")
    person.memberships_now = list(held)
    person.previewed_by = previewer
    seen: User = person
    return seen
