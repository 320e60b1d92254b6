"""The identity register, and the switch to real names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from scr_portal import audit
from scr_portal.access.actions import Action
from scr_portal.sealed import named_view
from scr_portal.web.forms import PortalForm
from scr_portal.web.sorting import by_words

from ..actions import ReviewAction
from ..enums import IdentityKind
from ..forms.review import IdentityForm, NamedViewForm
from ..genograms import name_of
from ..models import Identity, Referral, Review, SettledName
from ..services import identities, joining, spelling, taken_back
from .pages import CaseForm, CasePage


def came_from(request: HttpRequest) -> str:
    """Return the page of the portal that sent somebody here and takes them back, or nothing."""
    path = request.GET.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


class Register(CasePage):
    """Labels by kind; the real names stand beside them only in the named view."""

    model = Review
    action = ReviewAction.VIEW_IDENTITIES
    template_name = "reviews/identities.html"
    heading = "Identities"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        register = self.object.identity_register()
        return super().get_context_data(
            identities=by_words(register.identities.with_joined(), lambda identity: identity.pseudonym),
            settled=register.settled_names.all(),
            register=register,
            **kwargs,
        )


class IdentityNew(CaseForm):
    in_preview = False
    model = Review
    action = ReviewAction.EDIT_IDENTITIES
    form_class = IdentityForm
    heading = "Add an identity"
    lead = "Every page, PDF and letter shows the label from now on."
    button = "Add"
    success = "Added. Every text of the case follows."

    def above(self) -> list[tuple[str, str]]:
        return [("Identities", reverse("reviews:identities", args=[self.object.pk]))]

    def get_back_url(self) -> str:
        return came_from(self.request)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        identity = Identity(register=self.object.identity_register(), kind=cleaned.get("kind", ""))
        return identities.checks_keep(identity, **spelled(cleaned))

    def act(self, form: forms.BaseForm) -> Any:
        register, cleaned = self.object.identity_register(), form.cleaned_data
        identities.enter(register, by=self.request.user, kind=cleaned["kind"], **spelled(cleaned))
        return self.get_back_url() or reverse("reviews:identities", args=[self.object.pk])


class NameUnsettle(CaseForm):
    """Take a settlement back: a label stands for the word again."""

    model = SettledName
    action = ReviewAction.SETTLE_NAMES
    parents = {"review_id": "register__referral__review__id"}
    form_class = PortalForm
    heading = "Label this word again"
    button = "Label it again"

    def get_lead(self) -> str:
        """Return what happens to a report that is public."""
        return taken_back.warning(self.object.register, [str(self.object.text)], called="This word")

    def case(self) -> Review:
        review: Review = self.object.register.referral.review
        return review

    def above(self) -> list[tuple[str, str]]:
        return [("Identities", reverse("reviews:identities", args=[self.case().pk]))]

    def act(self, form: forms.BaseForm) -> Any:
        review = self.case()
        identities.unsettle(self.object, by=self.request.user)
        return reverse("reviews:identities", args=[review.pk])


class IdentityForms(CaseForm):
    """A page about one identity. It shows the real name, so it opens in the named view only."""

    in_preview = False
    model = Identity
    action = ReviewAction.EDIT_IDENTITIES
    parents = {"review_id": "register__referral__review__id"}

    def case(self) -> Review:
        review: Review = self.object.register.referral.review
        return review

    def above(self) -> list[tuple[str, str]]:
        return [("Identities", reverse("reviews:identities", args=[self.case().pk]))]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason first. What is typed may still be saved after the fifteen minutes."""
        if not named_view.is_on(request, self.case().pk):
            asking = reverse("reviews:named_view", args=["review", self.case().pk])
            return redirect(f"{asking}?{urlencode({'next': request.path})}")
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object, what="identity", **self.where())
        return super().get_initial()


class IdentityEdit(IdentityForms):
    """Change a label or a spelling."""

    template_name = "reviews/identity.html"
    form_class = IdentityForm
    heading = "Change an identity"
    button = "Save"
    success = "Saved. Every text of the case follows."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the entry that this one was joined to, whose label both have."""
        if self.object.same_as_id:
            return redirect("reviews:identity", self.case().pk, self.object.same_as_id)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        named = ("kind", "canonical", "title", "role", "pseudonym")
        initial = super().get_initial() | {name: getattr(self.object, name) for name in named}
        return initial | {"aliases": "\n".join(self.object.aliases or [])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        joined = [(entry, name_of(entry)) for entry in self.object.joined.order_by("own_label")]
        may_be_joined = not any(joining.refusals_of_kind(self.object))
        return super().get_context_data(joined=joined, may_be_joined=may_be_joined, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        kind = self.object.kind
        identity = Identity(pk=self.object.pk, register=self.object.register, kind=kind)
        return identities.checks_keep(identity, **spelled({**cleaned, "kind": kind}))

    def act(self, form: forms.BaseForm) -> Any:
        identities.change(self.object, by=self.request.user, **spelled(form.cleaned_data))
        return reverse("reviews:identities", args=[self.case().pk])


def spelled(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's fields as the service takes them; a person's name is parted into given and family name."""
    values = {name: cleaned.get(name, "") for name in ("canonical", "title", "role", "pseudonym")}
    values["aliases"] = [line.strip() for line in cleaned.get("aliases", "").splitlines() if line.strip()]
    if cleaned.get("kind") == IdentityKind.PERSON:
        parts = spelling.spelled(values["canonical"])
        values |= parts | {"title": values["title"] or parts["title"]}
    return values


class NamedViewMixin:
    """Works for a referral and for the review it becomes; both keep their own fifteen minutes."""

    action: Action = ReviewAction.SHOW_NAMES
    kwargs: dict[str, Any]
    request: Any

    def get_queryset(self) -> Any:
        """Referrals or reviews this person may see, as the address says."""
        model = Review if self.kwargs["kind"] == "review" else Referral
        return model.objects.visible_to(self.request.user)


class NamedViewOn(NamedViewMixin, CaseForm):
    form_class = NamedViewForm
    heading = "Show real names"
    button = "Show real names for 15 minutes"

    def act(self, form: forms.BaseForm) -> Any:
        opening = named_view.switch_on(self.request, self.object.pk, form.cleaned_data["reason"])
        audit.record("named_view.opened", by=self.request.user, on=self.object, opening=opening.pk)
        return came_from(self.request) or self.object


class NamedViewOff(NamedViewMixin, CaseForm):
    form_class = NamedViewForm
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to codes. A second press changes nothing."""
        named_view.switch_off(request, self.object.pk)
        return redirect(self.object)
