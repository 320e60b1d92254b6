"""What is flagged becomes a label: one key for all spellings of a surface, a sentence that stays one, and no second flag."""

from __future__ import annotations

from typing import Any

import pytest

from scr_portal.anonymise import GROUPS, Surface, anonymise, key_of, label, labelled, surfaces_of
from scr_portal.anonymise.labelling import GROUP_OF_KIND, coarse_date


def coded(text: str) -> str:
    result = anonymise(text, [], grain=None)
    numbers: dict[str, int] = {}
    for surface in surfaces_of(result):
        numbers.setdefault(surface.key, len(numbers) + 1)
    return labelled(result, lambda surface: surface.coarse or label(surface.group, numbers[surface.key]))


def only(text: str) -> Surface:
    (surface,) = surfaces_of(anonymise(text, [], grain=None))
    return surface


@pytest.mark.parametrize(
    "spellings",
    [
        ("Threlkeld", "THRELKELD", "threlkeld’s", "Threlkeld's", "Thrélkeld"),
        ("O'Hagan-Breen", "O’Hagan Breen", "OHagan–Breen", "O’Hagan  Breen’s"),
        ("Quandorly Fold", "Quandorly\u00a0Fold", "QUANDORLY FOLD"),
        ("07700 900123", "07700900123", "07700-900-123"),
    ],
)
def test_all_spellings_of_a_surface_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key_of(words) for words in spellings}) == 1


def test_different_surfaces_have_different_keys() -> None:
    surfaces = (
        "Threlkeld",
        "Threlkel",
        "Threlkelds",
        "1/11/09",
        "11/1/09",
        "07700 900123",
        "07700 900124",
        "!",
        "?",
    )
    assert len({key_of(words) for words in surfaces}) == len(surfaces)


def test_a_possessive_keeps_its_ending_so_that_the_sentence_holds() -> None:
    assert coded("She met Mrs Threlkeld’s mother.") == "She met Mrs [person 1]’s mother."
    assert coded("She met Mrs Jones' mother.") == "She met Mrs [person 1]' mother."


def test_a_plural_says_which_name_it_may_be_of() -> None:
    assert only("We saw that the Threlkelds were out.").singular == "threlkeld"
    assert only("We saw that the Lanchesters were out.").singular == "lanchester"
    assert only("We saw Threlkelds there.").singular == ""
    assert only("We saw that the Prowsess were out.").singular == ""


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Mrs Threlkeld was at home.", "person"),
        ("She said that Threlkeld rang.", "person"),
        ("Keith Venn was at home.", "person"),
        ("She went to Bramblewick.", "name"),
        ("She went to Quandorly Primary School.", "organisation"),
        ("It was Thornwick Borough Council again.", "organisation"),
        ("She lives at 14 Quandorly Road, QX9 3ZZ.", "address"),
        ("The number is 07700 900123.", "number"),
        ("Write to jo.bray@quill.example.", "detail"),
    ],
)
def test_a_label_claims_no_more_than_is_known(text: str, group: str) -> None:
    assert only(text).group == group


def test_every_kind_of_residual_has_a_group_and_every_group_a_kind() -> None:
    assert set(GROUP_OF_KIND.values()) <= set(GROUPS)
    assert set(GROUPS) - set(GROUP_OF_KIND.values()) == {"person", "organisation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("His brother was born on 14 March 2009 at home.", "His brother was born in March 2009 at home."),
        ("Sibling, DOB 14/03/2009, seen 3 May 2010.", "Sibling, DOB March 2009, seen 3 May 2010."),
        ("Sibling (d.o.b: 14-3-2009) seen.", "Sibling (d.o.b: March 2009) seen."),
        ("The date of birth is the 14th of March 2009.", "The date of birth is March 2009."),
        ("She was born on the 14th of March 2009.", "She was born in March 2009."),
        ("DOB 3/4/09 was given.", "DOB [date 1] was given."),
        ("She was seen on 14 March 2009.", "She was seen on 14 March 2009."),
    ],
)
def test_a_date_of_birth_loses_its_day_and_other_dates_of_the_working_view_stay(
    text: str, expected: str
) -> None:
    assert coded(text) == expected
    assert coded(expected) == expected


def test_a_date_of_birth_that_two_registered_people_share_is_never_made_coarse() -> None:
    twins: Any = [
        {
            "id": name,
            "kind": "date_of_birth",
            "canonical": "2009-03-14",
            "aliases": [],
            "pseudonym": "[date of birth]",
        }
        for name in ("a", "b")
    ]
    (surface,) = surfaces_of(anonymise("Both were born on 14 March 2009.", twins, grain=None))
    assert (surface.group, surface.coarse) == ("date", "")


@pytest.mark.parametrize("words", ["14 March", "the 14th", "3/4/09", "14 March 2009 and 3 May 2009"])
def test_a_date_whose_month_or_year_is_not_certain_has_no_coarse_form(words: str) -> None:
    assert coarse_date(words) == ""


@pytest.mark.parametrize("grain", ["month", "year", "day", None])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("number", [3, 63, 407, 12345])
@pytest.mark.parametrize(
    "frame",
    ["{} rang.", "From: {}", "Staff: {}\n{}: asked", "a man called {}", "{}’s mother met the {}s", "{}"],
)
def test_a_label_is_neither_exchanged_nor_flagged_on_a_second_pass(
    frame: str, group: str, number: int, grain: Any
) -> None:
    register: Any = [
        {
            "id": word,
            "kind": "person",
            "canonical": f"Ivo {word.title()}",
            "aliases": [],
            "pseudonym": "Uncle",
            "given": "Ivo",
            "family": word.title(),
        }
        for word in ("person", "place")
    ]
    text = frame.format(*[label(group, number)] * 2)
    registers: list[Any] = [[], register]
    for rows in registers:
        result = anonymise(text, rows, grain=grain)
        assert (result["text"], result["residuals"]) == (text, [])
