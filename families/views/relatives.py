"""The family's room: one relative at a time, wishes first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review
from reviews.views.pages import CaseForm, CasePage
from scr_portal import audit, sealed
from scr_portal.accounts.models import User
from scr_portal.web.sorting import by_words

from ..forms.relative import ContactForm, ContactPersonForm, NotToldForm, RelativeForm
from ..models import Relative
from ..services import contacts, relatives


class FamilyPage(CasePage):
    model = Review
    action = "families.view_family"
    template_name = "families/family.html"
    place = "family"
    heading = "Family"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Relative.objects.visible_to(self.request.user).filter(review=self.object)
        found = found.select_related("identity").prefetch_related("contacts", "copies")
        return super().get_context_data(
            relatives=sealed.refresh(by_words(found), self.object.identity_register()),
            contacts=self.object.personal_contacts.filter(ended_at__isnull=True).select_related("user"),
            may_record=self.may("families.record_contact"),
            may_name=self.may("families.name_contact"),
            **kwargs,
        )


class FamilyStep(CaseForm):
    model: Any = Review

    def above(self) -> list[tuple[str, str]]:
        return [("Family", reverse("families:family", args=[self.case().pk]))]


class RelativeAdd(FamilyStep):
    action = "families.record_contact"
    form_class = RelativeForm
    heading = "Add a relative"
    lead = "Each relative is a person apart: own wishes, own contacts, own copies."
    button = "Add"

    def act(self, form: forms.BaseForm) -> Any:
        return relatives.add(self.object, by=self.request.user, **form.cleaned_data)


class PersonalContactName(FamilyStep):
    action = "families.name_contact"
    form_class = ContactPersonForm
    heading = "Who is the family’s personal contact?"
    button = "Name this person"

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.object.board.memberships.current()
        people = User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("email")
        return super().get_form_kwargs() | {"people": people}

    def act(self, form: forms.BaseForm) -> Any:
        contacts.name(self.object, user=form.cleaned_data["user"], by=self.request.user)
        return reverse("families:family", args=[self.object.pk])


class RelativePage(CasePage):
    """Wishes first, then what was said and given. Contact details are shown with the named view only."""

    model = Relative
    action = "families.view_family"
    parents = {"review_id": "review_id"}
    template_name = "families/relative.html"
    place = "relative"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "identity")

    def get_heading(self) -> str:
        return str(self.object)

    def above(self) -> list[tuple[str, str]]:
        return [("Family", reverse("families:family", args=[self.object.review_id]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object, what="relative")
        notes = list(self.object.contacts.all())
        return super().get_context_data(
            contacts=sealed.refresh(notes, self.object.identity_register()),
            copies=self.object.copies.all(),
            may_record=self.may("families.record_contact"),
            **kwargs,
        )


class RelativeStep(FamilyStep):
    model = Relative
    action = "families.record_contact"
    parents = {"review_id": "review_id"}

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), (str(self.object), self.object.get_absolute_url())]


class ContactRecord(RelativeStep):
    form_class = ContactForm
    heading = "Record a contact"
    button = "Record"
    success = "Recorded."

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def act(self, form: forms.BaseForm) -> Any:
        relatives.record_contact(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class NotToBeTold(RelativeStep):
    form_class = NotToldForm
    heading = "This relative is not told"
    lead = "For example because the police ask for it, or because telling them would put somebody in danger."
    button = "Record"

    def act(self, form: forms.BaseForm) -> Any:
        reason = form.cleaned_data["reason"]
        return relatives.not_to_be_told(self.object, reason=reason, by=self.request.user)
