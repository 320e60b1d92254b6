"""A form shows everything that is wrong with it at once: its own errors, and what the service would refuse."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from scr_portal import refusals
from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.views import PortalFormView

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=3)


def days(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def checks_meet(*, met_on: datetime.date | None = None, reason: str | None = None) -> refusals.Checks:
    checks = {}
    if refusals.is_future(met_on):
        checks["met_on"] = refusals.IN_THE_FUTURE
    if refusals.is_blank(reason):
        checks["reason"] = "Say why you met."
    return checks


class Meeting(PortalForm):
    place = forms.CharField(label="Place")
    met_on = DateInputField(label="Day")
    reason = forms.CharField(label="Reason", required=False)


class Page(PortalFormView):
    form_class = Meeting
    heading = "Record a meeting"
    drafts = False

    def checks(self, cleaned: Any) -> Any:
        return checks_meet(met_on=cleaned.get("met_on"), reason=cleaned.get("reason"))

    def act(self, form: forms.BaseForm) -> Any:
        refusals.refuse(checks_meet(met_on=form.cleaned_data["met_on"], reason=form.cleaned_data["reason"]))
        return "/next/"


def errors(data: dict[str, str]) -> dict[str, list[str]]:
    request = RequestFactory().post("/", data)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    response: Any = Page.as_view()(request)
    assert response.status_code == 422
    return {name: list(said) for name, said in response.context_data["form"].errors.items()}


def test_what_the_service_refuses_stands_beside_what_the_form_misses() -> None:
    assert errors({"reason": " ", **days("met_on", LATER)}) == {
        "place": ["Enter place"],
        "met_on": [refusals.IN_THE_FUTURE],
        "reason": ["Say why you met."],
    }


def test_service_refuses_everything_at_once_where_the_form_misses_nothing() -> None:
    assert set(errors({"place": "Here", **days("met_on", LATER)})) == {"met_on", "reason"}


def test_field_with_an_error_of_its_own_has_that_one_alone() -> None:
    said = errors({"reason": "A visit", "met_on_day": "31", "met_on_month": "2", "met_on_year": "2026"})
    assert set(said) == {"place", "met_on"}
    assert said["met_on"] != [refusals.IN_THE_FUTURE]
    assert len(said["met_on"]) == 1


def test_nothing_is_raised_where_nothing_is_refused() -> None:
    refusals.refuse({})
    with pytest.raises(ValidationError) as refused:
        refusals.refuse({"met_on": refusals.IN_THE_FUTURE, "reason": "Say why."})
    assert refused.value.message_dict == {"met_on": [refusals.IN_THE_FUTURE], "reason": ["Say why."]}


def test_value_that_is_missing_is_not_judged() -> None:
    assert checks_meet() == {}
    assert not refusals.is_blank(None)
    assert refusals.is_blank("  ")
    assert refusals.is_today_or_past(TODAY) and not refusals.is_today_or_past(LATER)
