"""The way into a preview and out of it. The pages between are everybody's own, made by the middleware."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from scr_portal.access import Access
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.web.views import PortalFormView

from . import services, supposing
from .forms import PreviewForm
from .models import Preview

SESSION_KEY = "previews"


class OpenPreview(PortalFormView):
    """Who, as what, and why. Open to business managers; anybody else does not find it."""

    access = Access.SIGNED_IN
    request: Any
    form_class = PreviewForm
    heading = "See what somebody would see"
    lead = (
        "You see their pages as they would, without a button that works. You see nothing that you may not read yourself, "
        "no real names, and none of their own words as they wrote them."
    )
    button = "Open the preview"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look for a board that this person manages first."""
        signed_in: Any = request.user
        if signed_in.is_authenticated and not signed_in.boards_as(Role.BUSINESS_MANAGER).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        supposed = supposing.offered(self.request.user, self.request.GET.get("about", ""))
        return super().get_form_kwargs() | {"by": self.request.user, "supposed": supposed}

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.request.GET.get("person", ""), "supposed": ""}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return services.checks_open(**cleaned)

    def act(self, form: BaseForm) -> str:
        membership = Membership.objects.visible_to(self.request.user).get(pk=form.cleaned_data["person"])
        preview = services.open_preview(
            membership,
            reason=form.cleaned_data["reason"],
            supposed=form.cleaned_data.get("supposed", ""),
            by=self.request.user,
        )
        self.request.session[SESSION_KEY] = [
            *self.request.session.get(SESSION_KEY, [])[-9:],
            str(preview.pk),
        ]
        return f"/preview/{preview.pk}{settings.LOGIN_REDIRECT_URL}"


class LeavePreview(View):
    """Back to one's own pages."""

    access = Access.SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: Any, pk: uuid.UUID) -> HttpResponse:
        preview = get_object_or_404(Preview, pk=pk, opened_by_id=request.user.pk)
        services.leave(preview, by=request.user)
        messages.success(request, "The preview has ended. These are your own pages again.")
        return redirect(settings.LOGIN_REDIRECT_URL)
