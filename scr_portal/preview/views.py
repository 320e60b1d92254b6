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
from scr_portal.access.roles import WITHOUT_SECOND_FACTOR, Role
from scr_portal.accounts import viewpoints
from scr_portal.accounts.policy import THEIRS_ALONE
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

    def get_lead(self) -> str:
        """Say too why the person whom the address asks for cannot be looked as, where that is so."""
        role = self.request.GET.get("person", "").split(":")[2:3]
        return f"{THEIRS_ALONE} {self.lead}" if role and role[0] in WITHOUT_SECOND_FACTOR else self.lead

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = self.request.GET
        supposed = supposing.offered(self.request.user, asked.get("about", ""))
        return super().get_form_kwargs() | {
            "by": self.request.user,
            "supposed": supposed,
            "asked": asked.get("person", ""),
        }

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "") for name in ("person", "supposed")}

    def get_back_url(self) -> str:
        """Return the page that led here, with what was typed there."""
        return services.path_within(self.request.GET.get("back", ""))

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return services.checks_open(**cleaned)

    def act(self, form: BaseForm) -> str:
        viewpoint = viewpoints.read(self.request.user, form.cleaned_data["person"])
        if viewpoint is None:  # they left while the form was open
            raise Http404
        preview = services.open_preview(
            viewpoint,
            reason=form.cleaned_data["reason"],
            supposed=form.cleaned_data.get("supposed", ""),
            back=self.get_back_url(),
            by=self.request.user,
        )
        self.request.session[SESSION_KEY] = [
            *self.request.session.get(SESSION_KEY, [])[-9:],
            str(preview.pk),
        ]
        return f"/preview/{preview.pk}{settings.LOGIN_REDIRECT_URL}"


class LeavePreview(View):
    """Back to one's own pages: to the form from which it was opened, where there is one."""

    access = Access.SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: Any, pk: uuid.UUID) -> HttpResponse:
        preview = get_object_or_404(Preview, pk=pk, opened_by_id=request.user.pk)
        services.leave(preview, by=request.user)
        messages.success(request, "The preview has ended. These are your own pages again.")
        return redirect(preview.back or settings.LOGIN_REDIRECT_URL)
