"""The pages about the family: one relative at a time, wishes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review
from reviews.seals_met import sealed_met
from reviews.views.pages import CaseForm, CasePage, OwnWordsMixin
from scr_portal import access, audit, sealed, workflow
from scr_portal.accounts.models import User
from scr_portal.web.forms import PortalForm
from scr_portal.web.sorting import by_words
from scr_portal.workflow import Outstanding

from ..actions import FamilyAction
from ..forms.relative import ContactForm, ContactPersonForm, RelativeEditForm, RelativeForm, WishesForm
from ..gates import contact_held
from ..models import FamilyLetter, PersonalContact, Relative
from ..promises import can_be_postponed, owed_by, promises
from ..queries import wish_changes
from ..services import contacts, relatives


def wishes_context(user: User, relative: Relative) -> dict[str, Any]:
    """How the relative is reached safely and what they wish: in clear for those who must obey it, else coded."""
    in_clear = access.allowed(FamilyAction.READ_WISHES, user, relative)
    narratives = (relative.safe_contact, relative.wishes)
    safe_contact, wishes = (words.in_clear if in_clear else words.coded for words in narratives)
    return {"relative": relative, "safe_contact": safe_contact, "wishes": wishes, "in_clear": in_clear}


class FamilyPage(CasePage):
    model = Review
    action = FamilyAction.VIEW_FAMILY
    template_name = "families/family.html"
    heading = "Family"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = Relative.objects.visible_to(self.request.user).filter(review=self.object)
        visible = visible.select_related("identity", "review").prefetch_related(
            "contacts__recorded_by", "copies__recorded_by", "not_told_holds"
        )
        rows = sealed.refresh(by_words(visible), self.object.identity_register())
        user, who = self.request.user, owed_by(self.object)
        return super().get_context_data(
            relatives=[
                wishes_context(user, relative) | {"line": promises(relative, owed_by=who)}
                for relative in rows
            ],
            contacts=self.object.personal_contacts.filter(ended_at__isnull=True).select_related("user"),
            may_record=self.may(FamilyAction.RECORD_CONTACT),
            may_name=self.may(FamilyAction.NAME_CONTACT),
            **kwargs,
        )


class FamilyStep(CaseForm):
    in_preview = False
    model: Any = Review

    def above(self) -> list[tuple[str, str]]:
        return [("Family", reverse("families:family", args=[self.case().pk]))]


class RelativeAdd(FamilyStep):
    action = FamilyAction.RECORD_CONTACT
    form_class = RelativeForm
    heading = "Add a relative"
    lead = "Each relative is a person apart: own wishes, own contacts, own copies."
    button = "Add"

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return relatives.checks_add(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return relatives.add(self.object, by=self.request.user, **form.cleaned_data)


class PersonalContactName(FamilyStep):
    """Who speaks with the family, among those whom no rule leaves out."""

    action = FamilyAction.NAME_CONTACT
    form_class = ContactPersonForm
    heading = "Who is the family’s personal contact?"
    lead = (
        "Somebody with this role on the board, who has declared no conflict of interest and is not interviewed "
        "in this review. What concerns the family opens to them."
    )
    button = "Name this person"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": contacts.candidates(self.object)}

    def outstanding(self) -> Any:
        if contacts.candidates(self.object):
            return []
        people = reverse("accounts:people", args=[self.object.board.code])
        sentence = (
            "There is nobody to choose from. Invite somebody with the role family’s personal contact first."
        )
        return [Outstanding(sentence, url=people)]

    def act(self, form: Any) -> Any:
        contacts.name(self.object, user=form.people[form.cleaned_data["user"]], by=self.request.user)
        return reverse("families:family", args=[self.object.pk])


class PersonalContactEnd(FamilyStep):
    """End somebody's part as the family's personal contact, and with it what it opens to them."""

    model = PersonalContact
    action = FamilyAction.NAME_CONTACT
    form_class = PortalForm
    parents = {"review_id": "review_id"}
    button = "They are no longer the contact"
    warning = True
    success = "Recorded. What concerns the family is closed to them."

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(ended_at__isnull=True)
        return rows.select_related("review__board", "review__referral", "user")

    def get_heading(self) -> str:
        return f"Is {self.object.user} no longer the family’s personal contact?"

    def get_lead(self) -> str:
        others = self.object.review.personal_contacts.filter(ended_at__isnull=True).exclude(pk=self.object.pk)
        who = " and ".join(str(other.user) for other in others.select_related("user"))
        return (
            "What concerns the family is closed to them at once. What they recorded stays. "
            f"What is owed to the family is then owed by {who or 'the business manager'}."
        )

    def act(self, form: forms.BaseForm) -> Any:
        ended = contacts.end(self.object, by=self.request.user)
        return reverse("families:family", args=[ended.review_id])


class RelativePage(OwnWordsMixin, CasePage):
    """How to reach them safely first, then what they were told and given. Contact details need the named view."""

    model = Relative
    action = FamilyAction.VIEW_FAMILY
    parents = {"review_id": "review_id"}
    template_name = "families/relative.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "identity")

    def get_heading(self) -> str:
        return str(self.object)

    def above(self) -> list[tuple[str, str]]:
        return [("Family", reverse("families:family", args=[self.object.review_id]))]

    def wrote_words(self) -> bool:
        """Whether any of the notes on this page is this person's; each is shown to its own writer."""
        mine: bool = self.object.contacts.filter(recorded_by=self.request.user).exists()
        return mine

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object, what="relative", **self.where())
        register = self.object.identity_register()
        holds = list(self.object.not_told_holds.open().select_related("placed_by", "agreed_by"))
        wishes = wishes_context(self.request.user, self.object)
        rows = FamilyLetter.objects.filter(relative=self.object)
        letters = rows.visible_to(self.request.user)
        every_letter = rows.but_for_closed_rows(self.request.user)
        line = promises(self.object, owed_by=owed_by(self.object.review))
        return super().get_context_data(
            contacts=sealed.refresh(list(self.object.contacts.select_related("recorded_by")), register),
            copies=self.object.copies.all(),
            letters=letters.select_related("written_by", "relative"),
            sealed_met=sealed_met(every_letter, letters, self.request.user, "letter"),
            holds=[
                (hold, self.may(FamilyAction.AGREE_HOLD, hold)) for hold in sealed.refresh(holds, register)
            ],
            may_hold=can_be_postponed(line) and not any(hold.agreed_at is None for hold in holds),
            may_record=self.may(FamilyAction.RECORD_CONTACT),
            changes=wish_changes(self.object, in_clear=wishes["in_clear"]),
            line=line,
            **wishes,
            **kwargs,
        )


class RelativeStep(FamilyStep):
    model = Relative
    action = FamilyAction.RECORD_CONTACT
    parents = {"review_id": "review_id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("review__board", "identity")

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), (str(self.object), self.object.get_absolute_url())]


class WithWishes(RelativeStep):
    """A form that records or plans a contact has beside it how the relative is reached safely."""

    template_name = "families/form_with_wishes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**wishes_context(self.request.user, self.object), **kwargs)


class ContactRecord(WithWishes):
    form_class = ContactForm
    heading = "Record a contact"
    button = "Record"
    success = "Recorded."

    def get_lead(self) -> str:
        if contact_held(self.object.review, timezone.localdate()):
            return (
                "Proceedings hold contact with the family at present, so nothing is planned. A contact that "
                "took place all the same is written down here, with why it took place."
            )
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        held = self.object.review.proceedings.filter(holds_family_contact=True).exists()
        return super().get_form_kwargs() | {"asks_why": held}

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return relatives.checks_record_contact(self.object.review, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        relatives.record_contact(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class RelativeEdit(RelativeStep):
    form_class = RelativeEditForm
    heading = "Who they are and how to reach them"
    button = "Save"
    success = "Saved."

    def get_initial(self) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object, what="relative", **self.where())
        relative = self.object
        return {
            "relationship": relative.relationship,
            "contact_details": relative.contact_details,
            "version": relative.version,
        }

    def act(self, form: forms.BaseForm) -> Any:
        values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        return relatives.change(self.object, by=self.request.user, **values)


class WishesEdit(RelativeStep):
    """Written and read in clear by those who must obey it; what it said before stays."""

    form_class = WishesForm
    heading = "How to reach them safely, and what they wish"
    lead = "What it says now is replaced. What it said before stays on the page of this relative."
    button = "Save"
    success = "Saved."

    def outstanding(self) -> Any:
        """Say that a passage is sealed in place of the form: what is not read is not replaced."""
        return workflow.refused_now(relatives.refusals_to_change_wishes(self.object, by=self.request.user))

    def get_initial(self) -> dict[str, Any]:
        relative = self.object
        return {
            "safe_contact": relative.safe_contact.in_clear,
            "wishes": relative.wishes.in_clear,
            "version": relative.version,
        }

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, str]:
        return {
            "safe_contact": current.safe_contact.in_clear,
            "wishes": current.wishes.in_clear,
            "version": "",
        }

    def act(self, form: forms.BaseForm) -> Any:
        values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        return relatives.change_wishes(self.object, by=self.request.user, **values)
