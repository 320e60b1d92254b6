"""List pages: filters whose state is in the address, removable tags, sortable heads, the count in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.views.generic import ListView

from scr_portal.web.differences import in_words
from scr_portal.web.display import ChosenFilter
from scr_portal.web.forms import DateInputField, PortalForm

if TYPE_CHECKING:
    _ListView = ListView[Any]
else:
    _ListView = ListView

Rows = QuerySet[Any]


class FilterForm(PortalForm):
    """The form of one list's filters. Nothing is required."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unmarked = tuple(self.fields)
        for field in self.fields.values():
            field.required = False

    def chosen(self, query: QueryDict) -> list[ChosenFilter]:
        """Return a tag for each filter that is on, with the address of the list without it."""
        tags = []
        for name, value in self.cleaned_data.items():
            several = isinstance(value, list | tuple | QuerySet)
            for each in value if several else [value]:
                if each in (None, "", False):
                    continue
                label = str(self[name].label)
                words = label if each is True else f"{label}: {in_words(self.fields[name], each)}"
                url = without(query, self.add_prefix(name), each if several else None)
                tags.append(ChosenFilter(words, url))
        return tags


class ListFilter(django_filters.FilterSet):
    """The filters of one list, declared one by one; an answer that cannot be read filters nothing."""

    class Meta:
        form = FilterForm


class DateInputFilter(django_filters.Filter):
    """A day typed in the three boxes of the design system."""

    field_class = DateInputField


def without(query: QueryDict, name: str, value: Any) -> str:
    """Return the address with one of several answers taken out, or with `value` None the whole filter.

    A date goes with all its parts, and the page number goes too.
    """
    changed = query.copy()
    gone = str(getattr(value, "pk", value))
    left = [other for other in changed.getlist(name) if other != gone] if value is not None else []
    for key in (name, f"{name}_day", f"{name}_month", f"{name}_year", "page"):
        changed.pop(key, None)
    if left:
        changed.setlist(name, left)
    return f"?{changed.urlencode()}"


class PortalListView(_ListView):
    """A page of a list, with filters and sorting.

    Subclasses declare `access`, give `get_queryset()` (visible to the person), and a template that extends
    `components/list_page.html` and fills its block `table`.


    `sorts` maps `?sort=` to what `order_by` takes; the first is the order without one. `noun` is what is
    counted, "case,cases".
    """

    filterset_class: type[ListFilter] = ListFilter
    sorts: Mapping[str, Sequence[str]] = {}
    noun = "entry,entries"
    heading = ""
    paginate_by = 50
    empty_words: Mapping[str, str] = {}

    def crumbs(self) -> Sequence[tuple[str, str]]:
        return ()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Filter and sort first; a page number out of range is the nearest page, not an error."""
        narrowed = self.narrowed(queryset)
        self.filters = narrowed.form
        queryset = self.sorted(narrowed.qs)
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def narrowed(self, queryset: Rows) -> ListFilter:
        """Return the filters as the address has them, over these rows."""
        return self.filterset_class(self.request.GET, queryset, request=self.request)

    def sorted(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By `?sort=`, backwards with a minus before it; an unknown key is the usual order."""
        asked = self.request.GET.get("sort", "")
        key = asked.removeprefix("-")
        if key not in self.sorts:
            usual = next(iter(self.sorts.values()), ())
            return queryset.order_by(*usual) if usual else queryset
        ordered = queryset.order_by(*self.sorts[key])
        return ordered.reverse() if asked.startswith("-") else ordered

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        chosen = self.filters.chosen(self.request.GET)
        return {
            "heading": self.heading,
            "crumbs": self.crumbs(),
            "noun": self.noun,
            "filters": self.filters if chosen or context["page_obj"].paginator.count else None,
            "chosen": chosen,
            "empty_words": self.empty_words,
            "page": context["page_obj"],
            **context,
        }
