"""What is offered in place of words that may identify somebody says less than they do."""

from __future__ import annotations

import pytest

from reports.coarser import coarser
from scr_portal import anonymise

OFFERED = [
    ("date", "3 March 2009", "", ["March 2009", "spring 2009", "2009"]),
    ("date", "3 March 2009", "She came on ", ["a day in March 2009", "a day in spring 2009", "a day in 2009"]),
    ("date", "3 March 2009", "on the ", ["day in March 2009", "day in spring 2009", "day in 2009"]),
    ("date", "24/12/2008", "since ", ["December 2008", "winter 2008", "2008"]),
    ("date", "5 May", "on ", ["a day in May"]),
    ("age_in_months", "14 months old", "", ["one year old"]),
    ("age_in_months", "at 30 months old", "", ["at two years old"]),
    ("age_in_months", "14-month-old", "a ", ["one-year-old"]),
    ("age_in_months", "six weeks old", "", ["under one year old"]),
    ("age_in_months", "aged 30/12", "", ["two years old"]),
    ("name", "Saltern Hospital", "at ", ["a hospital in the area", "a hospital"]),
    ("name", "Saltern Hospital", "at the ", ["hospital in the area", "hospital"]),
    ("organisation", "Fenn Infirmary", "", ["a hospital in the area", "a hospital", "an organisation in the area"]),
    ("address", "12 Quay Road, Saltern", "", ["a street in the area", "a street", "an address in the area"]),
    ("place", "Okehampton", "", ["a place in the area"]),
    ("phone", "01983 555123", "", ["a telephone number"]),
    ("email", "nurse@saltern.example", "", ["an email address"]),
    ("name", "Merryn", "", ["somebody", "a member of staff", "a member of the family", "a place in the area"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "before", "offers"), OFFERED)
def test_the_month_is_offered_for_a_day_years_for_months_and_a_kind_for_a_name(
    kind: str, words: str, before: str, offers: list[str]
) -> None:
    assert coarser(kind, words, before) == offers


@pytest.mark.parametrize(("kind", "words", "before", "offers"), OFFERED)
def test_nothing_that_is_offered_would_be_flagged_again(
    kind: str, words: str, before: str, offers: list[str]
) -> None:
    for offer in offers:
        assert anonymise.anonymise(f"It was {before}{offer}.", [])["residuals"] == []


def test_an_age_that_is_not_read_is_offered_nothing_false() -> None:
    assert "year" not in " ".join(coarser("age_in_months", "as old as her brother then"))


@pytest.mark.parametrize(
    ("words", "before", "offers"),
    [
        ("twenty months old", "", []),
        ("two months old", "The child was twenty-", []),
        ("twenty-two months old", "", []),
        ("a few weeks old", "", []),
        ("aged 15/12", "", ["one year old"]),
    ],
)
def test_a_number_that_is_not_read_whole_is_offered_no_age(
    words: str, before: str, offers: list[str]
) -> None:
    assert coarser("age_in_months", words, before) == offers
