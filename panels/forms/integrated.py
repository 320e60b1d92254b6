"""The filters of the integrated chronology; the picture and the table follow the same ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from scr_portal.accounts.models import Agency
from scr_portal.web.lists import FilterForm

SEEN = ("yes", "alone")
CHILD = [
    ("", "All events"),
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


class EventFilter(FilterForm):
    """By agency, by days, by whether the child was seen. An event that lasts counts on each of its days."""

    agency = forms.ModelMultipleChoiceField(
        label="Agency", queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    child = forms.ChoiceField(label="Child", choices=CHILD, widget=forms.Select)

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        for name, label in (("from", "From"), ("to", "To")):
            self.fields[name] = forms.DateField(label=label, widget=Day(), required=False)
        self.order_fields(["from", "to", "child", "agency"])
        self.unmarked = tuple(self.fields)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        said = self.cleaned_data
        if said.get("agency"):
            queryset = queryset.filter(chronology__commission__agency__in=said["agency"])
        if day := said.get("from"):
            queryset = queryset.filter(date_end__gte=day)
        if day := said.get("to"):
            queryset = queryset.filter(date_start__lte=day)
        return queryset.filter(self.about_child(said.get("child", "")))

    def about_child(self, wanted: str) -> Q:
        """What the record says about the child, as a condition."""
        if wanted == "seen":
            return Q(child_seen__in=SEEN)
        if wanted == "not_said":
            return ~Q(child_seen__in=[*SEEN, "no"])
        return {"alone": Q(child_seen="alone"), "not_seen": Q(child_seen="no")}.get(wanted, Q())
