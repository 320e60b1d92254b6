"""What every page about unknown names shares: it shows real names, so it asks for a reason first."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from scr_portal.access.actions import Action
from scr_portal.sealed import named_view
from scr_portal.web.sorting import by_words

from ..actions import ReviewAction
from ..forms.review import NamedViewForm
from ..models import Referral, Review
from ..names_queue import names_wait


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
        """Ask for the reason first. What is typed may still be saved after the fifteen minutes."""
        if not named_view.is_on(request, self.object.pk):
            return render(request, "reviews/names_reason.html", self.asking())
        return super().get(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def asking(self) -> dict[str, Any]:
        """Return the page without any name: how many wait, and the question why the person opens them."""
        count = self.register.unknown_names.waiting().count()
        address = reverse("reviews:named_view", args=[self.kwargs["kind"], self.object.pk])
        context: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            form=NamedViewForm(),
            form_action=f"{address}?{urlencode({'next': self.request.get_full_path()})}",
        )
        return context | {"heading": names_wait(count), "button": "Show real names for 15 minutes"}

    @cached_property
    def register(self) -> Any:
        return self.object.identity_register()

    @cached_property
    def identities(self) -> list[Any]:
        return by_words(self.register.identities.all(), lambda identity: identity.pseudonym)

    def address(self, page: str) -> str:
        """Return the address of a page of this queue."""
        name = page if self.kwargs["kind"] == "review" else f"referral_{page}"
        return reverse(f"reviews:{name}", args=[self.object.pk])

    def queue_url(self, **query: Any) -> str:
        """Return the address of the queue."""
        address = self.address("names")
        query = {key: value for key, value in query.items() if value}
        return f"{address}?{urlencode(query, doseq=True)}#name" if query else address


def is_key(text: str) -> bool:
    """Return whether a value of the address can be a key at all."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
