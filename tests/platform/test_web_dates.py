"""A date is read as a person means it, or refused with a sentence that says which part is wrong."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from scr_portal.web.forms import DateInputField, PartialDate, PortalForm


def asked(day: str, month: str, year: str, **options):
    """Return the form's value, or its one sentence and the parts that sentence marks."""
    kind = type("Form", (PortalForm,), {"when": DateInputField(label="Date of the incident", **options)})
    form = kind({"when_day": day, "when_month": month, "when_year": year})
    if form.is_valid():
        return form.cleaned_data["when"]
    assert len(form.errors["when"]) == 1
    return form.errors["when"][0], form["when"].wrong_parts


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("27", "3", "2009"), ("27", "03", "2009"), (" 27 ", "March", "2009"), ("27", "mar", "2009")],
)
def test_date_is_read_with_spaces_zeros_and_month_names(day, month, year):
    assert asked(day, month, year) == date(2009, 3, 27)


@pytest.mark.parametrize(
    ("typed", "sentence", "parts"),
    [
        (("", "", ""), "Enter date of the incident", ("day", "month", "year")),
        (("27", "", "2009"), "Date of the incident must include a month", ("month",)),
        (("", "", "2009"), "Date of the incident must include a day and month", ("day", "month")),
        (("31", "2", "2009"), "February 2009 has only 28 days", ("day",)),
        (("29", "2", "2011"), "February 2011 has only 28 days", ("day",)),
        (("32", "1", "2009"), "The day must be a number from 1 to 31", ("day",)),
        (("0", "1", "2009"), "The day must be a number from 1 to 31", ("day",)),
        (("first", "1", "2009"), "The day must be a number from 1 to 31", ("day",)),
        (("1", "13", "2009"), "The month must be a number from 1 to 12, or its name", ("month",)),
        (("1", "Florence", "2009"), "The month must be a number from 1 to 12, or its name", ("month",)),
        (("1", "1", "09"), "Write the year in four figures, like 2009", ("year",)),
        (("1", "1", "20009"), "Write the year in four figures, like 2009", ("year",)),
        (("1", "1", "0009"), "Write the year in four figures, like 2009", ("year",)),
        (("1", "1", "²⁰⁰⁹"), "Write the year in four figures, like 2009", ("year",)),
        (("1\0", "1", "2009"), "The day must be a number from 1 to 31", ("day",)),
    ],
)
def test_date_that_cannot_be_is_refused_with_a_sentence_and_its_part(typed, sentence, parts):
    assert asked(*typed) == (sentence, parts)


def test_leap_day_of_a_leap_year_is_a_date():
    assert asked("29", "2", "2012") == date(2012, 2, 29)


def test_date_not_required_may_be_left_empty_but_not_half_given():
    assert asked("", "", "", required=False) is None
    assert asked("", "3", "", required=False)[1] == ("day", "year")


@time_machine.travel("2026-06-30T23:30:00+00:00")
def test_today_is_today_in_london_not_in_greenwich():
    assert asked("1", "7", "2026", not_after=timezone.localdate) == date(2026, 7, 1)
    sentence, _ = asked("2", "7", "2026", not_after=timezone.localdate)
    assert sentence == "Date of the incident must be today or earlier"


def test_date_outside_fixed_limits_names_the_limit():
    assert asked("1", "1", "2009", not_before=date(2009, 4, 1))[0] == (
        "Date of the incident must be 1 April 2009 or later"
    )
    assert asked("1", "6", "2009", not_after=date(2009, 4, 1))[0] == (
        "Date of the incident must be 1 April 2009 or earlier"
    )


def test_imprecise_date_takes_a_year_or_a_month_and_says_what_it_spans():
    year, month = asked("", "", "2009", imprecise=True), asked("", "May", "2009", imprecise=True)

    assert (str(year), year.earliest, year.latest) == ("2009", date(2009, 1, 1), date(2009, 12, 31))
    assert (str(month), month.earliest, month.latest) == ("May 2009", date(2009, 5, 1), date(2009, 5, 31))
    assert str(asked("3", "5", "2009", imprecise=True)) == "3 May 2009"


def test_imprecise_date_with_a_day_needs_its_month():
    assert asked("3", "", "2009", imprecise=True) == ("Date of the incident must include a month", ("month",))
    assert asked("", "5", "", imprecise=True) == ("Date of the incident must include a year", ("year",))


def test_imprecise_date_that_may_still_be_in_time_is_not_refused():
    assert asked("", "", "2009", imprecise=True, not_after=date(2009, 4, 1)) == PartialDate(2009)


@pytest.mark.parametrize("value", [date(2009, 5, 3), PartialDate(2009, 5), PartialDate(2009)])
def test_stored_date_is_shown_again_and_read_back_the_same(value):
    kind = type("Form", (PortalForm,), {"when": DateInputField(imprecise=isinstance(value, PartialDate))})
    day, month, year = DateInputField().widget.decompress(value)

    form = kind({"when_day": day, "when_month": month, "when_year": year}, initial={"when": value})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == value
    assert not form.has_changed()


@given(st.text(max_size=6), st.text(max_size=10), st.text(max_size=6))
def test_nothing_typed_into_a_date_breaks_the_form(day, month, year):
    answer = asked(day, month, year)
    assert isinstance(answer, date) or answer[0]


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_typed_in_figures_is_that_date(day):
    assert asked(str(day.day), str(day.month), str(day.year)) == day
