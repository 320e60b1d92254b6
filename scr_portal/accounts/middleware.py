"""What a session must keep to on every request: its limits, a live membership, a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from scr_portal.access.middleware import declared_access
from scr_portal.access.views import Access
from scr_portal.drafts.refused import signed_out
from scr_portal.drafts.services import keep_posted

from . import second_factor
from .models import Membership

GetResponse = Callable[[HttpRequest], HttpResponse]

SEEN_STEP = 30
"""Seconds between two notes of activity, so that reading does not write on every click. A session may
therefore end up to this much before the idle limit, never after it."""

STARTED, SEEN = "session_started_at", "session_seen_at"
NOTED = "session_noted"

WHILE_SETTING_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:second_factor",
        "mailbox",
        "mailbox_letter",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "usersessions_list",
    }
)
"""Pages a person without a second factor may open: those that lead to one, and the way out."""


class SessionActivity(UserSessionsMiddleware):
    """Note where a session is used, for the page that lists one's sessions.

    The library writes at each request; once in `SEEN_STEP` is enough, and at once for a session key that is
    new.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key, now = request.session.session_key, time.time()
        if key and request.user.is_authenticated:
            noted_key, noted_at = request.session.get(NOTED, (None, 0))
            if noted_key == key and 0 <= now - noted_at < SEEN_STEP:
                response: HttpResponse = self.get_response(request)
                return response
            request.session[NOTED] = (key, now)
        noted: HttpResponse = super().__call__(request)
        return noted


class SessionLimits:
    """End a session that was idle too long, is too old, or whose person has no membership any more.

    Idle too long is 30 minutes, too old is 8 hours, however busy.


    Reads the person's current memberships once and leaves them on the user for `roles_on`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if not within_limits(request):
                kept = keep_posted(request)
                logout(request)
                return signed_out(request, kept=kept)
            if not read_memberships(request):
                logout(request)
                return redirect("accounts:access_ended")
        return self.get_response(request)


def start_clock(session: SessionBase) -> None:
    """Set the times by which the session will end, when somebody signs in."""
    session[STARTED] = session[SEEN] = time.time()


def within_limits(request: HttpRequest) -> bool:
    """Whether the session may go on; notes the activity when it may.

    Times are seconds of the clock, kept in the session itself, so that no cookie decides about them. A session
    without them may not.
    """
    now = time.time()
    if STARTED not in request.session or SEEN not in request.session:
        return False
    started, seen = request.session[STARTED], request.session[SEEN]
    if now - started >= settings.SESSION_ABSOLUTE_SECONDS or now - seen >= settings.SESSION_IDLE_SECONDS:
        return False
    if now - seen >= SEEN_STEP:
        request.session[SEEN] = now
    return True


def read_memberships(request: HttpRequest) -> list[Membership]:
    """Return the memberships the person holds now, also left on `request.user` for the length of the request."""
    held = list(Membership.objects.current().filter(user=request.user.pk).select_related("board", "agency"))
    setattr(request.user, "memberships_now", held)  # noqa: B010  reaches the person behind the lazy object
    return held


class RequireSecondFactor:
    """Lead a person whose role needs a second factor to set it up, or to show it, before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Check once the page is known, so that the pages that lead to a second factor stay open."""
        if not request.user.is_authenticated or settings.SECOND_FACTOR_WAIVED:
            return None
        if getattr(request, "preview", None):  # whoever looks has shown theirs (preview.middleware)
            return None
        match = request.resolver_match
        if match is None or match.view_name in WHILE_SETTING_UP:
            return None
        held = getattr(request.user, "memberships_now", [])
        if not second_factor.needed(held) or second_factor.proved(request):
            return None
        keep_posted(request)
        if second_factor.set_up(request.user):
            return redirect("mfa_reauthenticate")
        return redirect("accounts:second_factor")


class KeepTypedText:
    """Keep the text of a form that arrives from somebody who is no longer signed in, and say that it was kept.

    Stands before `access.middleware.DefaultDeny`, which would send the person to sign in without it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Leave public pages, and pages without a declared rule, to the next middleware."""
        needs_sign_in = declared_access(view) not in (None, Access.PUBLIC)
        if needs_sign_in and not request.user.is_authenticated and keep_posted(request):
            return signed_out(request, kept=True)
        return None
