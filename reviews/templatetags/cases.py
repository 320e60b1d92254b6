"""`{% load cases %}`: narrative as this reader may see it."""

from __future__ import annotations

from typing import Any

from django import template

from scr_portal.web.markdown import as_html
from scr_portal.web.words import long_date

register = template.Library()


@register.simple_tag(takes_context=True)
def shown(context: template.Context, narrative: Any) -> Any:
    """Return the coded form; the original only while the named view is on, which the page has recorded."""
    return narrative.in_clear if context.get("named") else narrative.coded


@register.simple_tag(takes_context=True)
def own_words(
    context: template.Context, narrative: Any, by: Any = None, *, clear: bool = False, quoted: bool = False
) -> Any:
    """Return the original for whoever wrote it, unless they chose labels, and for a named view; else the coded form.

    The page says who wrote its words (`OwnWordsMixin`); with `by`, the writer of this one narrative counts. `clear`: words of a text
    that holds no name. `quoted`: words of somebody else, in which a sealed passage stays closed.
    """
    if context.get("named") or clear:
        return narrative.in_clear
    if getattr(context.get("request"), "preview", None):
        return narrative.coded
    mine = context.get("wrote_words") if by is None else by == context["request"].user.pk
    if not mine or context.get("as_labels"):
        return narrative.coded
    return narrative.in_clear if quoted else narrative.original


@register.simple_tag
def written(words: str, cited: Any = None, *, level: int = 3) -> Any:
    """Return the text of a section as it is laid out for readers, each line ending where its author ended it.

    What it cites is a link where this reader may follow it.
    """
    return as_html(words, level=level, line_ends=True, links=cited.links if cited else None)


@register.filter
def part(mapping: dict[str, Any], key: str) -> Any:
    """One value of a mapping."""
    return mapping.get(key, "")


@register.filter
def lane(key: Any, lanes: dict[Any, int]) -> int:
    """Which of the six lane colours an agency has on this page."""
    return lanes.get(key, 1)


@register.filter
def stated_date(event: Any) -> str:
    """Return the date as its author stated it: a day, "April 2009", "2009", or from and to; "about" where doubted."""
    start, end = event.date_start, event.date_end
    if event.precision == "day" or start == end:
        words = long_date(start)
    elif event.precision == "month":
        words = f"{start:%B %Y}"
    elif event.precision == "year":
        words = f"{start:%Y}"
    else:
        words = f"{long_date(start)} to {long_date(end)}"
    return f"about {words}" if event.uncertain else words


@register.filter
def unit_words(unit: str) -> str:
    """Return "working days" for `working_days`."""
    return unit.replace("_", " ")
