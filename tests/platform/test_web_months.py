"""A month is asked for as month and year, and is the first day of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scr_portal.web.dates import MonthInputField
from scr_portal.web.forms import PortalForm


class Form(PortalForm):
    since = MonthInputField(label="Since", required=False)


def asked(month: str, year: str) -> Any:
    form = Form({"since_month": month, "since_year": year})
    return (
        form.cleaned_data["since"]
        if form.is_valid()
        else (form.errors["since"][0], form["since"].id_for_label)
    )


@pytest.mark.parametrize(("month", "year"), [("3", "2009"), (" March ", "2009"), ("03", " 2009 ")])
def test_a_month_is_its_first_day(month: str, year: str) -> None:
    assert asked(month, year) == date(2009, 3, 1)


def test_an_empty_month_is_none() -> None:
    assert asked("", "") is None


@pytest.mark.parametrize(
    ("month", "year", "sentence", "box"),
    [
        ("", "2009", "Since must include a month", "id_since_0"),
        ("3", "", "Since must include a year", "id_since_1"),
        ("13", "2009", "The month must be a number from 1 to 12, or its name", "id_since_0"),
        ("3", "9", "Write the year in four figures, like 2009", "id_since_1"),
    ],
)
def test_what_is_wrong_is_said_and_leads_to_its_box(month: str, year: str, sentence: str, box: str) -> None:
    assert asked(month, year) == (sentence, box)


def test_a_month_that_is_known_stands_in_its_boxes_and_has_not_changed() -> None:
    form = Form(initial={"since": date(2009, 3, 1)})
    html = str(form["since"])
    assert 'value="3"' in html and 'value="2009"' in html and "Day" not in html
    assert not Form(
        {"since_month": "3", "since_year": "2009"}, initial={"since": date(2009, 3, 1)}
    ).has_changed()
