"""The links in the header. Apps add theirs when they start; the platform need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link in the header, shown to those for whom `shown_to(user)` is true."""

    label: str
    url_name: str
    shown_to: Callable[[Any], bool]
    order: int


_items: dict[str, NavigationItem] = {}


def add(label: str, url_name: str, *, shown_to: Callable[[Any], bool] | None = None, order: int = 50) -> None:
    """Add a link to the header; called in `AppConfig.ready()`. The same name twice is one link."""
    _items[url_name] = NavigationItem(label, url_name, shown_to or (lambda user: True), order)


def links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the header's links for this person, with the one they are under marked."""
    shown = []
    for item in sorted(_items.values(), key=lambda item: (item.order, item.label)):
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        if item.shown_to(request.user):
            here = request.path == url or (url != "/" and request.path.startswith(url))
            shown.append({"label": item.label, "url": url, "here": here, "exact": request.path == url})
    return shown
