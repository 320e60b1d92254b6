"""When the person interviewed does not answer: remind them, ask the agency's lead, close or call off."""

from __future__ import annotations

from typing import Any

from django import forms

from reviews.views.pages import CaseForm, CasePage
from scr_portal import workflow

from ..actions import PanelAction
from ..enums import InterviewStatus
from ..forms.interview import CallOffForm, ClosingAnswerForm, LapseForm
from ..models import InterviewClosing
from ..services import closings
from .interviews import InterviewStep

WHOLE = (
    "record__imr__commission__review__board",
    "record__imr__commission__agency",
    "record__interviewee",
    "asked_by",
    "answered_by",
)


class InterviewRemind(InterviewStep):
    action = PanelAction.REMIND_INTERVIEWEE
    heading = "Remind the person to check the record"
    lead = "They get a mail that says that the record still waits for them, and nothing of what it says."
    button = "Send a reminder"
    success = "A reminder has been sent."

    def outstanding(self) -> Any:
        return workflow.refused_now(closings.refusals_to_remind(self.object))

    def act(self, form: forms.BaseForm) -> Any:
        closings.remind(self.object, by=self.request.user)
        return self.object


class ClosingAsk(InterviewStep):
    """Shut, without a form, until the person had their days and their reminders."""

    action = PanelAction.ASK_CLOSING
    form_class = LapseForm
    template_name = "panels/interview/closing_ask.html"
    heading = "Close the record without the person’s agreement"
    lead = "For somebody who has left, is too unwell, or does not wish to answer. A lead of your agency has to agree."
    button = "Ask the agency’s lead"
    success = "The lead of your agency has been asked. The person can still answer until then."

    def outstanding(self) -> Any:
        try:
            before = closings.before_asking(self.object)
        except workflow.NoSuchTransition as gone:
            return gone.outstanding
        return before or workflow.refused_now(closings.refusals_to_ask(self.object))

    def act(self, form: forms.BaseForm) -> Any:
        closings.ask(self.object, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.object


class InterviewCallOff(InterviewStep):
    action = PanelAction.CALL_OFF_INTERVIEW
    form_class = CallOffForm
    heading = "The interview does not take place"
    lead = "The person is told by mail. Nothing has been written, so nothing of theirs is used."
    button = "Call the interview off"
    warning = True
    success = "The interview has been called off."

    def outstanding(self) -> Any:
        return workflow.shut_by(self.object, InterviewStatus.CANCELLED)

    def act(self, form: forms.BaseForm) -> Any:
        return closings.call_off(self.object, reason=form.cleaned_data["reason"], by=self.request.user)


class ClosingPage(CasePage):
    """What the lead needs to answer: who, how long, how often reminded, why. Never the record itself."""

    model = InterviewClosing
    action = PanelAction.VIEW_CLOSING
    template_name = "panels/interview/closing.html"
    heading = "Closing an interview record without agreement"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.record.imr.commission
        return [(commission.agency.short_name, commission.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object.record
        reminders = record.reminders.filter(sent_at__gte=record.shared_at) if record.shared_at else []
        return super().get_context_data(
            record=record,
            reminders=reminders,
            may_answer=not self.object.outcome and self.may(PanelAction.ANSWER_CLOSING),
            **kwargs,
        )


class ClosingAnswer(CaseForm):
    model = InterviewClosing
    action = PanelAction.ANSWER_CLOSING
    form_class = ClosingAnswerForm
    heading = "May the record be closed without the person’s agreement?"
    button = "Record your answer"
    success = "Thank you. The author has been told."

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*WHOLE)

    def above(self) -> list[tuple[str, str]]:
        return [("Closing an interview record", self.object.get_absolute_url())]

    def outstanding(self) -> Any:
        return workflow.refused_now(closings.refusals_to_answer(self.object))

    def act(self, form: forms.BaseForm) -> Any:
        if form.cleaned_data["verdict"] == "agree":
            closings.agree(self.object, by=self.request.user)
        else:
            closings.decline(self.object, answer=form.cleaned_data["answer"], by=self.request.user)
        return self.object
