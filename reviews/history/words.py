"""The words for the acts and pages of a case's history; labels of acts are registered by their apps."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from scr_portal.audit.labels import label_of, plain


def event_label(event: Any) -> str:
    """Return the label of an event."""
    return label_of(event.verb, str(event.facts.get("what", "")))


def page_words(view_name: str) -> str:
    """Return the heading of the page an event names, or the plain name of a page whose heading differs by case."""
    return (headings().get(view_name) or plain(view_name.partition(":")[2])) if view_name else ""


@cache
def headings() -> dict[str, str]:
    """Return the heading of every page that has one for all cases, by the name of its address."""
    listed: dict[str, str] = {}

    def walk(resolver: URLResolver, namespace: str) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                walk(entry, entry.namespace or namespace)
            elif isinstance(entry, URLPattern) and entry.name:
                view = getattr(entry.callback, "view_class", None)
                listed[f"{namespace}:{entry.name}" if namespace else entry.name] = getattr(
                    view, "heading", ""
                )

    walk(get_resolver(), "")
    return listed
