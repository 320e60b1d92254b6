"""A step that was shut meanwhile is a page that says so, whichever view took the click; no page of a case is stored."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from scr_portal.web.errors import conflict
from scr_portal.web.stale import StaleForm
from scr_portal.workflow import TransitionBlocked


class Conflicts:
    """409 for what the case, not the person, stands in the way of. Form pages catch these themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page with what stands in the way; None leaves every other exception alone."""
        if isinstance(exception, TransitionBlocked):
            return conflict(request, exception.outstanding)
        if isinstance(exception, StaleForm) or is_deadlock(exception):
            return conflict(request)
        return None


class NothingStored:
    """Let no browser or proxy store what is shown to somebody who is signed in: after signing out "back" shows none of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


def is_deadlock(exception: Exception) -> bool:
    """Return whether PostgreSQL undid this act because two waited for each other (SQLSTATE 40P01).

    Nothing was written, and the person can press again.
    """
    return isinstance(exception, OperationalError) and getattr(exception.__cause__, "pgcode", "") == "40P01"
