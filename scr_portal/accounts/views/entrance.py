"""The library's own entrance pages, where they need one thing more."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from scr_portal.access import Access


@method_decorator(never_cache, name="dispatch")
class SetPassword(PasswordResetFromKeyView):
    """The page behind an invitation or reset link.

    A link that does not work any more is answered 410: used, too old, replaced by a newer one, or its access
    has ended. The page says so without saying which.
    """

    access = Access.PUBLIC

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if context.get("token_fail"):
            kwargs["status"] = 410
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = getattr(self, "reset_user", None)
        first = user is not None and not user.has_usable_password()
        context: dict[str, Any] = super().get_context_data(first_time=first, **kwargs)
        return context
