"""The genogram of a case, and the pages on which the manager records what it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from scr_portal.web.forms import PortalForm

from ..actions import ReviewAction
from ..enums import COUPLE_KINDS, PARENT_KINDS, IdentityKind
from ..forms.genogram import CoupleForm, KinshipForm, ParentForm, PersonForm, SuggestedForm
from ..genograms import genogram_of
from ..kin_suggestions import suggestions
from ..models import SUBJECT_CHILD, Identity, Kinship, Review
from ..services import kinship
from .pages import CaseForm, CaseMixin, CasePage


class GenogramPage(CasePage):
    """The picture, and beside it two tables that say the same."""

    in_preview = True
    model = Review
    action = ReviewAction.VIEW_GENOGRAM
    template_name = "reviews/genogram.html"
    heading = "Genogram"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        keeps = self.may(ReviewAction.EDIT_IDENTITIES)
        register = self.object.identity_register()
        rows = Kinship.objects.visible_to(self.request.user).filter(register=register)
        child = register.identities.filter(kind=IdentityKind.PERSON, role=SUBJECT_CHILD).first()
        family = genogram_of(rows.select_related("person", "relative"), child, named=bool(context["named"]))
        return context | {
            "genogram": family,
            "keeps": keeps,
            "suggested": len(suggestions(register)) if keeps else 0,
        }


class GenogramStep(CaseMixin):
    """A page below the genogram, which it leads back to."""

    action = ReviewAction.EDIT_IDENTITIES

    def above(self) -> list[tuple[str, str]]:
        return [("Genogram", self.genogram_url())]

    def genogram_url(self) -> str:
        return reverse("reviews:genogram", args=[self.case().pk])


class KinshipNew(GenogramStep, CaseForm):
    """Two people of the register, and what they are to each other."""

    model = Review
    button = "Record"
    success = "Recorded. The genogram shows it."

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.object.identity_register().identities.each_once().filter(kind=IdentityKind.PERSON)
        return super().get_form_kwargs() | {"people": people}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return kinship.checks_record(self.object.identity_register(), **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        kinship.record(self.object.identity_register(), by=self.request.user, **form.cleaned_data)
        return self.genogram_url()


class ParentNew(KinshipNew):
    form_class = ParentForm
    heading = "Record a parent"


class CoupleNew(KinshipNew):
    form_class = CoupleForm
    heading = "Record a couple"


class KinshipStep(GenogramStep, CaseForm):
    """A step on one relationship; those of another review are not found."""

    model = Kinship
    parents = {"review_id": "register__referral__review__id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("register__referral", "person", "relative")

    def case(self) -> Review:
        review: Review = self.object.register.referral.review
        return review

    def get_lead(self) -> str:
        return str(self.object.words)


class KinshipEdit(KinshipStep):
    """What two people are to each other, and since when."""

    form_class = KinshipForm
    heading = "Change a relationship"
    button = "Save"
    success = "Saved. The genogram shows it."

    def get_form_kwargs(self) -> dict[str, Any]:
        kinds = COUPLE_KINDS if self.object.is_of_a_couple else PARENT_KINDS
        return super().get_form_kwargs() | {"kinds": kinds}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("kind", "since", "until", "version")}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return kinship.checks_change(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        kinship.change(self.object, by=self.request.user, **form.cleaned_data)
        return self.genogram_url()


class KinshipBack(KinshipStep):
    """Take an entry back that is wrong."""

    form_class = PortalForm
    heading = "Take this relationship back"
    button = "Take it back"
    warning = True
    success = "Taken back. The genogram no longer shows it."

    def get_lead(self) -> str:
        return (
            f"{self.object.words} If that is wrong, take it back. That it was recorded stays in the history."
        )

    def act(self, form: forms.BaseForm) -> Any:
        kinship.take_back(self.object, by=self.request.user)
        return self.genogram_url()


class PersonDescribe(GenogramStep, CaseForm):
    """What the symbol of one person says."""

    model = Identity
    parents = {"review_id": "register__referral__review__id"}
    form_class = PersonForm
    button = "Save"
    success = "Saved. The genogram shows it."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.get_object().kind != IdentityKind.PERSON:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def case(self) -> Review:
        review: Review = self.object.register.referral.review
        return review

    def get_heading(self) -> str:
        return f"The symbol of {self.object}"

    def get_initial(self) -> dict[str, Any]:
        return {"sex": self.object.sex, "died": self.object.died}

    def act(self, form: forms.BaseForm) -> Any:
        kinship.describe(self.object, by=self.request.user, **form.cleaned_data)
        return self.genogram_url()


class Suggested(GenogramStep, CaseForm):
    """What the roles of the register say, each to be ticked by somebody who knows that it is so."""

    model = Review
    form_class = SuggestedForm
    template_name = "reviews/kinship_suggested.html"
    heading = "Relationships the register suggests"
    lead = (
        "Each follows from what the register says somebody is in the case. Tick those you know to be true; the "
        "others stay suggestions."
    )
    button = "Record those ticked"
    success = "Recorded. The genogram shows it."

    def get_form_kwargs(self) -> dict[str, Any]:
        found = suggestions(self.object.identity_register())
        return super().get_form_kwargs() | {"suggested": [(one.key, one.words) for one in found]}

    def act(self, form: forms.BaseForm) -> Any:
        keys = form.cleaned_data["accepted"]
        kinship.accept(self.object.identity_register(), keys=keys, by=self.request.user)
        return self.genogram_url()
