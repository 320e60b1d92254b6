"""Default deny: middleware that refuses views without an access rule, and records refusals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from scr_portal import audit

from .rules import Denied
from .views import Access

logger = logging.getLogger(__name__)


class DefaultDeny:
    """Middleware that refuses any view without a declared access rule.

    Views of the account library declare theirs in decorators of its own; the modules trusted for that are
    listed in `settings.ACCESS_DECLARED_BY`. Every other view has an `access` attribute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the view run, redirect to sign-in, or refuse."""
        access = declared_access(view)
        if access is Access.PUBLIC:
            return None
        if access is None:
            logger.error("view without a declared access rule", extra={"view": f"{view.__module__}"})
            raise PermissionDenied
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Record a refusal. The request's own transaction has ended, so the record stands alone."""
        if isinstance(exception, Denied):
            audit.refused(exception.action, by=request.user, on=exception.on)


def declared_access(view: Callable[..., Any]) -> Access | None:
    """Return the access that this view declares; None where it declares none."""
    target = getattr(view, "view_class", view)
    if isinstance(access := getattr(target, "access", None), Access):
        return access
    module = getattr(target, "__module__", "")
    if any(module == name or module.startswith(name + ".") for name in settings.ACCESS_DECLARED_BY):
        return Access.PUBLIC
    return None
