"""The ground every case page stands on: the banner, the way back, and the record of a named reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from scr_portal import access, audit
from scr_portal.access.actions import Action
from scr_portal.sealed import named_view
from scr_portal.web.views import PortalFormView

from .. import display
from ..actions import ReviewAction
from ..models import Referral, Review
from ..policy import review_of


class CaseMixin(access.ObjectAccessMixin):
    """A page about one case. `below_case` is false for the page of the case itself, which is in no breadcrumb."""

    base_template = "reviews/case.html"
    below_case = True
    in_preview = False
    """Whether a preview may show this page: one that starts from `visible_to`, in labels, and writes nothing."""
    request: Any
    object: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Fetch what the page is about before anything else: not visible is 404, not allowed is 403."""
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_queryset(self) -> Any:
        """Fetch a review with its board and its referral, which the head of every page shows."""
        queryset = super().get_queryset()
        return queryset.select_related("board", "referral") if queryset.model is Review else queryset

    def case(self) -> Review | Referral:
        """Return the review or the referral the page belongs to."""
        return self.case_here

    @cached_property
    def case_here(self) -> Review | Referral:
        if isinstance(self.object, Referral):
            return self.open_case_of(self.object)
        return review_of(self.object) or self.object

    def open_case_of(self, referral: Referral) -> Review | Referral:
        """Return the review that a referral became; the referral for whoever may not open it, such as its referrer."""
        review: Review | None = getattr(referral, "review", None)
        if review is None:
            return referral
        opened = Review.objects.visible_to(self.request.user).filter(pk=review.pk)
        return review if opened.exists() else referral

    def crumbs(self) -> list[tuple[str, str]]:
        """Board, case, and the pages between; subclasses add theirs with `above`."""
        case = self.case()
        way = [(case.board.short_name, reverse("reviews:cases")), (case.code, case.get_absolute_url())]
        return way[:1] if self.object is case and not self.is_step() else [*way, *self.above()]

    def above(self) -> list[tuple[str, str]]:
        """Label and address of the pages between the case and this one."""
        return []

    def is_step(self) -> bool:
        return self.below_case

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case()
        named = self.reads_names(case)
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            base_template=self.base_template,
            banner=display.banner(case, self.request),
            case=case,
            named=named,
            **kwargs,
        )
        return context

    def reads_names(self, case: Review | Referral) -> bool:
        """Whether originals are shown on this page now; if so the reading is recorded, page by page."""
        on = named_view.is_on(self.request, case.pk) and access.allowed(
            ReviewAction.SHOW_NAMES, self.request.user, case
        )
        if on:
            audit.read(by=self.request.user, on=self.object, what="named_view", **self.where())
        return on

    def where(self) -> dict[str, Any]:
        """Where a reading takes place: the page, and the opening of the named view with its reason, if any."""
        opening = named_view.current(self.request, self.case().pk)
        page = {"page": self.request.resolver_match.view_name}
        return page | {"opening": opening} if opening else page


class CasePage(CaseMixin, TemplateView):
    """A page to read."""

    heading = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=self.get_heading(), crumbs=self.crumbs(), object=self.object, **kwargs
        )

    def get_heading(self) -> str:
        return self.heading

    def may(self, action: Action, on: Any = None) -> bool:
        """Whether the person signed in may do this; for offering a link."""
        return access.allowed(action, self.request.user, on if on is not None else self.object)


class OwnWordsMixin:
    """A page on which a person reads their own words as they wrote them, with the labels behind a link.

    `wrote_words` says whether the words of this page are theirs. Nobody else is ever shown them this way.
    """

    request: Any

    def wrote_words(self) -> bool:
        raise NotImplementedError(f"{type(self).__name__} does not say whose words these are.")

    def reads_own_words(self) -> bool:
        """Whether the page shows words as they were written; in a preview nobody's."""
        return not getattr(self.request, "preview", None) and self.wrote_words()

    def as_labels(self) -> bool:
        """Whether the person chose to read their words as others do."""
        return bool(self.request.GET.get("words") == "labels")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            wrote_words=self.reads_own_words(), as_labels=self.as_labels(), **kwargs
        )
        return context


class CaseForm(CaseMixin, PortalFormView):
    """A page to do one thing on."""

    in_preview = True

    def get_caption(self) -> str:
        return self.case().code
