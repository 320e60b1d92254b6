"""The public edition, before it is public: the publication checklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from families.models import Relative
from reviews.actions import ReviewAction
from reviews.gates import names_settled
from reviews.models import Review
from reviews.views.pages import CaseForm, CasePage
from reviews.views.returns import rounds_of
from scr_portal import access, audit, workflow
from scr_portal.accounts.models import User
from scr_portal.jobs.models import Job
from scr_portal.web.forms import PortalForm
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..document import context as edition_context
from ..document import settled_context
from ..enums import EditionStatus
from ..forms.report import ClearForm, PrepareForm, WithdrawForm
from ..models import EditionSearch, PublicEdition
from ..publication_checklist import publication_checklist
from ..readings import estimate_of
from ..services import editions, freezing, searches
from .reports import ReportStep


def edition_of(user: User, review: Review) -> PublicEdition | None:
    """Return the live edition of a review, if this person may see it now."""
    visible = PublicEdition.objects.visible_to(user).filter(report__review=review)
    return visible.exclude(status=EditionStatus.WITHDRAWN).select_related("report__review__board").first()


def search_of(user: User, edition: PublicEdition) -> EditionSearch | None:
    """Return the search of the present PDF, if this person may read where it found something.

    Until the edition is public that is whoever reads the edition, after that whoever settles what was found.
    """
    public = edition.status == EditionStatus.PUBLISHED
    action = ReportAction.VIEW_SEARCH if public else ReportAction.VIEW_EDITION
    return edition.search() if access.allowed(action, user, edition) else None


class EditionPage(CasePage):
    """The publication checklist: each rule met or not, with what is outstanding."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reports/edition.html"
    heading = "Public edition"

    def above(self) -> list[tuple[str, str]]:
        return [("Overview report", reverse("reports:report", args=[self.object.pk]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = edition_of(self.request.user, self.object)
        if edition is None:
            raise Http404
        audit.read(by=self.request.user, on=edition, what="edition", **self.where())
        to = workflow.next_step(edition)
        return super().get_context_data(
            **edition_context(edition),
            held=edition.is_held,
            steps=publication_checklist(edition),
            outstanding=workflow.missing_before(edition, to) if to else [],
            job=Job.objects.visible_to(self.request.user)
            .about(edition)
            .filter(kind="reports.render_edition")
            .first(),
            search=search_of(self.request.user, edition),
            may_see_passages=self.may(ReportAction.VIEW_PASSAGES, edition),
            may_see_combinations=self.may(ReportAction.VIEW_COMBINATIONS, edition),
            may_see_readers=self.may(ReportAction.VIEW_FINDINGS, edition),
            may_clear=self.may(ReportAction.CLEAR_EDITION, edition)
            and edition.status == EditionStatus.PREPARED,
            may_hand_out=self.may(ReportAction.PUBLISH, edition),
            may_publish=self.may(ReportAction.PUBLISH, edition) and edition.status == EditionStatus.RENDERED,
            may_make=self.may(ReportAction.PREPARE_EDITION, edition) and not searches.why_no_pdf(edition),
            may_withdraw=self.may(ReportAction.WITHDRAW, edition),
            may_give=self.may(ReportAction.GIVE_COPY, edition),
            relatives=self.copies(edition),
            rounds=rounds_of(edition, self.request.user),
            **kwargs,
        )

    def copies(self, edition: PublicEdition) -> list[tuple[Relative, Any]]:
        """Each relative this person may see, with the copy of exactly this text if there is one."""
        visible = Relative.objects.visible_to(self.request.user).filter(review=self.object)
        relatives = visible.select_related("identity").prefetch_related("copies")
        return [
            (relative, next((copy for copy in relative.copies.all() if copy.digest == edition.digest), None))
            for relative in relatives
        ]


class EditionPrepare(ReportStep):
    report_action = ReportAction.PREPARE_EDITION
    form_class = PrepareForm
    heading = "Make the public edition"
    lead = "The signed text is frozen in coded form. What may still identify somebody is listed for you to settle."
    button = "Make the public edition"

    def get_initial(self) -> dict[str, Any]:
        """Return the title of an edition that was set aside; it is checked anew."""
        earlier = self.report.editions.order_by("prepared_at").last()
        return {"title": earlier.title if earlier else ""}

    def outstanding(self) -> Any:
        """Return why there can be no edition now, or the names in the signed report that wait for an answer."""
        refused = workflow.refused_now(editions.refusals_to_prepare(self.report))
        return refused or list(names_settled(self.report))

    def act(self, form: forms.BaseForm) -> Any:
        return editions.prepare(self.report, title=form.cleaned_data["title"], by=self.request.user)


class OfEdition:
    """A page about the live edition: not found where the edition cannot be seen, refused where `edition_action` is."""

    model: Any = Review
    action: Any = ReviewAction.VIEW_REVIEW
    edition_action: ReportAction
    request: Any
    object: Any
    get_object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        edition = edition_of(self.request.user, self.get_object())
        if edition is None:
            raise Http404
        self.edition = edition
        access.require(self.edition_action, request.user, edition)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def above(self) -> list[tuple[str, str]]:
        return [("Public edition", reverse("reports:edition", args=[self.object.pk]))]


class EditionReadingPage(OfEdition, CasePage):
    """A page of the edition to read; `reading` names what was read in the record."""

    reading: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.edition, what=self.reading, **self.where())
        return super().get_context_data(edition=self.edition, **kwargs)


class EditionStep(OfEdition, CaseForm):
    """A step on the live edition."""

    in_preview = False
    form_class: Any = PortalForm
    to: EditionStatus | None = None

    def outstanding(self) -> Any:
        """Return what blocks this step; nothing where it moves the edition nowhere."""
        return workflow.shut_by(self.edition, self.to) if self.to else []


class EditionClear(EditionStep):
    """The text exactly as it will stand, each settled passage marked. What was read is what is cleared."""

    edition_action = ReportAction.CLEAR_EDITION
    to = EditionStatus.CLEARED
    form_class = ClearForm
    template_name = "reports/clear.html"
    heading = "Clear the public edition"
    button = "Clear for publication"
    success = "Cleared. The PDF is being made and searched; what the search finds stands on this page."

    def get_lead(self) -> str:
        """Say what was done before, and only where it was."""
        if self.outstanding():
            return "The edition is cleared once its passages are settled and two people have read it."
        return "Two people have read this text. You decide, knowing what they found, whether it goes to the public."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if context["outstanding"]:
            return context | edition_context(self.edition)
        self.bind(context["form"], freezing.standing_digest(self.edition))
        audit.read(by=self.request.user, on=self.edition, what="passages", **self.where())
        settled = settled_context(self.edition, replaced_words=True)
        return context | settled | {"estimate": estimate_of(self.edition)}

    def bind(self, form: Any, digest: str) -> None:
        """Give the form the digest of the text that is on this page, also after a refusal."""
        form.initial["digest"] = digest
        if form.is_bound:
            form.data = form.data.copy()
            form.data[form.add_prefix("digest")] = digest

    def act(self, form: forms.BaseForm) -> Any:
        editions.clear(self.edition, digest=form.cleaned_data["digest"], by=self.request.user)
        return self.edition


class EditionPdf(EditionStep):
    edition_action = ReportAction.PREPARE_EDITION
    heading = "Make the PDF again"
    lead = "The PDF is made from the text as it was cleared, and searched again. This takes a minute or two."
    button = "Make the PDF again"

    def outstanding(self) -> Any:
        sentence = searches.why_no_pdf(self.edition)
        return [Outstanding(sentence, url=self.edition.get_absolute_url())] if sentence else []

    def act(self, form: forms.BaseForm) -> Any:
        job = searches.ask_for_pdf(self.edition, by=self.request.user)
        return reverse("jobs:progress", args=[job.pk])


class EditionPublish(EditionStep):
    edition_action = ReportAction.PUBLISH
    to = EditionStatus.PUBLISHED
    heading = "Publish the report"
    lead = "Anybody can read it from this moment on."
    button = "Publish it now"
    success = "Published."

    def act(self, form: forms.BaseForm) -> Any:
        return editions.publish(self.edition, by=self.request.user)


class EditionWithdraw(EditionStep):
    edition_action = ReportAction.WITHDRAW
    form_class = WithdrawForm
    heading = "Withdraw this edition"
    lead = "If it has been published, its address shows your note instead of the report from now on."
    button = "Withdraw it"
    warning = True

    def act(self, form: forms.BaseForm) -> Any:
        note = form.cleaned_data["public_note"]
        editions.withdraw(self.edition, public_note=note, by=self.request.user)
        return reverse("reports:report", args=[self.object.pk])
