"""The button of a form page by which a manager sees somebody's pages before giving them a part: typing is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from scr_portal.access.roles import Role
from scr_portal.drafts import services as drafts

PRESSED = "preview_first"


class PreviewFirst:
    """Mixed in before the form page. It leads to the page that opens a preview, and from there back to what was typed.

    Nothing that was typed has to be right for it: whoever looks may not know everything yet.
    """

    request: Any

    def board_of_preview(self) -> Any:
        """Return the board whose manager may look; anybody else has no such button."""
        raise NotImplementedError

    def preview_of(self, data: QueryDict) -> dict[str, str]:
        """Return whose pages, and as what: "person", "about" and "supposed" of the page that opens a preview."""
        raise NotImplementedError

    def kept_choices(self, data: QueryDict) -> dict[str, str]:
        """Return what the address of this page carries back where the form keeps no draft."""
        return {}

    def may_look_first(self) -> bool:
        return Role.BUSINESS_MANAGER in self.request.user.roles_on(self.board_of_preview())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PRESSED in request.POST and self.may_look_first():
            return self.look_first(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def look_first(self, request: HttpRequest) -> HttpResponse:
        """Keep what was typed and go to the page that asks whose eyes and why, with what is known filled in."""
        token = drafts.token_in(request.POST)
        kept = self.keep_typed()  # type: ignore[attr-defined]
        returning = {"draft": str(token.draft)} if kept and token else self.kept_choices(request.POST)
        back = f"{request.path}?{urlencode(returning)}" if returning else request.path
        query = {name: value for name, value in self.preview_of(request.POST).items() if value}
        return redirect(f"{reverse('preview:open')}?{urlencode(query | {'back': back})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            may_look_first=self.may_look_first(), **kwargs
        )
        return context


def chosen(form: forms.BaseForm, name: str, data: QueryDict) -> Any:
    """Return what was chosen in one field as the form understands it; None where that is nothing of it."""
    try:
        return form.fields[name].clean(data.get(form.add_prefix(name)))
    except forms.ValidationError:
        return None
