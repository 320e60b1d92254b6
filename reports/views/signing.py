"""Agree and sign exactly the text of the report that is on the page."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.markdown import as_html

from ..actions import ReportAction
from ..enums import ReportStatus
from ..forms.report import SignForm
from ..services import reports
from .reports import TITLES, ReportStep, to_be_written


class SigningStep(ReportStep):
    """The digest of the text that is on the page goes with the form: what was read is what is signed."""

    form_class = SignForm
    template_name = "reports/sign.html"

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.report.digest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = [
            (TITLES[name], as_html(getattr(self.report, name).coded)) for name in to_be_written(self.object)
        ]
        return super().get_context_data(
            report=self.report,
            parts=parts,
            saved_at=self.saved_at(),
            signatures=self.report.signatures.filter(digest=self.report.digest).select_related("signed_by"),
            **kwargs,
        )

    def saved_at(self) -> Any:
        """When this version of the text was saved; a later step keeps the version and does not count."""
        first = self.report.history.filter(version=self.report.version).order_by("history_date").first()
        return first.history_date if first else None


class ReportAgree(SigningStep):
    report_action = ReportAction.AGREE_REPORT
    to = ReportStatus.AGREED
    heading = "Agree the report for the panel"
    button = "Agree exactly this text"
    success = "Agreed. The board chair has been told."

    def act(self, form: forms.BaseForm) -> Any:
        reports.agree(self.report, digest=form.cleaned_data["digest"], by=self.request.user)
        return self.report


class ReportSign(SigningStep):
    report_action = ReportAction.SIGN_REPORT
    to = ReportStatus.SIGNED
    heading = "Sign off the report for the board"
    button = "Sign exactly this text"
    success = "Signed off. The clock has stopped, and the business manager has been told."

    def act(self, form: forms.BaseForm) -> Any:
        reports.sign_off(self.report, digest=form.cleaned_data["digest"], by=self.request.user)
        return self.report
