"""Terms of reference: read, write, put before the chair, agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from scr_portal import access, sealed, workflow
from scr_portal.web.forms import PortalForm

from ..actions import ReviewAction
from ..enums import TermsStatus
from ..forms.review import TermsForm
from ..models import Review, TermsOfReference
from ..services import terms
from ..services.returns import NewPoint
from .pages import CaseForm, CasePage
from .returns import ReturnForm, rounds_of


class TermsPage(CasePage):
    """The version in force, and the one being written for those who write it."""

    in_preview = True
    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reviews/terms.html"
    heading = "Terms of reference"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.object.terms.visible_to(self.request.user))
        in_force = next((version for version in versions if version.status == TermsStatus.AGREED), None)
        coming = next(
            (version for version in versions if version.status in (TermsStatus.DRAFT, TermsStatus.PROPOSED)),
            None,
        )
        return super().get_context_data(
            in_force=in_force,
            coming=coming,
            shown_terms=[(version, self.questions(version)) for version in (coming, in_force) if version],
            rounds=[current for version in versions for current in rounds_of(version, self.request.user)],
            may_return=coming is not None
            and coming.status == TermsStatus.PROPOSED
            and self.may(ReviewAction.RETURN_TERMS, coming),
            outstanding=workflow.missing(coming, self.next_step(coming)) if coming else [],
            may_draft=self.may(ReviewAction.DRAFT_TERMS),
            may_agree=coming is not None
            and coming.status == TermsStatus.PROPOSED
            and self.may(ReviewAction.APPROVE_TERMS, coming),
            **kwargs,
        )

    def questions(self, version: TermsOfReference) -> list[Any]:
        register = self.object.identity_register()
        return sealed.refresh(list(version.questions.all()), register)

    def next_step(self, coming: TermsOfReference) -> str:
        return TermsStatus.PROPOSED if coming.status == TermsStatus.DRAFT else TermsStatus.AGREED


class TermsStep(CaseForm):
    """A step on the version being written."""

    model = Review
    action = ReviewAction.DRAFT_TERMS

    def coming(self) -> TermsOfReference:
        begun = [TermsStatus.DRAFT, TermsStatus.PROPOSED]
        terms: TermsOfReference | None = self.object.terms.filter(status__in=begun).first()
        if terms is None:
            raise Http404
        return terms

    def above(self) -> list[tuple[str, str]]:
        return [("Terms of reference", reverse("reviews:terms", args=[self.object.pk]))]


class TermsEdit(TermsStep):
    form_class = TermsForm
    heading = "Write the terms of reference"
    lead = "Questions that every agency will answer, and the years they look at."
    button = "Save"
    success = "Saved."

    def coming(self) -> TermsOfReference:
        return terms.draft(self.object, by=self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        posted = self.request.method == "POST"
        asked = self.object.terms.first()
        count = asked.questions.count() if asked else 0
        if posted:
            count = max(count, sum(key.startswith("question_") for key in self.request.POST) - 3)
        return super().get_form_kwargs() | {"asked": count}

    def get_initial(self) -> dict[str, Any]:
        newest = self.object.terms.first()
        if newest is None:
            return {"version": 0}
        version = 0 if newest.status == TermsStatus.AGREED else newest.version
        return self.values_of(newest) | {"version": version}

    def values_of(self, version: TermsOfReference) -> dict[str, Any]:
        """Return the scope, and each question in the box of its number: one's own as written, those of others in labels."""
        user = self.request.user
        texts = {
            f"question_{question.number}": question.shown_to(user)
            for question in terms.questions_as_they_are(version)
        }
        return texts | {"scope_start": version.scope_start, "scope_end": version.scope_end}

    def saved_values(self, current: TermsOfReference, form: Any) -> dict[str, Any]:
        """With an empty text for each box the other person left empty, so that nothing typed goes uncompared."""
        form.make_boxes(current.questions.count())
        return dict.fromkeys(form.boxes, "") | self.values_of(current)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return terms.checks_write(**cleaned)

    def act(self, form: Any) -> Any:
        cleaned = form.cleaned_data
        terms.write(
            self.coming(),
            version=cleaned["version"] or 0,
            scope_start=cleaned["scope_start"],
            scope_end=cleaned["scope_end"],
            questions=form.questions,
            by=self.request.user,
        )
        return reverse("reviews:terms", args=[self.object.pk])


class TermsPropose(TermsStep):
    form_class = PortalForm
    heading = "Put the terms of reference before the panel chair"
    button = "Send to the panel chair"
    success = "The panel chair has been told."

    def outstanding(self) -> Any:
        return workflow.shut_by(self.coming(), TermsStatus.PROPOSED)

    def act(self, form: forms.BaseForm) -> Any:
        return terms.propose(self.coming(), by=self.request.user)


class TermsAgree(TermsStep):
    action = ReviewAction.VIEW_TERMS
    form_class = PortalForm
    heading = "Agree the terms of reference"
    lead = "From then on this version is in force, and everybody who works from it is told."
    button = "Agree and put in force"
    success = "The terms of reference are in force."

    def outstanding(self) -> Any:
        return workflow.shut_by(self.coming(), TermsStatus.AGREED)

    def act(self, form: forms.BaseForm) -> Any:
        return terms.agree(self.coming(), by=self.request.user)


class TermsReturn(ReturnForm, TermsStep):
    """Back to whoever writes them, with the points to be answered."""

    action = ReviewAction.VIEW_TERMS
    heading = "Return the terms of reference"
    lead = (
        "Write one point for each thing. The business manager or the committee answers every one before the terms "
        "of reference come before the panel chair again."
    )
    success = "Returned. The business manager and the committee have been told."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        access.require(ReviewAction.RETURN_TERMS, request.user, self.coming())
        return super().dispatch(request, *args, **kwargs)

    def subject(self) -> TermsOfReference:
        return self.coming()

    def outstanding(self) -> list[workflow.Outstanding]:
        if self.coming().status == TermsStatus.PROPOSED:
            return []
        return [workflow.Outstanding("These terms of reference are not before the panel chair now.")]

    def send_back(self, points: list[NewPoint]) -> Any:
        return terms.send_back(self.coming(), points=points, by=self.request.user)
