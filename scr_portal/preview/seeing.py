"""Whose eyes a page of a preview is made for: the person with what is supposed, and whoever looks beside them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from scr_portal import access
from scr_portal.accounts.actions import AccountAction
from scr_portal.accounts.models import Agency, Board, Membership, User
from scr_portal.accounts.viewpoints import Viewpoint

from . import supposing
from .models import Preview
from .views import SESSION_KEY


@dataclass(slots=True)
class Seeing:
    """A preview that is running, as templates are told of it.

    `case_code` is set by a page without a context, and `hands_over` once it is known that the page is a file.
    """

    preview: Preview
    viewpoint: Viewpoint
    case_code: str = ""
    hands_over: bool = False

    @property
    def supposed(self) -> str:
        """What the person is shown as holding without holding it, in words."""
        return supposing.in_words(self.preview.supposed)

    @property
    def person(self) -> str:
        """Whose pages these are, to stand within a sentence."""
        return str(self.viewpoint)


def running(request: Any, key: uuid.UUID) -> Seeing | None:
    """Return the preview of this session under this key; None where it has ended or the policy refuses it now."""
    preview = opened_here(request, key)
    if preview is None or preview.ended_at is not None or preview.ends_at <= timezone.now():
        return None
    viewpoint = viewpoint_of(preview, request.user)
    if viewpoint is None:
        return None
    if not all(access.allowed(AccountAction.PREVIEW, request.user, row) for row in viewpoint.concerned):
        return None
    return Seeing(preview, viewpoint)


def opened_here(request: Any, key: uuid.UUID) -> Preview | None:
    """Return the preview that this session opened under this key, whether or not it has ended."""
    if str(key) not in request.session.get(SESSION_KEY, []):
        return None
    return Preview.objects.filter(pk=key, opened_by_id=request.user.pk).first()


def viewpoint_of(preview: Preview, previewer: User) -> Viewpoint | None:
    """Return whose pages a preview shows, as things are now; None where the membership, board or agency is gone."""
    rows = Membership.objects.visible_to(previewer).current().select_related("user", "board", "agency")
    held = preview.membership_id
    membership = rows.filter(pk=held).first() if held else None
    if held and membership is None:
        return None
    if not preview.role:
        return Viewpoint(membership)
    board = Board.objects.visible_to(previewer).filter(pk__in=[preview.board_id]).first()
    agency = Agency.objects.filter(board=board, pk=preview.agency_id).first() if preview.agency_id else None
    if board is None or (preview.agency_id and agency is None):
        return None
    user = membership.user if membership else User(name="Somebody new")
    return Viewpoint(membership, Membership(user=user, board=board, agency=agency, role=preview.role))


def person_seen(seeing: Seeing, previewer: User) -> User:
    """Return the person, with what is supposed granted: call it within the transaction that is rolled back.

    Every queryset that begins with `visible_to` is narrowed to what `previewed_by` may read as well.
    """
    membership, given = seeing.viewpoint.membership, seeing.viewpoint.given
    if membership is not None:
        person: Any = User.objects.get(pk=membership.user_id)
    else:
        person = User.objects.create_user(f"{seeing.preview.pk}@preview.invalid", name="Somebody new")
    if given is not None:
        Membership.objects.get_or_create(
            user=person, board=given.board, agency=given.agency, role=given.role, ended_on=None
        )
    if seeing.preview.supposed:
        supposing.suppose(person, seeing.preview.supposed)
    held = Membership.objects.current().filter(user=person).select_related("board", "agency")
    person.memberships_now = list(held)
    person.previewed_by = previewer
    seen: User = person
    return seen
