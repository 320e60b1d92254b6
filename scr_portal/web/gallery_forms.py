"""The forms of the gallery: one of each kind of answer, one question, and the filters of a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm
from scr_portal.web.lists import DateInputFilter, ListFilter
from scr_portal.web.widgets import HintedCheckboxes, HintedRadios, InlineRadios

ANSWERS = [("yes", "Yes"), ("no", "No"), ("not_known", "Not known yet")]
HINTS = {"yes": "There is a record of it, or someone saw it", "not_known": "You can come back to this"}


class EveryWidget(VersionedForm):
    """One of each kind of answer."""

    missing = {"when": "Enter the date of the incident"}
    unmarked = ("other",)

    heard_from = forms.CharField(label="Who told you", max_length=80, help_text="Their role is enough")
    when = DateInputField(
        label="Date of the incident", help_text="For example, 27 3 2009", not_after=timezone.localdate
    )
    began = DateInputField(
        label="When the concern began", imprecise=True, required=False, help_text="A year is enough"
    )
    what = forms.CharField(label="What happened", widget=forms.Textarea({"rows": 6}), max_length=400)
    known = forms.ChoiceField(
        label="Is abuse or neglect known?", choices=ANSWERS, widget=HintedRadios(hints=HINTS)
    )
    seen = forms.ChoiceField(label="Was the child seen?", choices=ANSWERS[:2], widget=InlineRadios)
    agencies = forms.MultipleChoiceField(
        label="Agencies that knew the family",
        choices=[("police", "Police"), ("health", "Health"), ("school", "School")],
        widget=HintedCheckboxes(hints={"health": "GP, health visitor, hospital or ambulance"}),
    )
    other = forms.CharField(label="Another agency", required=False)
    age = forms.IntegerField(
        label="Age of the child",
        min_value=0,
        max_value=17,
        widget=forms.NumberInput({"class": "govuk-input--width-2"}),
    )
    place = forms.ChoiceField(
        label="Part of the county", choices=[("", "Choose one"), ("n", "North"), ("s", "South")]
    )
    email = forms.EmailField(label="Your email address", required=False)
    paper = forms.FileField(
        label="The referral form", required=False, help_text="A PDF or Word file, up to 10 MB"
    )
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    sure = forms.BooleanField(label="I have spoken to my manager", help_text="They need not agree with you")


class OneQuestion(PortalForm):
    """One question, its label the page's heading."""

    heading_field = "when"
    when = DateInputField(
        label="When was the family told?", not_after=timezone.localdate, help_text="For example, 27 3 2009"
    )


class Filters(ListFilter):
    """What the gallery's list can be narrowed by; it shows the tags and narrows nothing."""

    words = django_filters.CharFilter(label="Words")
    state = django_filters.ChoiceFilter(
        label="State", empty_label="Any", choices=[("late", "Late"), ("returned", "Returned")]
    )
    since = DateInputFilter(label="Due since")

    def filter_queryset(self, queryset: Any) -> Any:
        """Every row: the gallery's are not in a database."""
        return queryset
