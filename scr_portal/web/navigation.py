"""The links in the header. Apps add theirs when they start; the platform need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Place:
    """A link in the header, shown to those for whom `shown_to(user)` is true."""

    label: str
    url_name: str
    shown_to: Callable[[Any], bool]
    order: int


_places: dict[str, Place] = {}


def add(label: str, url_name: str, *, shown_to: Callable[[Any], bool] | None = None, order: int = 50) -> None:
    """Add a link to the header; called in `AppConfig.ready()`. The same name twice is one link."""
    _places[url_name] = Place(label, url_name, shown_to or (lambda user: True), order)


def links(request: HttpRequest) -> list[dict[str, Any]]:
    """The header's links for this person, with the one they are under marked."""
    found = []
    for place in sorted(_places.values(), key=lambda place: (place.order, place.label)):
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue
        if place.shown_to(request.user):
            here = request.path == url or (url != "/" and request.path.startswith(url))
            found.append({"label": place.label, "url": url, "here": here, "exact": request.path == url})
    return found
