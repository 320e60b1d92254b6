"""Make a page under `/preview/<key>/` for the eyes of somebody else: read only, rolled back, on record."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from scr_portal import audit
from scr_portal.accounts import second_factor
from scr_portal.accounts.actions import AccountAction

from .counting import left_out
from .seeing import Seeing, opened_here, person_seen, running

ADDRESS = re.compile(r"^/preview/(?P<key>[0-9a-f-]{36})(?P<path>/.*)$")
LINK = re.compile(rb'(?P<name>\s(?:href|action)=")/(?!/|static/|previews/)')
"""A link or form that leads somewhere within the portal. Autoescaping leaves no such quotation mark in a text."""
COUNTS = b"<!-- counts of what is left out -->"
"""Where the banner says how much is left out: it is known once the page is made."""
READING = ("GET", "HEAD")


class NoMessages(BaseStorage):
    """A page of a preview shows and keeps no message: those that wait are for whoever looks, on their own pages."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


class PreviewPages:
    """Middleware, after sign-in, its limits and messages, and before whatever asks who may be here.

    The session of whoever looks is neither read nor written by a page of a preview.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = ADDRESS.match(request.path_info)
        if found is None or not request.user.is_authenticated:
            return self.get_response(request)
        seeing = running(request, uuid.UUID(found["key"])) if is_proved(request) else None
        if seeing is None:
            return ended(request, uuid.UUID(found["key"]))
        if request.method not in READING:
            audit.refused(AccountAction.PREVIEW, by=request.user, on=seeing.viewpoint.subject)
            return render(
                request, "preview/read_only.html", {"heading": "Nothing is sent in a preview"}, status=405
            )
        return self.page(request, seeing, found["path"])

    def page(self, request: Any, seeing: Seeing, path: str) -> HttpResponse:
        """Make the page, undo whatever making it has written, and record the reading as that of whoever looks."""
        previewer = request.user
        with through_their_eyes(request, seeing, path), transaction.atomic():
            request.user = person_seen(seeing, previewer)
            response = self.get_response(request)
            context = getattr(response, "context_data", None) or {}
            case = getattr(context.get("case"), "case_code", seeing.case_code)
            missing = left_out(request.user, case)
            match = request.resolver_match
            transaction.set_rollback(True)
        audit.read(
            by=previewer,
            on=seeing.viewpoint.subject,
            what="preview",
            case=case or None,
            page=match.view_name if match else "",
            preview=seeing.preview.pk,
            person=seeing.viewpoint.account_id,
        )
        if seeing.hands_over and response.status_code == HTTPStatus.OK:
            return response
        return kept_within(response, f"/preview/{seeing.preview.pk}", missing)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Show only pages, and hand over only files, that say of themselves that a preview may."""
        seeing: Seeing | None = getattr(request, "preview", None)
        if seeing is None:
            return None
        page = getattr(view, "view_class", view)
        seeing.hands_over = getattr(page, "file_in_preview", False)
        if seeing.hands_over or getattr(page, "in_preview", False):
            return None
        heading = "This page is not part of a preview"
        return render(request, "preview/not_shown.html", {"heading": heading}, status=403)


def ended(request: Any, key: uuid.UUID) -> HttpResponse:
    """Say that there is no such preview any more, with the way back to the form it was opened from."""
    preview = opened_here(request, key)
    said = {"heading": "This preview has ended", "back": preview.back if preview else ""}
    return render(request, "preview/ended.html", said, status=410)


def is_proved(request: HttpRequest) -> bool:
    """Whether this session has shown the second factor, where whoever looks needs one."""
    held = getattr(request.user, "memberships_now", [])
    return not second_factor.needed(held) or second_factor.proved(request)


@contextmanager
def through_their_eyes(request: Any, seeing: Seeing, path: str) -> Iterator[None]:
    """For the length of one page: another address, person, session and messages. All of it is put back."""
    kept = request.user, request.session, request._messages, request.path, request.path_info
    request.session, request._messages = SessionStore(), NoMessages(request)
    request.path = request.path_info = path
    request.preview = seeing
    try:
        yield
    finally:
        request.user, request.session, request._messages, request.path, request.path_info = kept
        request.preview = None


def kept_within(response: Any, prefix: str, missing: list[str]) -> HttpResponse:
    """Return the page with every link leading into the same preview, and what it leaves out. What is no page is not handed over."""
    if response.status_code in (301, 302):
        to = response["Location"]
        return redirect(f"{prefix}{to}" if to.startswith("/") and not to.startswith("//") else "/")
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return HttpResponse("Files are not handed over in a preview.", status=403, content_type="text/plain")
    counts = f" ({', '.join(missing)})" if missing else ""
    content = response.content.replace(COUNTS, counts.encode(), 1)
    response.content = LINK.sub(rb"\g<name>" + prefix.encode() + b"/", content)
    made: HttpResponse = response
    return made
