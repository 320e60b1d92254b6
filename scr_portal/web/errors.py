"""Pages for what went wrong. They give nothing away: the same words whether or not a thing exists."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from scr_portal.drafts.services import keep_posted

SERVER_ERROR = "500.html"


def page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. The reason is for the log, not for the page."""
    return page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. A policy's own sentence is shown; any other reason is not."""
    return page(request, "403.html", 403, sentence=getattr(exception, "sentence", ""))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the same words for what never existed, what was removed and what this person may not see."""
    return page(request, "404.html", 404)


def conflict(request: HttpRequest, outstanding: Sequence[object] = ()) -> HttpResponse:
    """409. The step is shut, or the status has already changed (concurrent request or stale page)."""
    return page(request, "409.html", 409, outstanding=outstanding)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Drawn without a context: no database, no session, nothing else that may be the cause."""
    return HttpResponse(
        loader.get_template(SERVER_ERROR).render(), status=500, headers={"Cache-Control": "no-store"}
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open too long, or came from another page. Named by `CSRF_FAILURE_VIEW`.

    Typed text is kept only for a form that carries its own signed token, which no other site has.
    """
    kept = keep_posted(request)
    return page(request, "403_csrf.html", 403, kept=kept, form_url=request.get_full_path() if kept else "")
