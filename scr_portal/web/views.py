"""The form page: one question or one step, with what is outstanding above the button it holds shut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.generic import FormView

from scr_portal.refusals import Refused
from scr_portal.web.differences import differences, fingerprints
from scr_portal.web.drafting import KeepsTyping, typed_texts
from scr_portal.web.stale import StaleForm
from scr_portal.workflow import TransitionBlocked

if TYPE_CHECKING:
    _FormView = FormView[forms.BaseForm]
else:
    _FormView = FormView


class PortalFormView(KeepsTyping, _FormView):
    """Subclasses declare `access` (or mix in `ObjectAccessMixin`), say what the page is, and write `act`.

    A step with something outstanding shows no form and no button, and refuses a POST. Typed text is kept as a
    draft until the form is accepted; `drafts = False` opts a page out.

    `act(form)` calls one service and returns where to go next: a model with `get_absolute_url`, a URL name
    or a path. What the service refuses comes back to the page with the typing kept:
    `Refused` beside its fields, `TransitionBlocked` as the outstanding list, `StaleForm` as both texts.

    `checks(cleaned)` says what that service would refuse of the values that are right so far, so that a form
    with errors shows all of them at once (scr_portal/refusals.py).
    """

    template_name = "components/form_page.html"
    stale_template_name = "components/stale_page.html"
    heading: str = ""
    caption: str = ""
    lead: str = ""
    button: str = "Continue"
    warning: bool = False
    success: str = ""
    nothing_outstanding: str = ""
    back_url: str = ""
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fetch what the page is about first: with `ObjectAccessMixin` that is the check of who may be here."""
        if hasattr(self, "get_object"):
            self.object = self.get_object()
        if getattr(request, "preview", None):
            return self.in_a_preview(request)
        return super().dispatch(request, *args, **kwargs)

    def in_a_preview(self, request: HttpRequest) -> HttpResponse:
        """Say that there is a form, without making it: it may begin with somebody's own words."""
        said = {
            "heading": self.get_heading(),
            "caption": self.get_caption(),
            "crumbs": self.crumbs(),
            "outstanding": self.outstanding(),
            "case": self.case() if hasattr(self, "case") else None,
        }
        return TemplateResponse(request, "preview/form.html", said)

    def get_heading(self) -> str:
        return self.heading

    def get_caption(self) -> str:
        return self.caption

    def get_lead(self) -> str:
        return self.lead

    def get_button(self) -> str:
        return self.button

    def get_success(self) -> str:
        return self.success

    def get_back_url(self) -> str:
        return self.back_url

    def crumbs(self) -> Sequence[tuple[str, str]]:
        """Label and address of each page above this one: board, case, page."""
        return ()

    def outstanding(self) -> Sequence[Any]:
        """Return what still holds the button shut, from `workflow.missing`. Empty: the button is there."""
        return ()

    def act(self, form: forms.BaseForm) -> Any:
        """Call the service. Returns where to go next."""
        raise NotImplementedError(f"{type(self).__name__} has no act()")

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what the service refuses of `cleaned`, which lacks the fields that have errors: field to sentence."""
        return {}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, Any]:
        """Return what stands now in each field of the record another person saved. Of a narrative, its coded form."""
        values = {name: getattr(current, name) for name in form.fields if hasattr(current, name)}
        return {name: getattr(value, "coded", value) for name, value in values.items()}

    def get_form(self, form_class: Any = None) -> forms.BaseForm:
        form = super().get_form(form_class)
        self.use_draft(form)
        return form

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse a step that is shut before the form is looked at; the service would refuse it as well."""
        if outstanding := self.outstanding():
            return self.blocked(self.get_form(), outstanding)
        form = self.get_form()
        if form.is_valid():
            return self.form_valid(form)
        self.add_checks(form)
        return self.form_invalid(form)

    def add_checks(self, form: forms.BaseForm) -> None:
        """Say of the fields without an error what the service would refuse once the others are mended."""
        for name, sentence in self.checks(dict(form.cleaned_data)).items():
            if name in form.fields and name not in form.errors:
                form.add_error(name, sentence)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            target = self.act(form)
        except Refused as refused:
            add_refusal(form, refused)
            return self.form_invalid(form)
        except TransitionBlocked as blocked:
            return self.blocked(form, blocked.outstanding)
        except StaleForm as stale:
            return self.stale(form, stale)
        self.typed_was_sent()
        if success := self.get_success():
            messages.success(self.request, success)
        return target if isinstance(target, HttpResponse) else redirect(target)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        self.keep_typed()
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def blocked(self, form: forms.BaseForm, outstanding: Sequence[Any]) -> HttpResponse:
        """Show what is outstanding for a closed step, and what was typed, which is kept until the step is open."""
        context = self.get_context_data(
            form=form,
            outstanding=outstanding,
            blocked=True,
            typed=typed_texts(form),
            typed_kept=self.keep_typed(),
        )
        return self.render_to_response(context, status=409)

    def stale(self, form: forms.BaseForm, stale: StaleForm) -> HttpResponse:
        """Both texts side by side.

        The form below holds what was typed, and what only the other person changed; it carries the newer
        version, so that a second press is a choice.
        """
        self.keep_typed()
        saved = self.saved_values(stale.current, form)
        data: Any = form.data
        form.data = data = data.copy()
        both = differences(form, saved, getattr(form, "fingerprints_shown", {}))
        data[form.add_prefix("version")] = str(stale.version)
        data[form.add_prefix("shown")] = fingerprints(form, saved)
        self.template_name = self.stale_template_name
        return self.render_to_response(self.get_context_data(form=form, both=both), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "heading": self.get_heading(),
            "caption": self.get_caption(),
            "lead": self.get_lead(),
            "button": self.get_button(),
            "warning": self.warning,
            "crumbs": self.crumbs(),
            "back_url": self.get_back_url(),
            "nothing_outstanding": self.nothing_outstanding,
        }
        if hasattr(self, "object"):
            context["object"] = self.object
        if "outstanding" not in kwargs:
            context["outstanding"] = self.outstanding()
        if "form" not in kwargs:
            kwargs["form"] = self.get_form()
        context.update(self.draft_context(kwargs["form"]))
        return super().get_context_data(**context, **kwargs)


def add_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put each reason of a refusal beside its field; of a field this form does not have, at the top."""
    for reason in refused.reasons:
        field = reason.field if reason.field in form.fields else None
        form.add_error(field, forms.ValidationError(reason.sentence, code=reason.code))
