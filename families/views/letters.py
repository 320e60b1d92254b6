"""Letters to one relative: written, looked through for what they say of others, printed, sent or set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from reviews.views.pages import CaseForm, CasePage
from scr_portal import audit, sealed, workflow
from scr_portal.web.forms import PortalForm
from scr_portal.workflow import Outstanding

from ..actions import FamilyAction
from ..enums import LetterStatus, Outgoing
from ..forms.letter import LetterForm, LetterSendForm
from ..gates import contact_held, nothing_sealed
from ..models import FamilyLetter
from ..outgoing import Text
from ..services import letters, others
from .relatives import WithWishes, wishes_context

RELATED = ("relative__review__board", "relative__review__referral", "relative__identity", "written_by")


class LetterBegin(WithWishes):
    form_class = LetterForm
    heading = "Write a letter"
    button = "Save the letter"
    success = "Saved. It has not been sent."

    def get_lead(self) -> str:
        return f"It is for {self.object} alone. Nothing goes out by itself."

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return letters.checks_write(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
        return letters.begin(self.object, kind=kind, text=text, by=self.request.user)


class OfLetter:
    """A page about one letter."""

    model: Any = FamilyLetter
    parents: Any = {"review_id": "relative__review_id"}
    object: Any
    request: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)  # type: ignore[misc]

    def above(self) -> list[tuple[str, str]]:
        relative = self.object.relative
        return [
            ("Family", reverse("families:family", args=[relative.review_id])),
            (str(relative), relative.get_absolute_url()),
            *[(str(self.object), self.object.get_absolute_url())] * self.below_letter,
        ]

    below_letter = True

    def missing(self) -> list[Outstanding]:
        """Return what keeps a draft from its reader."""
        if self.object.status != LetterStatus.DRAFT:
            return []
        return workflow.missing(self.object, LetterStatus.SENT)

    def not_printed(self) -> list[Outstanding]:
        """Return what keeps the letter from being printed: of one that went, words that have been sealed since."""
        if self.object.status == LetterStatus.SENT:
            return list(nothing_sealed(self.object))
        return self.missing()


class LetterPage(OfLetter, CasePage):
    """The letter, what it may say of others, and what can be done with it. Those who write to the family read it in clear."""

    action = FamilyAction.VIEW_FAMILY
    template_name = "families/letter.html"
    below_letter = False

    def get_heading(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.object
        in_clear = self.may(FamilyAction.RECORD_CONTACT)
        audit.read(by=self.request.user, on=letter.relative, what="letter", **self.where())
        sealed.refresh([letter], letter.identity_register())
        text = Text(Outgoing.LETTER, letter, letter.relative)
        row, draft = text.row(), letter.status == LetterStatus.DRAFT
        waiting = text.waiting() if draft else []
        return super().get_context_data(
            words=letter.text.in_clear if in_clear else letter.text.coded,
            in_clear=in_clear,
            draft=draft,
            not_printed=[] if draft else self.not_printed(),
            row=row,
            waiting=text.as_read(waiting),
            outstanding=self.missing() if in_clear else self.missing_to_read(),
            cleared=text.as_read(text.cleared(waiting)),
            may_clear=bool(row and waiting and self.may(FamilyAction.CLEAR_OTHERS, row)),
            may_send=draft and self.may(FamilyAction.SEND_LETTER),
            **kwargs,
        )

    def missing_to_read(self) -> list[Outstanding]:
        """Return the same for whoever reads the letter in labels, without links to parts of the page that only writers have."""
        own = f"{self.object.get_absolute_url()}#"
        return [replace(item, url="") if item.url.startswith(own) else item for item in self.missing()]


class LetterStep(OfLetter, CaseForm):
    in_preview = False
    action = FamilyAction.RECORD_CONTACT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**wishes_context(self.request.user, self.object.relative), **kwargs)

    template_name = "families/form_with_wishes.html"


class OfDraft(LetterStep):
    """A step that only a draft has."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(status=LetterStatus.DRAFT)


class LetterEdit(LetterStep):
    form_class = LetterForm
    heading = "Change the letter"
    button = "Save the letter"
    success = "Saved. It has not been sent."

    def outstanding(self) -> Any:
        return workflow.refused_now(letters.refusals_to_write(self.object, by=self.request.user))

    def get_initial(self) -> dict[str, Any]:
        """Fill in the whole letter: to whom a passage of it is closed, the form is there only if they wrote it."""
        letter = self.object
        return {"kind": letter.kind, "text": letter.text.original, "version": letter.version}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, str]:
        return {"kind": current.kind, "text": current.text.in_clear, "version": ""}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return letters.checks_write(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        return letters.write(self.object, by=self.request.user, **values)


class LetterAsk(OfDraft):
    """Ask a second person about every sentence that is listed."""

    form_class: Any = PortalForm
    heading = "Ask a second person to read what is listed"
    lead = (
        "The manager, the family’s contact or the panel chair reads each sentence and clears it with a reason, or not. "
        "What you change afterwards is listed again."
    )
    button = "Ask a second person"
    success = "Asked. The letter cannot be printed or sent until each sentence has been cleared or taken out."

    def act(self, form: forms.BaseForm) -> Any:
        others.ask(Text(Outgoing.LETTER, self.object, self.object.relative), by=self.request.user)
        return self.object


class LetterSend(OfDraft):
    """Record that it went; until everything in it has been cleared there is no button."""

    action = FamilyAction.SEND_LETTER
    form_class = LetterSendForm
    heading = "The letter has gone to the relative"
    lead = "The letter stays as it is from now on, and is recorded as a contact by letter."
    button = "Record that it went"
    success = "Recorded."

    def outstanding(self) -> Any:
        return self.missing()

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def get_form_kwargs(self) -> dict[str, Any]:
        review = self.object.relative.review
        held = review.proceedings.filter(holds_family_contact=True).exists()
        return super().get_form_kwargs() | {"asks_why": held}

    def get_lead(self) -> str:
        if contact_held(self.object.relative.review, timezone.localdate()):
            return "Proceedings hold contact with the family at present. A letter that went all the same is recorded with why."
        return self.lead

    def act(self, form: forms.BaseForm) -> Any:
        letters.send(self.object, by=self.request.user, **form.cleaned_data)
        return self.object.relative


class LetterSetAside(OfDraft):
    action = FamilyAction.SEND_LETTER
    form_class: Any = PortalForm
    template_name = "components/form_page.html"
    heading = "This letter is not sent"
    lead = "It stays on the page of the relative, and nobody is asked about it any more."
    button = "Set it aside"
    success = "Set aside."

    def act(self, form: forms.BaseForm) -> Any:
        return letters.set_aside(self.object, by=self.request.user).relative


class LetterPrint(OfLetter, CasePage):
    """The letter alone on a sheet, for whoever sends it. While anything in it waits, what waits stands here instead."""

    action = FamilyAction.RECORD_CONTACT
    template_name = "families/letter_print.html"
    heading = "Letter to print"

    def get_queryset(self) -> Any:
        """Leave out what was set aside: nothing in it was cleared, and it goes to nobody."""
        return super().get_queryset().exclude(status=LetterStatus.ASIDE)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.object.relative, what="letter", **self.where())
        outstanding = self.not_printed()
        words = "" if outstanding else self.object.text.in_clear
        again = self.object.status == LetterStatus.SENT
        why_not = f"Why it cannot be printed {'again' if again else 'yet'}"
        return super().get_context_data(outstanding=outstanding, words=words, why_not=why_not, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        status = 409 if context["outstanding"] else 200
        return super().render_to_response(context, status=status, **kwargs)
