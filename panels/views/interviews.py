"""Interviews: arranged and written by the author; read, confirmed or corrected by the person interviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from reviews.enums import TermsStatus
from reviews.views.pages import CaseForm, CasePage
from scr_portal import audit, sealed, workflow
from scr_portal.web.forms import PortalForm

from ..actions import PanelAction
from ..enums import InterviewStatus, ReceiptWay
from ..evidence import passages_of
from ..forms.interview import ArrangeForm, CorrectionForm, RecordForm, TermsGivenForm
from ..models import InterviewRecord
from ..policy import checks
from ..services import interviews, receipts
from .imrs import ImrStep

WHOLE = (
    "imr__commission__review__board",
    "imr__commission__agency",
    "interviewee",
    "imr__commission__author",
)


class InterviewArrange(ImrStep):
    action = PanelAction.ARRANGE_INTERVIEW
    form_class = ArrangeForm
    heading = "Arrange an interview"
    lead = "The person gets a link to a page that says what it is for, what they will be asked, and who supports them."
    button = "Invite this person"
    success = "The person has been sent an invitation."

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return interviews.checks_arrange(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        return interviews.arrange(self.object, by=self.request.user, **form.cleaned_data)


class InterviewPage(CasePage):
    """For the person interviewed: what it is and is not, the questions, who is there for you, your record."""

    model = InterviewRecord
    action = PanelAction.OPEN_OWN_INTERVIEW
    template_name = "panels/interview.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def get_heading(self) -> str:
        return (
            "Your interview"
            if checks(self.request.user, self.object)
            else f"Interview: {self.object.interviewee}"
        )

    def crumbs(self) -> list[tuple[str, str]]:
        if checks(self.request.user, self.object):
            return []
        return super().crumbs()

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.imr.commission
        return [(commission.agency.short_name, commission.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, user = self.object, self.request.user
        about_me = checks(user, record)
        readable = self.may(PanelAction.VIEW_INTERVIEW)
        if readable:
            audit.read(by=user, on=record, what="interview_record", **self.where())
        terms = record.review.terms.filter(status=TermsStatus.AGREED).first()
        closing = record.closings.select_related("answered_by").last()
        return super().get_context_data(
            about_me=about_me,
            readable=readable,
            record_text=record.text.in_clear if readable else "",
            passages=passages_of(record) if readable else [],
            correction=record.correction.in_clear if readable else "",
            terms=terms,
            receipts=record.receipts.select_related("terms", "recorded_by"),
            has_read=terms is not None and record.receipts.filter(terms=terms, way=ReceiptWay.READ).exists(),
            may_give_terms=terms is not None and not about_me and record.status == InterviewStatus.ARRANGED,
            questions=sealed.refresh(list(terms.questions.all()), record.identity_register())
            if terms
            else [],
            may_write=not about_me and record.status in (InterviewStatus.ARRANGED, InterviewStatus.DISPUTED),
            may_close=not about_me and workflow.may_move(record, InterviewStatus.LAPSED),
            may_call_off=not about_me and workflow.may_move(record, InterviewStatus.CANCELLED),
            reminders=record.reminders.all() if not about_me else [],
            closing=closing,
            closing_open=closing is not None and not closing.outcome,
            rule=record.review.procedure.interviews,
            outstanding=self.outstanding_to_share(record) if not about_me else [],
            **kwargs,
        )

    def outstanding_to_share(self, record: InterviewRecord) -> list[Any]:
        return (
            workflow.missing(record, InterviewStatus.SHARED)
            if workflow.may_move(record, InterviewStatus.SHARED)
            else []
        )


class InterviewStep(CaseForm):
    in_preview = False
    model = InterviewRecord
    form_class: Any = PortalForm

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def crumbs(self) -> list[tuple[str, str]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if checks(self.request.user, self.object):
            context |= {"base_template": "base.html", "banner": None, "caption": ""}
        return context

    def get_back_url(self) -> str:
        return str(self.object.get_absolute_url())


class TermsRead(InterviewStep):
    """The person interviewed says that they have read what it is for and the terms of reference."""

    action = PanelAction.CONFIRM_TERMS_READ
    heading = "Have you read what your interview is for?"
    lead = "And what the review asks: both stand on the page of your interview."
    button = "I have read this"
    success = "Thank you. That is recorded."

    def act(self, form: forms.BaseForm) -> Any:
        receipts.confirm_read(self.object, by=self.request.user)
        return self.object


class TermsGiven(InterviewStep):
    """The author records a copy on paper, for somebody who does not use the portal before the interview."""

    action = PanelAction.RECORD_TERMS_GIVEN
    form_class = TermsGivenForm
    heading = "The purpose and the terms of reference were given on paper"
    lead = "For somebody who has not read them here. The interview cannot be dated before the day you enter."
    button = "Record"
    success = "Recorded."

    def outstanding(self) -> Any:
        return workflow.refused_now(receipts.refusals_to_record_given(self.object))

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return receipts.checks_record_given(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        receipts.record_given(self.object, by=self.request.user, **form.cleaned_data)
        return self.object


class InterviewWrite(InterviewStep):
    action = PanelAction.WRITE_INTERVIEW
    form_class = RecordForm
    heading = "Write the record"
    lead = "Write what was said. The person reads it in your words and confirms it before it is used."
    button = "Save"
    success = "Saved. Share it when it is ready."

    def outstanding(self) -> Any:
        return workflow.refused_now(interviews.refusals_to_write(self.object))

    def get_initial(self) -> dict[str, Any]:
        record = self.object
        return {"text": record.text.original, "held_on": record.held_on, "version": record.version}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, Any]:
        return {"text": current.text.original, "held_on": current.held_on}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return interviews.checks_write(self.object, **cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        cleaned = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        return interviews.write(self.object, by=self.request.user, **cleaned)


class InterviewShare(InterviewStep):
    action = PanelAction.SHARE_INTERVIEW
    heading = "Share the record with the person interviewed"
    lead = "They are told by mail and asked whether it is right."
    button = "Share it"
    success = "Shared. The management review can be handed in once the person has confirmed it."

    def outstanding(self) -> Any:
        return workflow.shut_by(self.object, InterviewStatus.SHARED)

    def act(self, form: forms.BaseForm) -> Any:
        return interviews.share(self.object, by=self.request.user)


class InterviewConfirm(InterviewStep):
    action = PanelAction.CONFIRM_INTERVIEW
    heading = "Is this what you said?"
    button = "Yes, this is right"
    success = "Thank you. Your record is confirmed."
    template_name = "panels/interview_confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record_text=self.object.text.in_clear, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        return interviews.confirm(self.object, by=self.request.user)


class InterviewCorrect(InterviewStep):
    action = PanelAction.CONFIRM_INTERVIEW
    form_class = CorrectionForm
    heading = "Say how it should read"
    button = "Send"
    success = "Thank you. The author has been told and will change the record."
    template_name = "panels/interview_confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record_text=self.object.text.in_clear, **kwargs)

    def act(self, form: forms.BaseForm) -> Any:
        cleaned = form.cleaned_data["correction"]
        return interviews.ask_correction(self.object, correction=cleaned, by=self.request.user)
