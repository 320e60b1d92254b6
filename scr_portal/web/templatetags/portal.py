"""`{% load portal %}`: the components and the words for dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils import timezone

from scr_portal.web import navigation, site, words
from scr_portal.web.display import CaseBanner
from scr_portal.web.tags import tag_for

register = template.Library()


@register.inclusion_tag("components/site_header.html", takes_context=True)
def site_header(context: template.Context, public: bool = False) -> dict[str, Any]:
    """Return the head of every page: whose portal this is, and the navigation of this person."""
    request = context.get("request")
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated and not public
    return {
        "request": request,
        "user": user,
        "signed_in": signed_in,
        "public": public,
        "service": site.SERVICE_NAME,
        "board": site.board_of(request),
        "links": navigation.links(request) if request is not None and signed_in else [],
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/site_footer.html", takes_context=True)
def site_footer(context: template.Context) -> dict[str, Any]:
    return {"board": site.board_of(context.get("request")), "service": site.SERVICE_NAME}


@register.inclusion_tag("components/outstanding.html", takes_context=True)
def outstanding(
    context: template.Context,
    items: Iterable[Any],
    heading: str = "What is still outstanding",
    empty: str = "",
    intro: bool = True,
) -> dict[str, Any]:
    """Return the list of what holds the next step shut; when it is empty, the sentence `empty` or nothing at all.

    In a preview the matters are counted, unless every reader of the page is shown them: some may name somebody whom whoever
    looks is not to know of.
    """
    user = getattr(context.get("request"), "user", None)
    if getattr(context.get("request"), "preview", None) and not context.get("outstanding_for_all"):
        return {"heading": heading, "in_preview": len(items or ()), "empty": empty}  # type: ignore[arg-type]
    items = [item if opens(item, user) else replace(item, url="") for item in items or ()]
    return {"items": items, "heading": heading, "empty": empty, "intro": intro, "user": user}


def opens(item: Any, user: Any) -> bool:
    """Whether this reader may follow the link of a matter: of a private one only those who can do it."""
    rungs = item.owner.ladder if getattr(item, "private", False) and item.owner else ()
    return not rungs or any(rung.able and rung.includes(user) for rung in rungs)


@register.filter
def standing_fields(form: BaseForm) -> list[BoundField]:
    """Return the fields of a form page; those that only one answer to another asks stand below that answer."""
    fields: list[BoundField] = getattr(form, "standing_fields", form.visible_fields)()
    return fields


@register.filter
def whose(owner: Any, user: Any) -> str:
    """Return "you" for whoever owes it, and for everybody else what the owner is."""
    return owner.words_for(user) if hasattr(owner, "words_for") else str(owner)


@register.inclusion_tag("components/case_banner.html", takes_context=True)
def case_banner(context: template.Context, case: Any) -> dict[str, Any]:
    """Draw a `CaseBanner`, or that of an object whose `banner(request)` makes one."""
    request = context.get("request")
    banner = case if isinstance(case, CaseBanner) else case.banner(request)
    return {"banner": banner, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/tag.html")
def status_tag(thing: Any, colour: str = "") -> dict[str, str]:
    """Return a status in words. Takes an object with `status`, a member of a choices class, or plain words."""
    text, chosen = tag_for(thing)
    return {"text": text, "colour": colour or chosen}


@register.inclusion_tag("components/stage_line.html")
def stage_line(stages: Sequence[Any], label: str = "Stages of this case") -> dict[str, Any]:
    """Return the case's stages with dates met and due; a list to a screen reader."""
    return {"stages": stages, "label": label}


@register.inclusion_tag("components/error_summary.html")
def form_errors(form: BaseForm | None) -> dict[str, Any]:
    """Return the error summary: each sentence links to the field, or to the part of it, that it is about."""
    if form is None or not form.is_bound:
        return {"lines": []}
    lines = [{"text": text, "target": ""} for text in form.non_field_errors()]
    for field in form:
        lines += [{"text": text, "target": first_control(field)} for text in field.errors]
    return {"lines": lines}


def first_control(field: BoundField) -> str:
    """Return the id of the control an error's link must focus: the first choice of a group, the wrong part of a date."""
    if field.is_hidden or not field.auto_id:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("components/button.html")
def button(text: str, kind: str = "", **attributes: str) -> dict[str, str]:
    """Return a button, or with `href` a link drawn as one. `kind`: secondary, warning, start.

    Its further attributes: name, value, id and type, which is submit where nothing is said.
    """
    return {"text": text, "kind": kind, "type": "submit", **attributes}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Board, case, page: (label, address) pairs of the pages above this one."""
    return {"crumbs": crumbs}


@register.inclusion_tag("components/timeline.svg.html")
def timeline(picture: Any) -> dict[str, Any]:
    """Lanes of dated marks, from `scr_portal.web.timeline.draw`. A table of the same rows goes below it."""
    return {"picture": picture}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Sequence[Any], prefix: str = "task") -> dict[str, Any]:
    return {"tasks": tasks, "prefix": prefix}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[Any], short: bool = False) -> dict[str, Any]:
    """Questions and answers with a change link each: the body of a check-your-answers page."""
    return {"rows": rows, "short": short, "changeable": any(row.change_url for row in rows)}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list, with the filters in the address kept."""
    return words.page_links(page, context["request"].GET, parameter)


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context: template.Context, label: str, key: str, numeric: bool = False) -> dict[str, Any]:
    """Return a table head that sorts by `?sort=key`, and by `-key` when followed again."""
    url, direction = words.sort_link(context["request"].GET, key)
    return {"label": label, "url": url, "direction": direction, "numeric": numeric}


@register.inclusion_tag("components/chosen_filters.html")
def chosen_filters(filters: Sequence[Any], clear_url: str = "") -> dict[str, Any]:
    return {"filters": filters, "clear_url": clear_url}


@register.inclusion_tag("components/counts.html")
def counts(figures: Sequence[Any]) -> dict[str, Any]:
    return {"figures": figures}


@register.filter
def longdate(value: date | datetime | None) -> str:
    """12 May 2010. Nothing for no date; words that are not a date are given back as typed."""
    return words.long_date(value)


@register.filter
def longtime(value: datetime | None) -> str:
    """12 May 2010 at 14:30."""
    return words.long_time(value)


@register.filter
def days_left(value: date | None) -> str:
    """6 working days left; due today; 3 working days over."""
    return words.days_left(value, timezone.localdate())


@register.filter
def due(value: date | None) -> str:
    """12 May 2010 (6 working days left)."""
    return f"{words.long_date(value)} ({words.days_left(value, timezone.localdate())})" if value else ""


@register.filter
def inwords(value: int) -> str:
    """Numbers to nine in words, as in prose."""
    return words.number_in_words(value)


@register.filter
def counted(value: int, noun: str) -> str:
    """`{{ 3|counted:"agency,agencies" }}` gives "three agencies"."""
    return words.counted(value, noun)
