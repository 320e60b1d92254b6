"""The response to a form that arrives after its session has ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

TYPED_KEPT = "typed_text_kept"
"""Session key: the page about the ended session also says that the typed text was kept."""


def signed_out(request: HttpRequest, *, kept: bool) -> HttpResponse:
    """Redirect to the page that says that the session has ended.

    After sign-in it leads back to a page that was only being read, and to a form whose text was kept and is
    offered there again.
    """
    page = reverse("accounts:session_ended")
    if kept:
        request.session[TYPED_KEPT] = True
    if request.method != "GET" and not kept:
        return redirect(page)
    return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
