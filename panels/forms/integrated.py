"""The filters of the integrated chronology; the picture and the table follow the same ones."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from scr_portal.accounts.models import Agency
from scr_portal.web.lists import ListFilter

SEEN = ("yes", "alone")
CHILD = [
    ("seen", "The child was seen"),
    ("alone", "The child was seen alone"),
    ("not_seen", "The child was not seen"),
    ("not_said", "The record does not say"),
]


class Day(forms.DateInput):
    """The browser's own picker of days; the address holds 2009-05-12."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EventFilter(ListFilter):
    """By agency, by days, by whether the child was seen. An event that lasts counts on each of its days."""

    child = django_filters.ChoiceFilter(
        label="Child", choices=CHILD, empty_label="All events", method="about_child"
    )
    agency = django_filters.ModelMultipleChoiceFilter(
        field_name="chronology__commission__agency",
        label="Agency",
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["agency"].queryset = agencies

    def about_child(self, queryset: QuerySet[Any], name: str, wanted: str) -> QuerySet[Any]:
        """Return what the record says about the child."""
        if wanted == "seen":
            return queryset.filter(child_seen__in=SEEN)
        if wanted == "not_said":
            return queryset.exclude(child_seen__in=[*SEEN, "no"])
        return queryset.filter(child_seen={"alone": "alone", "not_seen": "no"}[wanted])


EventFilter.base_filters = {
    "from": django_filters.DateFilter("date_end", "gte", label="From", widget=Day()),
    "to": django_filters.DateFilter("date_start", "lte", label="To", widget=Day()),
    **EventFilter.base_filters,
}
"""`from` is a word of the language, so it cannot stand in the class."""
