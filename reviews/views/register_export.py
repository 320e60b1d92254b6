"""The identity register as a file: encrypted, with a reason, after confirming again who one is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from scr_portal.accounts.confirming import confirmed

from ..actions import ReviewAction
from ..forms.review import RegisterExportForm
from ..models import RegisterExport, Review
from ..services import register_export
from .pages import CaseForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportRegister(CaseForm):
    """Asked again who they are when the page opens and when the form arrives.

    The library's own way would keep a form that arrives too late, with its passphrase, in the session. Here the
    reason is kept as a draft, and the passphrase nowhere.
    """

    model = Review
    action = ReviewAction.EXPORT_REGISTER
    form_class = RegisterExportForm
    template_name = "reviews/register_export.html"
    heading = "Take the register out as an encrypted file"
    lead = (
        "The file holds every real name of the register beside its label, and who is related to whom. Names that wait "
        "for an answer are not in it. It is a workbook that Excel opens with the passphrase and not without."
    )
    button = "Make the file"

    def above(self) -> list[tuple[str, str]]:
        return [("Identities", reverse("reviews:identities", args=[self.object.pk]))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if confirmed(request) else self.ask_again()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the reason of a form that comes too late, and lead back to it."""
        if confirmed(request):
            return super().post(request, *args, **kwargs)
        self.keep_typed()
        return self.ask_again()

    def ask_again(self) -> HttpResponse:
        ways = get_adapter().get_reauthentication_methods(self.request.user)
        return redirect(f"{ways[0]['url']}?{urlencode({'next': self.request.path})}")

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return register_export.checks_export(**cleaned)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        exports = RegisterExport.objects.visible_to(self.request.user)
        rows = exports.filter(register=self.object.identity_register()).select_related("exported_by")
        return super().get_context_data(exports=rows, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        content = register_export.export(
            self.object.identity_register(),
            reason=form.cleaned_data["reason"],
            passphrase=form.cleaned_data["passphrase"],
            by=self.request.user,
        )
        answer = HttpResponse(content, content_type=XLSX)
        answer["Content-Disposition"] = f'attachment; filename="register-{self.object.code}.xlsx"'
        return answer
