"""For a reader of the public edition: the text, their own marks, the last question, and what the third decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse

from reviews.views.pages import CaseForm, CasePage
from scr_portal import access, audit
from scr_portal.web.forms import PortalForm
from scr_portal.web.markdown import as_html
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..document import PARTS, settled_context, standing_context
from ..enums import BLIND, EditionStatus, FindingState, ReaderPart
from ..forms.reading import DecideForm, FinishForm, MarkForm
from ..models import EditionReader, Finding
from ..readings import ReadingState
from ..services import findings, readings

WHOLE = ("edition__report__review__board", "edition__report__review__referral", "reader")
APART = {"base_template": "base.html", "banner": None, "caption": ""}
"""A reader sees nothing of the case around the text: no banner, no stage, no way up."""


class ReaderMixin:
    """A page of one reader's own, with nothing of the case around it."""

    object: Any

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)  # type: ignore[misc]

    def crumbs(self) -> list[tuple[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | APART


class ReaderPage(ReaderMixin, CasePage):
    """What a reader is asked, how far they are, and what comes next for them."""

    model = EditionReader
    action = ReportAction.OPEN_READING
    template_name = "reports/reader.html"
    heading = "Read a public edition before it is published"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reader, edition = self.object, self.object.edition
        state = ReadingState(edition)
        before = edition.status == EditionStatus.PREPARED
        waiting = readings.why_not_yet(edition) if before else []
        third = reader.part == ReaderPart.THIRD
        if shows := before and not third and reader.part in state.readings:
            audit.read(by=self.request.user, on=reader, what="passages", **self.where())
            kwargs |= settled_context(edition, replaced_words=False)
        return super().get_context_data(
            shows_settled=shows,
            **{"edition": edition} | kwargs,
            third=third,
            to_read=before and not waiting and not third and reader.part not in state.readings,
            waits=before and bool(waiting) and not third,
            again=reader.readings.exists(),
            finished=state.readings.get(reader.part),
            to_decide=state.open_findings if third and before else [],
            decided=[item for item in state.findings if item.decided_by_id == reader.reader_id],
        )


class ReadingStep(ReaderMixin, CaseForm):
    """A step of a reader on the text; shut while it cannot be read, or once they have finished with it."""

    model = EditionReader
    action = ReportAction.READ_BLIND

    def get_back_url(self) -> str:
        return str(self.object.get_absolute_url())

    def outstanding(self) -> list[Outstanding]:
        reader = self.object
        if readings.why_not_yet(reader.edition):
            return [Outstanding("The text is being changed. You are asked again when it is ready to read.")]
        if reader.part in BLIND and reader.part in ReadingState(reader.edition).readings:
            return [Outstanding(readings.HandedOver.sentence, url=reader.get_absolute_url())]
        return []


class ReadAndMark(ReadingStep):
    """The text exactly as it will stand, the reader's own marks, and the form for the next mark."""

    form_class = MarkForm
    template_name = "reports/read.html"
    heading = "Read the text, and mark what identifies"
    lead = "Read the text as the public will. Mark everything by which somebody could tell who the family is."
    button = "Mark these words"
    success = "Marked. Only you see it until both readers have finished."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        edition = self.object.edition
        if context["outstanding"]:
            return context
        audit.read(by=self.request.user, on=self.object, what="blind_reading", **self.where())
        return context | standing_context(edition) | {"marks": own_marks(self.object)}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return readings.checks_mark(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        readings.mark(self.object, by=self.request.user, **form.cleaned_data)
        return f"{self.request.path}#marks"


def own_marks(reader: EditionReader) -> list[dict[str, Any]]:
    """Return a reader's marks that are not handed over, each with how often its words stand in the text."""
    texts = findings.standing_texts(reader.edition)
    return [
        {"mark": mark, "places": len(findings.where(str(mark.words), texts))}
        for mark in reader.marks.filter(reading__isnull=True)
    ]


class MarkTakeBack(ReadingStep):
    """Take one mark back."""

    form_class = PortalForm
    heading = "Take this mark back?"
    template_name = "reports/mark_back.html"
    button = "Take it back"
    success = "The mark is taken back."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mark=self.mark(), **kwargs)

    def mark(self) -> Any:
        found = self.object.marks.filter(pk=self.kwargs["mark_id"], reading__isnull=True).first()
        if found is None:
            raise Http404
        return found

    def get_back_url(self) -> str:
        return f"{reverse_read(self.object)}#marks"

    def act(self, form: forms.BaseForm) -> Any:
        readings.take_back(self.mark(), by=self.request.user)
        return f"{reverse_read(self.object)}#marks"


class ReadingFinish(ReadingStep):
    """The last question, tied to exactly the text that was read."""

    form_class = FinishForm
    template_name = "reports/finish.html"
    heading = "Finish your reading"
    button = "Finish and hand over my marks"
    success = "Thank you. Your reading is recorded."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not context["outstanding"]:
            context["form"].initial["digest"] = ReadingState(self.object.edition).text
            standing = [mark for mark in own_marks(self.object) if mark["places"]]
            context |= {"marks": standing, "edition": self.object.edition}
        return context

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        cleaned = {name: value for name, value in cleaned.items() if name != "digest"}
        return readings.checks_finish(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        readings.finish(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class FindingDecide(CaseForm):
    """The third reader decides one difference, with what each of the two marked beside it."""

    model = Finding
    action = ReportAction.DECIDE_FINDING
    form_class: type[PortalForm] = DecideForm
    template_name = "reports/finding.html"
    button = "Save and go on"

    def get_heading(self) -> str:
        if self.object.state == FindingState.UNCLEAR:
            return "Do both readers mean the same passage?"
        return "May somebody be recognised by this?"

    def crumbs(self) -> list[tuple[str, str]]:
        return []

    def reader(self) -> EditionReader | None:
        """Return the appointment of this person as third reader."""
        return ReadingState(self.object.edition).third

    def get_back_url(self) -> str:
        reader = self.reader()
        return reader.get_absolute_url() if reader else ""

    def outstanding(self) -> list[Outstanding]:
        if self.object.is_open and self.object.digest == ReadingState(self.object.edition).text:
            return []
        refused = findings.OtherText if self.object.is_open else findings.NothingToDecide
        return [Outstanding(refused.sentence, url=self.get_back_url())]

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = findings.ASKED.get(FindingState(self.object.state), ())
        return super().get_form_kwargs() | {"asked": asked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.object.edition
        marks = self.object.marks.select_related("reader").order_by("reader__part", "made_at")
        texts = findings.standing_texts(edition)
        listed = [{"mark": mark, "around": findings.around(str(mark.words), texts)} for mark in marks]
        if access.allowed(ReportAction.DECIDE_FINDING, self.request.user, edition):
            audit.read(by=self.request.user, on=edition, what="findings", **self.where())
        standing = [(title, as_html(texts[name])) for name, title in PARTS.items() if texts.get(name)]
        context = super().get_context_data(listed=listed, edition=edition, standing=standing, **kwargs)
        return context | APART

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return findings.checks_decide(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        decided = findings.decide(self.object, by=self.request.user, **form.cleaned_data)
        following = ReadingState(decided.edition).open_findings
        return following[0] if following else self.get_back_url()


def reverse_read(reader: EditionReader) -> str:
    return reverse("reports:read", args=[reader.pk])
