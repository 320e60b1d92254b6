"""The pages of one's own account, and the plain pages for those who are not let in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from scr_portal.access import Access, public
from scr_portal.access.roles import Role
from scr_portal.accounts import second_factor
from scr_portal.accounts.requests import SignedInRequest
from scr_portal.drafts.refused import TYPED_KEPT


@method_decorator(never_cache, name="dispatch")
class Overview(TemplateView):
    """Who one is here: roles, and how one signs in."""

    access = Access.SIGNED_IN
    request: SignedInRequest
    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        memberships = user.memberships.current().select_related("board", "agency")
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        return super().get_context_data(
            heading="Your account",
            memberships=memberships,
            manages=any(one.role == Role.BUSINESS_MANAGER for one in memberships),
            absence=user.absences.not_over(timezone.localdate()).first(),
            has_app=Authenticator.Type.TOTP in kinds,
            gets_summary=user.memberships.working().exists(),
            has_passkey=Authenticator.Type.WEBAUTHN in kinds,
            **kwargs,
        )


class SecondFactorNeeded(TemplateView):
    """Why a second step is asked for, and the two ways to set one up."""

    access = Access.SIGNED_IN
    request: SignedInRequest
    template_name = "account/second_factor.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if second_factor.set_up(self.request.user):
            return redirect("mfa_index")
        return super().get(request, *args, **kwargs)


class RemovePasskey(RemoveWebAuthnView):
    """The library removes any passkey; the last second factor of a role that needs one stays."""

    access = Access.SIGNED_IN

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_mfa_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        response: HttpResponse = super().form_valid(form)
        return response


@public
def access_ended(request: HttpRequest) -> HttpResponse:
    """Show the page after the right password of an account that may not come in any more."""
    return render(request, "account/access_ended.html", status=403)


@public
def session_ended(request: HttpRequest) -> HttpResponse:
    """Signed out by the clock. `next` leads back to where one was, if it is a path of this portal."""
    onward = request.GET.get("next", "")
    safe = onward if get_adapter().is_safe_url(onward) else ""
    kept = bool(request.session.pop(TYPED_KEPT, False))
    return render(request, "account/session_ended.html", {"next": safe, "kept": kept})


@public
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Nobody signs up; the address exists because the account library names it."""
    raise Http404
