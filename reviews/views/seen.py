"""Pages that there are in a preview alone: the mails somebody would be sent, and the documents and files they could open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from scr_portal import access
from scr_portal.notices import mails
from scr_portal.preview.openable import opened_by

from ..models import Referral, Review
from ..queries import cases_for, decided_referrals_for, referrals_for

MOST_CASES = 50
"""Cases in one list; a list that leaves some out says so."""


class InPreviewOnly(TemplateView):
    """A page that is not found outside a preview: everybody has their own mails and documents elsewhere."""

    in_preview = True
    access = access.Access.SIGNED_IN
    request: Any
    heading = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if getattr(request, "preview", None) is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"heading": self.heading} | kwargs)


class CasesSeen(InPreviewOnly):
    """What is about no case, and the cases to choose from."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        lists = [
            ("review", "Reviews", cases_for(user)),
            ("referral", "Referrals not yet decided", referrals_for(user).order_by("-created_at")),
            ("referral", "Referrals that were decided", decided_referrals_for(user)),
        ]
        groups = [(kind, name, rows[:MOST_CASES], rows.count()) for kind, name, rows in lists]
        return super().get_context_data(
            groups=[group for group in groups if group[3]], most=MOST_CASES, **kwargs
        )


class OfCase(InPreviewOnly):
    """A page about one case that both may read: the review, or a referral that led to none they may open."""

    above: tuple[str, str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label, name = self.above
        return super().get_context_data(
            heading=f"{self.heading} {self.case.code}",
            crumbs=[(label, reverse(name))],
            case=self.case,
            **kwargs,
        )

    @cached_property
    def case(self) -> Review | Referral:
        user, key = self.request.user, self.kwargs["pk"]
        if self.kwargs["kind"] == "review":
            reviews = Review.objects.visible_to(user).select_related("referral", "board")
            return get_object_or_404(reviews, pk=key)
        if self.kwargs["kind"] == "referral":
            return get_object_or_404(Referral.objects.visible_to(user), pk=key)
        raise Http404


class MailsSeen(CasesSeen):
    heading = "Mails they would be sent"
    template_name = "reviews/mails_seen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mails=mails.written_to(self.request.user), **kwargs)


class MailsOfCase(OfCase):
    """The mails of the referral, and of the review that it became."""

    heading = "Mails about"
    above = (MailsSeen.heading, "reviews:mails_seen")
    template_name = "reviews/mails_of_case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.case
        parts = [case.referral, case] if isinstance(case, Review) else [case]
        written = [mail for part in parts for mail in mails.written_to(self.request.user, part)]
        last = {mail.template: mail for mail in written}  # what both could send is shown of the review
        return super().get_context_data(mails=list(last.values()), **kwargs)


class DocumentsSeen(CasesSeen):
    heading = "Documents and files they could open"
    template_name = "reviews/documents_seen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents, files = opened_by(self.request.user)
        return super().get_context_data(documents=documents, files=files, **kwargs)


class DocumentsOfCase(OfCase):
    heading = "Documents and files of"
    above = (DocumentsSeen.heading, "reviews:documents_seen")
    template_name = "reviews/documents_of_case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents, files = opened_by(self.request.user, self.case)
        return super().get_context_data(documents=documents, files=files, **kwargs)
