"""A form shows everything that is wrong with it at once: its own errors, and what the service would refuse."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.utils import timezone

from scr_portal import refusals
from scr_portal.accounts.models import Board
from scr_portal.refusals import Refused
from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.views import PortalFormView, add_refusal

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=3)


def days(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def checks_meet(*, met_on: datetime.date | None = None, reason: str | None = None) -> refusals.Checks:
    checks: refusals.Checks = {}
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
    with pytest.raises(Refused) as refused:
        refusals.refuse({"met_on": refusals.IN_THE_FUTURE, "reason": refusals.missing("Say why.")})
    assert [reason.code for reason in refused.value.reasons] == ["in_the_future", "missing"]
    assert refused.value.sentences == {"met_on": [refusals.IN_THE_FUTURE], "reason": ["Say why."]}


def test_value_that_is_missing_is_not_judged() -> None:
    assert checks_meet() == {}
    assert not refusals.is_blank(None)
    assert refusals.is_blank("  ")
    assert refusals.is_today_or_past(TODAY) and not refusals.is_today_or_past(LATER)


class AlreadyMet(Refused):
    """They have met."""

    field = "met_on"
    sentence = "You have met already."


def test_refusal_brings_its_sentence_its_field_and_a_code_that_is_its_name() -> None:
    assert AlreadyMet().reasons == (refusals.Reason("met_on", "You have met already.", "already_met"),)
    assert AlreadyMet("Met on Monday.").sentences == {"met_on": ["Met on Monday."]}
    assert str(Refused({"place": "Say where.", "met_on": "Say when."})) == "Say where. Say when."


def test_caller_gives_the_reasons_its_own_names_of_the_fields() -> None:
    refused = AlreadyMet().under({"met_on": "day"})
    assert type(refused) is AlreadyMet
    assert refused.sentences == {"day": ["You have met already."]}
    assert refused.under({"elsewhere": "place"}).sentences == {"day": ["You have met already."]}


def test_form_error_carries_the_code_of_the_reason() -> None:
    form = Meeting({})
    add_refusal(form, AlreadyMet())
    add_refusal(form, AlreadyMet().under({"met_on": "elsewhere"}))
    assert form.errors.as_data()["met_on"][-1].code == "already_met"
    assert form.errors.as_data()["__all__"][-1].message == "You have met already."


def test_what_a_model_does_not_take_is_refused_beside_its_field() -> None:
    board = Board(code="", name="Eastmere", short_name="Eastmere")
    with pytest.raises(refusals.Invalid) as refused:
        refusals.require_valid(board, exclude=["id"], validate_unique=False, validate_constraints=False)
    assert set(refused.value.sentences) == {"code"}
