"""Who reads a public edition, and what two readers found once both have finished: for the manager and the chairs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from reviews.views.pages import CaseForm
from scr_portal.web.forms import PortalForm
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..enums import BLIND, ReaderPart
from ..forms.reading import AppointReaderForm, EndReaderForm
from ..models import EditionReader, EditionReading, Finding, PublicEdition
from ..readings import ReadingState, estimate_of, kept_estimate
from ..services import reader_rules, readers
from .editions import EditionReadingPage, EditionStep


class ReadersPage(EditionReadingPage):
    """The two readers, the third, and what was found. Nothing of what a reader marks before both have finished."""

    edition_action = ReportAction.VIEW_FINDINGS
    reading = "findings"
    template_name = "reports/readers.html"
    heading = "Readers of the public edition"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        state = ReadingState(edition)
        may_appoint = self.may(ReportAction.APPOINT_READER, edition)
        return super().get_context_data(
            state=state,
            parts=[self.part(edition, state, part, may_appoint) for part in parts_shown(state)],
            findings=findings_seen(self.request.user, edition),
            estimate=kept_estimate(edition) or (estimate_of(edition) if state.is_complete else None),
            **kwargs,
        )

    def part(
        self, edition: PublicEdition, state: ReadingState, part: ReaderPart, may_appoint: bool
    ) -> dict[str, Any]:
        """Return one reader as the page shows them, with what can be done about the part."""
        reader = state.readers.get(part)
        return {
            "part": part,
            "reader": reader,
            "finished": part in state.readings,
            "reading": shown(self.request.user, reader),
            "may_appoint": may_appoint and reader is None and not readers.why_not(edition, part),
            "may_end": may_appoint and reader is not None and not readers.has_finished(reader),
        }


def parts_shown(state: ReadingState) -> list[ReaderPart]:
    """Return the two readers, and the third where one is or has to be appointed."""
    needed = state.third is not None or bool(state.open_findings)
    return [*BLIND, *([ReaderPart.THIRD] if needed else [])]


def shown(user: Any, reader: EditionReader | None) -> EditionReading | None:
    """Return what a reader recorded last, of what this person may read by now."""
    if reader is None:
        return None
    return EditionReading.objects.visible_to(user).filter(reader=reader).last()


def findings_seen(user: Any, edition: PublicEdition) -> list[Finding]:
    """Return everything that was found in the edition's texts, newest text last, with the marks side by side."""
    rows = Finding.objects.visible_to(user).filter(edition=edition)
    return list(rows.select_related("decided_by", "point__round").prefetch_related("marks__reader"))


class ReaderAppoint(EditionStep):
    """One of the candidates; whoever is not offered is listed with the rule that stands against them."""

    edition_action = ReportAction.APPOINT_READER
    form_class = AppointReaderForm
    template_name = "reports/reader_appoint.html"
    button = "Appoint"
    success = "Appointed. The reader has been told by mail."

    def part(self) -> ReaderPart:
        if self.kwargs["part"] not in ReaderPart.values:
            raise Http404
        return ReaderPart(self.kwargs["part"])

    def get_heading(self) -> str:
        return f"Appoint the {self.part().label.lower()}"

    def get_lead(self) -> str:
        if self.part() == ReaderPart.THIRD:
            return (
                "The third reader gets a mail, reads the text of this edition and what the two differ about, "
                "and decides each difference. Nothing else of the case is open to them."
            )
        return (
            "The reader gets a mail, and reads the text of this edition and nothing else of the case. "
            "Neither of the two learns what the other marks before both have finished."
        )

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), ("Readers", reverse("reports:readers", args=[self.object.pk]))]

    def known(self) -> list[reader_rules.Candidate]:
        return reader_rules.candidates(self.edition, self.part())

    def outstanding(self) -> list[Outstanding]:
        url = reverse("reports:readers", args=[self.object.pk])
        if sentence := readers.why_not(self.edition, self.part()):
            return [Outstanding(sentence, url=url)]
        if any(candidate.against is None for candidate in self.known()):
            return []
        people = reverse("accounts:people", args=[self.object.board.code])
        return [
            Outstanding("Nobody of the board can be appointed. Invite somebody of an agency.", url=people)
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = [(item.user, item.described) for item in self.known() if item.against is None]
        return super().get_form_kwargs() | {"people": offered}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left_out = [item for item in self.known() if item.against is not None]
        return super().get_context_data(left_out=left_out, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        due_on = cleaned.get("due_on")
        return readers.checks_appoint(self.edition, self.part(), due_on=due_on)

    def act(self, form: Any) -> Any:
        readers.appoint(
            self.edition,
            part=self.part(),
            reader=form.people[form.cleaned_data["reader"]],
            due_on=form.cleaned_data["due_on"],
            by=self.request.user,
        )
        return reverse("reports:readers", args=[self.object.pk])


class ReaderEnd(CaseForm):
    """End an appointment, so that somebody else can be appointed."""

    model = EditionReader
    action = ReportAction.APPOINT_READER
    form_class: type[PortalForm] = EndReaderForm
    lead = (
        "The text shuts to this person at once. What they have marked so far counts for nothing, and nobody else reads it. "
        "Somebody else can be appointed after that."
    )
    button = "End the appointment"
    warning = True

    def get_heading(self) -> str:
        return f"End the appointment of {self.object.reader} as {self.object.get_part_display().lower()}?"

    def above(self) -> list[tuple[str, str]]:
        review = self.object.review.pk
        return [
            ("Public edition", reverse("reports:edition", args=[review])),
            ("Readers", reverse("reports:readers", args=[review])),
        ]

    def outstanding(self) -> list[Outstanding]:
        if not readers.has_finished(self.object):
            return []
        url = reverse("reports:readers", args=[self.object.review.pk])
        return [Outstanding(readers.HasFinished.sentence, url=url)]

    def act(self, form: forms.BaseForm) -> Any:
        ended = readers.end(self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return reverse("reports:readers", args=[ended.review.pk])
