from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache

from scr_portal.access.views import Access

from . import services
from .models import Draft


@method_decorator(never_cache, name="dispatch")
class SaveDraft(View):
    """The endpoint where a form's script saves what is being typed, and gets a new CSRF token after sign-in.

    Public, because the session may have ended while the person wrote: the signed token of the form says what
    may be written and by whom. Nothing can be read here.
    """

    access = Access.PUBLIC

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"csrf": get_token(request), "signed_in": request.user.is_authenticated})

    def post(self, request: HttpRequest) -> JsonResponse:
        """Save the draft and return 200 with the time.

        400 without a valid token; 409 where another person is signed in or the account is closed; 410 where
        the form was submitted; 413 where the text is too long.
        """
        token = services.token_in(request.POST)
        if token is None:
            return JsonResponse({}, status=400)
        if services.belongs_to_another(token, request):
            return JsonResponse({}, status=409)
        try:
            content = services.content_of(token, request.POST)
            draft = services.keep(token, content, sequence=number_in(request.POST.get("draft_sequence")))
        except services.NotTheOwner:
            return JsonResponse({}, status=409)
        except services.AlreadySent:
            return JsonResponse({}, status=410)
        except services.TooLong:
            return JsonResponse({}, status=413)
        saved = timezone.localtime(draft.saved_at).strftime("%H:%M")
        return JsonResponse({"saved": saved, "signed_in": request.user.is_authenticated})


def number_in(text: Any) -> int:
    """Return the sequence of a save, limited to what the column can store; 0 where it is not a number."""
    return min(int(text), services.LAST_SEQUENCE - 1) if str(text).isascii() and str(text).isdigit() else 0


class ThrowAway(View):
    """The deletion of one's own draft, with a redirect to its form."""

    access = Access.SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        services.throw_away(get_object_or_404(Draft.objects.visible_to(request.user), pk=pk))
        onward = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(onward, allowed_hosts=None) and onward.startswith("/")
        return redirect(onward if safe else "/")
