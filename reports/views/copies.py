"""The copy of the exact edition that somebody takes to a relative before the report is public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from families.actions import FamilyAction
from families.apart import Found
from families.gates import about_others
from families.models import OutgoingText, Relative
from families.outgoing import Text
from families.services import others, relatives
from families.views.relatives import wishes_context
from reviews.views.pages import CaseForm
from scr_portal import access, files, workflow
from scr_portal.accounts.models import User
from scr_portal.files.models import StoredFile
from scr_portal.jobs.enums import JobState
from scr_portal.refusals import Refused
from scr_portal.web.forms import PortalForm
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..copy_texts import copy_for
from ..enums import EditionStatus
from ..forms.report import CopyForm
from ..models import PublicEdition
from ..services import copies, editions
from .editions import edition_of


def edition_to_give(user: User, relative: Relative) -> PublicEdition:
    """Return the edition this person may give to this relative. Raises Http404 or `access.Denied`."""
    edition = edition_of(user, relative.review)
    if edition is None:
        raise Http404
    access.require(ReportAction.GIVE_COPY, user, edition)
    return edition


class CopyFile(CaseForm):
    """Make the marked copy, and download it when it is there.

    What the copy says of other relatives is listed first: there is no copy until a second person has cleared each.
    """

    in_preview = False
    model = Relative
    action = FamilyAction.VIEW_FAMILY
    parents = {"review_id": "review_id"}
    form_class: Any = PortalForm
    template_name = "reports/copy_file.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.edition = edition_to_give(self.request.user, self.get_object())
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def text(self) -> Text:
        return copy_for(self.object, self.edition)

    @cached_property
    def waiting(self) -> list[Found]:
        """Return the sentences that nobody has cleared; of a public edition none."""
        return self.text.waiting() if self.edition.status == EditionStatus.RENDERED else []

    def asks(self) -> bool:
        """Whether the next step is to ask a second person."""
        return bool(self.waiting) and self.text.row() is None

    def outstanding(self) -> Any:
        if refused := workflow.refused_now(copies.refusals_of_state(self.edition)):
            return refused
        if self.waiting and not self.asks():
            return list(about_others(self.text))
        return self.given_by_another

    @cached_property
    def given_by_another(self) -> list[Outstanding]:
        """Return why somebody else gives this copy: whoever reads the page cleared something in it."""
        row = self.text.row() if self.edition.status == EditionStatus.RENDERED else None
        return workflow.refused_now(others.refusals_to_give(row, by=self.request.user))

    def get_button(self) -> str:
        return "Ask a second person" if self.asks() else "Make the copy"

    def get_heading(self) -> str:
        return f"Confidential copy for {self.object}"

    def above(self) -> list[tuple[str, str]]:
        return [("Public edition", self.edition.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = copies.job_for(self.edition, self.object, by=self.request.user)
        failed = job is not None and job.state == JobState.FAILED
        shut = self.waiting or self.given_by_another
        copy = None if shut else copies.made_for(self.edition, self.object)
        return super().get_context_data(
            copy=copy,
            next_step=bool(self.waiting) or (copy is None and (job is None or failed)),
            waiting=self.text.as_read(self.waiting),
            cleared=self.text.as_read(self.text.cleared(self.waiting)),
            may_clear=self.may_clear(),
            job=job,
            failed=failed,
            edition=self.edition,
            **kwargs,
        )

    def may_clear(self) -> OutgoingText | None:
        """Return the row whose sentences this person clears, if they may."""
        row = self.text.row() if self.waiting else None
        return row if row and access.allowed(FamilyAction.CLEAR_OTHERS, self.request.user, row) else None

    def act(self, form: forms.BaseForm) -> Any:
        if self.asks():
            copies.ask_about(self.edition, self.object, by=self.request.user)
            return reverse("reports:copy_file", args=[self.object.review_id, self.object.pk])
        job = copies.ask(self.edition, self.object, by=self.request.user)
        return reverse("jobs:progress", args=[job.pk])


class CopyDownload(access.ObjectAccessMixin, View):
    """The file itself; each download is on record. A preview records its own reading, and whoever looks has to be allowed it too."""

    file_in_preview = True
    model = Relative
    action = FamilyAction.VIEW_FAMILY
    parents = {"review_id": "review_id"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        relative = self.get_object()
        edition = edition_to_give(self.request.user, relative)
        try:
            pdf = (
                self.copy_in_preview(edition, relative)
                if getattr(request, "preview", None)
                else copies.download(edition, relative, by=self.request.user)
            )
        except Refused:
            raise Http404 from None
        return files.respond(pdf, filename=f"{edition.slug}-copy")

    def copy_in_preview(self, edition: PublicEdition, relative: Relative) -> StoredFile:
        """Return the same file, without a download of the person in whose place it is read."""
        user: Any = self.request.user
        edition_to_give(user.previewed_by, relative)
        self.request.preview.case_code = relative.case_code
        return copies.copy_to_give(edition, relative, by=user).pdf


class CopyRecord(CaseForm):
    """A relative had exactly this text, or did not want it."""

    in_preview = False
    model = Relative
    action = FamilyAction.VIEW_FAMILY
    parents = {"review_id": "review_id"}
    form_class = CopyForm
    button = "Record"
    success = "Recorded."
    template_name = "reports/copy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = edition_of(self.request.user, self.object.review)
        return super().get_context_data(
            may_make_copy=edition is not None
            and edition.status == EditionStatus.RENDERED
            and access.allowed(ReportAction.GIVE_COPY, self.request.user, edition),
            **wishes_context(self.request.user, self.object),
            **kwargs,
        )

    def get_heading(self) -> str:
        return f"Copy of the report for {self.object}"

    def get_initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate()}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return relatives.checks_give_copy(**cleaned)

    def act(self, form: forms.BaseForm) -> Any:
        edition = edition_of(self.request.user, self.object.review)
        if edition is None:
            raise Http404
        cleaned = form.cleaned_data
        editions.give_copy(
            edition,
            self.object,
            given_on=cleaned["given_on"],
            means=cleaned["means"],
            declined=cleaned["declined"] == "declined",
            by=self.request.user,
        )
        return edition
