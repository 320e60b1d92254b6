"""The overview report: read it coded, write it, put it before the panel, return it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.citing import cited_by_section
from reviews.models import Review
from reviews.policy import parts as parts_of
from reviews.services.returns import NewPoint
from reviews.views.desk import WritingDesk
from reviews.views.pages import CaseForm, CasePage, OwnWordsMixin
from reviews.views.returns import ReturnForm, rounds_of
from scr_portal import access, audit, workflow
from scr_portal.accounts.models import User
from scr_portal.web.forms import PortalForm
from scr_portal.web.markdown import as_html
from scr_portal.web.stale import version_of

from ..actions import ReportAction
from ..enums import EditionStatus, ReportStatus
from ..forms.report import TextForm
from ..models import OverviewReport, PublicEdition
from ..navigation_items import is_left_out
from ..services import reports

TITLES = {"overview": "Overview report", "summary": "Executive summary"}


def to_be_written(review: Review) -> list[str]:
    """Return the texts that the procedure of the case asks for, the short one first."""
    return [name for name in reversed(list(TITLES)) if name in review.procedure.outputs.written]


def report_of(user: User, review: Review) -> OverviewReport | None:
    """Return the report of a review, if this person may see it now."""
    report: OverviewReport | None = OverviewReport.objects.visible_to(user).filter(review=review).first()
    return report


class ReportPage(OwnWordsMixin, CasePage):
    """What is being agreed or signed, exactly; who has signed; what is outstanding."""

    in_preview = True
    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reports/report.html"
    heading = "Overview report"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, review = self.request.user, self.object
        report = report_of(user, review)
        if report is not None and not getattr(self.request, "preview", None):
            # a preview records its own reading once the page is made: until then everybody else who acts would wait for it
            audit.read(by=user, on=report, what="report", **self.where())
        context = super().get_context_data(report=report, **kwargs)
        in_clear = context["named"] or (context["wrote_words"] and not context["as_labels"])
        more = {
            "parts": self.parts(report, in_clear=in_clear),
            "left_out": report is None and is_left_out(user, review),
        }
        return context | self.steps(report) | more

    def wrote_words(self) -> bool:
        """Return whether the person is the overview author, who writes the report of this review."""
        return "write_overview" in parts_of(self.request.user, self.object)

    def parts(self, report: OverviewReport | None, *, in_clear: bool) -> list[tuple[str, str, Any, Any]]:
        if report is None:
            return []
        cited, parts = cited_by_section(report, self.request.user), []
        for name in to_be_written(self.object):
            narrative, here = getattr(report, name), cited.get(name)
            text = narrative.in_clear if in_clear else narrative.coded
            html = as_html(text, links=here.links if here else None)
            parts.append((name, TITLES[name], html, here))
        return parts

    def steps(self, report: OverviewReport | None) -> dict[str, Any]:
        user, review = self.request.user, self.object
        if report is None:
            return {
                "may_write": self.may(ReportAction.WRITE_REPORT),
                "to_begin": to_be_written(review),
                "outstanding": self.before_it_is_shown(),
            }
        to = workflow.next_step(report)
        return {
            "may_write": access.allowed(ReportAction.WRITE_REPORT, user, report),
            "may_agree": report.status == ReportStatus.SUBMITTED
            and access.allowed(ReportAction.AGREE_REPORT, user, report),
            "may_return": workflow.may_move(report, ReportStatus.RETURNED)
            and access.allowed(ReportAction.RETURN_REPORT, user, report),
            "rounds": rounds_of(report, user),
            "may_sign": report.status == ReportStatus.AGREED
            and access.allowed(ReportAction.SIGN_REPORT, user, report),
            "may_prepare": report.status == ReportStatus.SIGNED
            and access.allowed(ReportAction.PREPARE_EDITION, user, report),
            "outstanding": workflow.missing(report, to) if to else [],
            "signatures": report.signatures.filter(digest=report.digest).select_related("signed_by"),
            "edition_in_sight": self.edition_in_sight(report),
            "edition_url": reverse("reports:edition", args=[review.pk]),
        }

    def edition_in_sight(self, report: OverviewReport) -> bool:
        """Whether there is an edition this person may open; one set aside does not count."""
        live = report.editions.exclude(status=EditionStatus.WITHDRAWN).values("pk")
        return bool(PublicEdition.objects.visible_to(self.request.user).filter(pk__in=live).exists())

    def before_it_is_shown(self) -> list[workflow.Outstanding]:
        """Return what the board's signature waits for, said to whoever gives it while the text is still the panel's."""
        report = getattr(self.object, "report", None)
        if report is None or not access.allowed(ReportAction.SIGN_REPORT, self.request.user, report):
            return []
        rule = workflow.registered()["reports.panel_chair_signed_this_text"]
        return [replace(item, url="") for item in rule.missing(report)]


class ReportStep(CaseForm):
    """A step on the report of a review; where it cannot be seen, it is not found."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    report_action: ReportAction
    form_class: Any = PortalForm
    to: ReportStatus | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        review = self.get_object()
        self.report = self.find(review)
        access.require(self.report_action, request.user, self.report)
        return super().dispatch(request, *args, **kwargs)

    def find(self, review: Review) -> OverviewReport:
        report = report_of(self.request.user, review)
        if report is None:
            raise Http404
        return report

    def above(self) -> list[tuple[str, str]]:
        return [("Overview report", reverse("reports:report", args=[self.object.pk]))]

    def outstanding(self) -> Any:
        return workflow.shut_by(self.report, self.to) if self.to else []


class ReportEdit(ReportStep, WritingDesk):
    """The author's own words, in real names where they are needed."""

    report_action = ReportAction.WRITE_REPORT
    form_class = TextForm
    template_name = "reviews/desk.html"
    marks = (("Heading", "# "), ("Sub-heading", "## "))

    def document(self) -> OverviewReport:
        return self.report

    def section(self) -> str:
        part: str = self.kwargs["part"]
        return part

    def find(self, review: Review) -> OverviewReport:
        if self.kwargs["part"] not in to_be_written(review):
            raise Http404
        if report := report_of(self.request.user, review):
            return report
        return reports.begin(review, by=self.request.user)

    def get_heading(self) -> str:
        return TITLES[self.section()]

    def get_initial(self) -> dict[str, Any]:
        part = self.section()
        return {"text": getattr(self.report, part).original, "version": version_of(self.report, part)}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, str]:
        return {"text": getattr(current, self.section()).original}

    def save(self, text: str, version: int) -> OverviewReport:
        return reports.write(
            self.report, part=self.section(), text=text, version=version, by=self.request.user
        )


class ReportSubmit(ReportStep):
    report_action = ReportAction.SUBMIT_REPORT
    to = ReportStatus.SUBMITTED
    heading = "Put the report before the panel"
    button = "Send it to the panel chair"
    success = "The panel chair and the panel have been told."

    def act(self, form: forms.BaseForm) -> Any:
        return reports.submit(self.report, by=self.request.user)


class ReportReturn(ReturnForm, ReportStep):
    """Back to its author, with the points to be answered."""

    report_action = ReportAction.RETURN_REPORT
    returned_status = ReportStatus.RETURNED
    heading = "Return the report to its author"
    lead = (
        "Write one point for each thing. The report goes back to its author at once, for the whole panel. The author "
        "answers every point before the report comes before the panel again, with the answers."
    )

    def subject(self) -> OverviewReport:
        return self.report

    def send_back(self, points: list[NewPoint]) -> Any:
        return reports.send_back(self.report, points=points, by=self.request.user)
