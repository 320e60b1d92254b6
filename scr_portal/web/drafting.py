"""The part of the form page that keeps typed text: the token in the form, the offer, what is put back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from scr_portal.drafts import services
from scr_portal.drafts.models import Draft
from scr_portal.web.differences import in_words, is_secret

if TYPE_CHECKING:
    from scr_portal.accounts.models import User
    from scr_portal.drafts.tokens import DraftToken

ASKED = "draft"
"""The parameter of the address that says which draft to put into the form."""

BEGUN_ON = ("version", "shown")
"""The hidden fields of a versioned form: which version it was opened on, and fingerprints of its values then."""

WORDS = (forms.Textarea, forms.TextInput, forms.EmailInput, forms.URLInput)
"""The boxes in which somebody types words. A form of choices and days alone is filled in again in a moment."""


def keeps_typing(form: forms.BaseForm) -> bool:
    """Whether a form asks for words: a name and an address are missed as well as an account of an hour."""
    return any(isinstance(field.widget, WORDS) and not is_secret(field) for field in form.fields.values())


def kept_fields(form: forms.BaseForm) -> list[str]:
    """Return the names under which a draft of this form may hold values: what is visible, and what it was begun on.

    Never files, passwords or other hidden values, so never a token or the digest of what is signed.
    """
    visible = [form.add_prefix(field.name) for field in form.visible_fields() if not is_secret(field.field)]
    return [*visible, *(form.add_prefix(name) for name in BEGUN_ON if name in form.fields)]


class KeepsTyping:
    """Mixed into the form page. `drafts = False` opts a page out."""

    drafts = True
    request: HttpRequest
    _in_use: Draft | None = None

    def draft_form(self) -> str:
        """Return the key of this form, or nothing where nobody is signed in or the page has no address."""
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        if not self.drafts or match is None or user is None or not user.is_authenticated:
            return ""
        return services.form_key(match.view_name, match.kwargs)

    def use_draft(self, form: forms.BaseForm) -> None:
        """Put the draft asked for in the address into the form, in place of what is saved."""
        asked, key = self.request.GET.get(ASKED, ""), self.draft_form()
        if self.request.method != "GET" or not asked or not key or not keeps_typing(form):
            return
        mine = Draft.objects.visible_to(self.request.user).unsent()
        draft = mine.filter(pk=asked, form=key).first() if is_uuid(asked) else None
        if draft is None:
            return
        values = services.values_of(draft)
        kept = kept_fields(form)
        for name in form.fields:
            if (prefixed := form.add_prefix(name)) in kept:
                widget = form.fields[name].widget
                form.initial[name] = widget.value_from_datadict(values, {}, prefixed)
        self._in_use = draft

    def draft_context(self, form: forms.BaseForm) -> dict[str, Any]:
        """Return the token for the form, where its script saves, and the drafts that are offered above it."""
        key = self.draft_form()
        if not key or not keeps_typing(form):
            return {}
        user = cast("User", self.request.user)  # a form that nobody signed in sees has no key
        posted = services.token_in(self.request.POST) if form.is_bound else None
        if posted is not None and posted.user == user.pk and posted.form == key:
            token = services.continued(posted)
        else:
            token = services.opened(key, user=user, fields=kept_fields(form), replaces=self._in_use)
        offered = [] if form.is_bound else services.offered([key], user=user)
        others = [draft for draft in offered if self._in_use is None or draft.pk != self._in_use.pk]
        return keeping(form, token, others) | {"draft_in_use": self._in_use}

    def keep_typed(self) -> bool:
        """Keep the text of a form that was sent and not accepted; return whether it was kept."""
        return bool(self.draft_form()) and services.keep_posted(self.request)

    def typed_was_sent(self) -> None:
        """Offer nothing again of a form that was accepted."""
        token = services.token_in(self.request.POST)
        if self.draft_form() and token is not None and not services.belongs_to_another(token, self.request):
            services.sent(token)


def keeping(form: forms.BaseForm, token: DraftToken, drafts: Iterable[Draft]) -> dict[str, Any]:
    """Return what the template of a form needs: its token, where its script saves, and the drafts it offers."""
    return {
        "draft_token": token.signed(),
        "draft_save_url": reverse("drafts:save"),
        "drafts": [{"draft": draft, "texts": texts_of(form, draft)} for draft in drafts],
    }


def keeping_each(forms_by_key: Mapping[str, forms.BaseForm], *, user: User) -> dict[str, dict[str, Any]]:
    """Return the same for each form of a page that shows many, by the key under which its own page keeps drafts."""
    offered = services.offered(forms_by_key, user=user)
    return {
        key: keeping(
            form,
            services.opened(key, user=user, fields=kept_fields(form)),
            [draft for draft in offered if draft.form == key][: services.OFFERED],
        )
        for key, form in forms_by_key.items()
    }


def texts_of(form: forms.BaseForm, draft: Draft) -> list[dict[str, str]]:
    """Label and value of what a draft holds, as people read it."""
    return read_texts(form, services.values_of(draft))


def typed_texts(form: forms.BaseForm) -> list[dict[str, str]]:
    """Label and value of what was posted, for a page that does not show the form."""
    return read_texts(form, form.data)


def read_texts(form: forms.BaseForm, values: Any) -> list[dict[str, str]]:
    """Return what a person typed or chose, field by field; empty fields, files and passwords are left out."""
    shown = []
    for bound in form.visible_fields():
        if is_secret(bound.field):
            continue
        typed: Any = bound.field.widget.value_from_datadict(values, {}, bound.html_name)
        if isinstance(bound.field.widget, forms.MultiWidget):
            text = " ".join(part for part in typed if part)
        else:
            text = in_words(bound.field, typed) if typed else ""
        if text:
            shown.append({"label": str(bound.label), "text": text})
    return shown


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
