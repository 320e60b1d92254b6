"""What every page about unknown names shares: it shows real names, so it asks for a reason first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from scr_portal import access, audit
from scr_portal.access.actions import Action
from scr_portal.sealed import named_view
from scr_portal.web.sorting import by_words

from .. import own_texts
from ..actions import ReviewAction
from ..enums import UnknownAnswer
from ..forms.review import NamedViewForm
from ..models import Referral, Review, UnknownName
from ..names_queue import names_wait
from ..occurrences import Occurrences, in_document, occurrences
from ..returnable import kind_of
from ..services.own_names import own_names


class NamesMixin:
    """A page of the queue, for a review and for the referral it began with. It shows real names, so it asks why first."""

    action: Action = ReviewAction.SETTLE_NAMES
    kwargs: dict[str, Any]
    request: Any
    object: Any

    def get_queryset(self) -> Any:
        """Referrals or reviews this person may see, as the address says."""
        if self.kwargs["kind"] == "review":
            return Review.objects.visible_to(self.request.user).select_related("board", "referral")
        return Referral.objects.visible_to(self.request.user).select_related("board")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason first, but of an author, who reads their own words and no other.

        What is typed may still be saved after the fifteen minutes.
        """
        if not self.own and not named_view.is_on(request, self.object.pk):
            return render(request, "reviews/names_reason.html", self.asking())
        return super().get(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def asking(self) -> dict[str, Any]:
        """Return the page without any name: how many wait, and the question why the person opens them."""
        count = len(self.names_waiting)
        address = reverse("reviews:named_view", args=[self.kwargs["kind"], self.object.pk])
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            form=NamedViewForm(),
            form_action=f"{address}?{urlencode({'next': self.request.get_full_path()})}",
        )
        return context | {
            "heading": self.how_many_wait(count),
            "waiting": count,
            "answered": self.register.unknown_names.exclude(answer=UnknownAnswer.OPEN).exists(),
            "button": "Show real names for 15 minutes",
        }

    @cached_property
    def register(self) -> Any:
        return self.object.identity_register()

    @cached_property
    def document(self) -> Any:
        """Return the document whose names alone the address asks for, if this person may see it; None for a whole case."""
        if "slug" not in self.kwargs:
            return None
        found = own_texts.find(self.kwargs["slug"], self.request.user, pk=self.kwargs["document"])
        if found is None or found.review.pk != self.object.pk:
            raise Http404
        return found

    @cached_property
    def standing(self) -> list[own_texts.Standing]:
        """Return the names that wait in the document."""
        return own_texts.unsettled_in(self.document)

    @cached_property
    def names_waiting(self) -> list[UnknownName]:
        """Return the names that wait in the case, or in the document."""
        if self.document is not None:
            return [row.name for row in self.standing if row.written or not self.own]
        return list(self.register.unknown_names.asked().defer("key"))

    def how_many_wait(self, count: int) -> str:
        """Return how many names wait, and in what."""
        where = f" in {kind_of(self.document).name(self.document)}" if self.document is not None else ""
        return names_wait(count, where)

    @cached_property
    def own(self) -> bool:
        """Whether the person is here as the author of these words, and does not keep the register."""
        return self.document is not None and not access.allowed(
            ReviewAction.SETTLE_NAMES, self.request.user, self.object
        )

    @cached_property
    def identities(self) -> list[Any]:
        """Return whom a name may be: anybody in the register, for an author whoever stands in their own texts."""
        every = own_names(self.register, by=self.request.user).identities if self.own else None
        return by_words(
            self.register.identities.with_joined() if every is None else every, lambda row: row.pseudonym
        )

    def occurrences_of(self, names: Sequence[UnknownName]) -> Occurrences:
        """Return where names stand: for an author in their own document, and nothing of any other text."""
        if self.own:
            return in_document(self.document, names)
        return occurrences(self.register, names, self.request.user)

    def address(self, page: str) -> str:
        """Return the address of a page of this queue."""
        if self.document is not None:
            where = [self.object.pk, self.kwargs["slug"], self.document.pk]
            return reverse(f"reviews:{page.replace('names', 'names_of', 1)}", args=where)
        name = page if self.kwargs["kind"] == "review" else f"referral_{page}"
        return reverse(f"reviews:{name}", args=[self.object.pk])

    def queue_url(self, **query: Any) -> str:
        """Return the address of the queue."""
        address = self.address("names")
        query = {key: value for key, value in query.items() if value}
        return f"{address}?{urlencode(query, doseq=True)}#name" if query else address


class OfDocument(NamesMixin):
    """A page of the names of one document: for the manager, and for whoever wrote it."""

    action: Action = ReviewAction.VIEW_REVIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the review and the document, and refuse whoever did not write it."""
        self.object = self.get_object()  # type: ignore[attr-defined]
        access.require(ReviewAction.SETTLE_OWN_NAMES, request.user, self.document)
        if self.own and request.method == "GET":
            audit.read(by=request.user, on=self.document, what="own_names", **self.where())  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


def is_key(text: str) -> bool:
    """Return whether a value of the address can be a key at all."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
