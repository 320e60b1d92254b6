"""Whom an unknown name probably means, and which unknown names are probably one."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from scr_portal.anonymise.suggest import Suggester, alike, guess_kind

PEOPLE = {
    "nuala": ("Nuala", "Brightwater", "health visitor"),
    "sue": ("Susan", "Tull", "mother"),
    "mark": ("Mark", "Tull", "father"),
    "other nuala": ("Nuala", "Oyelaran", "teacher"),
    "ayse": ("Ayşe", "Yılmaz", "aunt"),
    "krzysztof": ("Krzysztof", "Wójcik", "neighbour"),
    "muhammad": ("Muhammad", "Al-Rashid", "uncle"),
    "siobhan": ("Siobhán", "O'Neill", "social worker"),
    "pieter": ("Pieter", "van der Merwe", "GP"),
    "joy": ("Joy", "Hill-Roberts", "midwife"),
    "angharad": ("Angharad", "ap Rhys", "teacher"),
    "thuy": ("Thuy", "Nguyen", "cousin"),
    "oluwaseun": ("Oluwaseun", "Adébáyò", "grandfather"),
    "mai": ("Mai", "Tran", "cousin"),
    "gurpreet": ("Gurpreet", "Kaur", "nurse"),
}


def person(key: str, given: str, family: str, role: str, aliases: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "id": key,
        "kind": "person",
        "canonical": f"{given} {family}",
        "aliases": list(aliases),
        "pseudonym": f"Label of {key}",
        "given": given,
        "family": family,
        "role": role,
        "title": "",
    }


def thing(key: str, kind: str, canonical: str) -> dict[str, Any]:
    return {"id": key, "kind": kind, "canonical": canonical, "aliases": [], "pseudonym": f"[{kind}]"}


REGISTER: list[Any] = [
    *(person(key, *values) for key, values in PEOPLE.items()),
    person("may", "Maryam", "Hashemi", "grandmother", ("Nan Beattie", "Maz", "Maryam Dunn")),
    thing("school", "school", "Thornwick Primary School"),
    thing("clinic", "organisation", "Fenside Family Centre"),
    thing("phone", "phone", "01632 960 771"),
]


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(REGISTER)


LIKELIEST = {
    "the same family name": ("Mrs Tull", "sue", "same family name"),
    "a short form": ("Sue Tull", "sue", "same family name, short form of the given name"),
    "a short form alone": ("Sue", "sue", "short form of the given name"),
    "a misspelt given name": ("Noola Brightwater", "nuala", "same family name, sounds alike"),
    "a name as it sounds": ("Britewater", "nuala", "sounds alike"),
    "one letter": ("Brightwaler", "nuala", "one letter differs"),
    "an initial": ("N. Brightwater", "nuala", "same family name, same initial"),
    "initials": ("NB", "nuala", "initials"),
    "initials with stops": ("N.B.", "nuala", "initials"),
    "a title and an initial": ("Mr M Tull", "mark", "same family name, same initial"),
    "Turkish without its letters": ("Ayse Yilmaz", "ayse", "same family name, same given name"),
    "Polish as heard": ("Wojczik", "krzysztof", "one letter differs"),
    "Arabic in another spelling": ("Mohammed al Rashid", "muhammad", "same family name, sounds alike"),
    "Irish without its apostrophe": ("ONeil", "siobhan", "sounds alike"),
    "Dutch with another particle": ("van de Merwe", "pieter", "same family name"),
    "half of a double name": ("Mrs Roberts", "joy", "same family name"),
    "Welsh with its particle": ("Angharad ab Rhys", "angharad", "same family name, same given name"),
    "family name first": ("Nguyen Thuy", "thuy", "same family name, same given name"),
    "Yoruba without its marks": ("Adebayo", "oluwaseun", "same family name"),
    "Punjabi with a letter missing": ("Gurprit Kaur", "gurpreet", "same family name, sounds alike"),
    "a former name": ("Mrs Dunn", "may", "known by this name"),
    "what a grandmother is called": ("Beattie", "may", "known by this name"),
    "a nickname of the register misspelt": ("Mazz", "may", "sounds alike"),
    "a school without its type": ("Thornwick School", "school", "part of the name"),
    "a school misspelt": ("Thornwik Primary", "school", "sounds alike"),
    "initials of a body": ("TPS", "school", "initials"),
    "a number with one digit wrong": ("01632 960 711", "phone", "one digit differs"),
}


@pytest.mark.parametrize(("surface", "entry", "why"), LIKELIEST.values(), ids=LIKELIEST)
def test_the_likeliest_identity_is_suggested_first_and_says_why(
    suggester: Suggester, surface: str, entry: str, why: str
) -> None:
    first = suggester.suggest(surface)[0]
    assert (first.entry_id, ", ".join(first.reasons)) == (entry, why)


NOBODY = {
    "a given name that two people have": "Nuala",
    "a given name of two people with a stranger's family name": "Nuala Marsh",
    "a given name of one person with a stranger's family name": "Krzysztof Marsh",
    "another well-known given name that sounds alike": "Jay",
    "an ordinary word of three letters that sounds like a name": "May",
    "a stranger": "Threlkeld",
    "a word that all bodies have": "Primary School",
    "small letters that spell initials": "nb",
    "a number of another length": "960 771",
}


@pytest.mark.parametrize("surface", NOBODY.values(), ids=NOBODY)
def test_nobody_is_suggested_for(suggester: Suggester, surface: str) -> None:
    assert suggester.suggest(surface) == []


def test_two_people_of_one_family_name_are_both_suggested(suggester: Suggester) -> None:
    assert {row.entry_id for row in suggester.suggest("Tull")} == {"sue", "mark"}


def test_what_speaks_against_somebody_is_said_and_ranks_them_lower(suggester: Suggester) -> None:
    rows = [(row.entry_id, ", ".join(row.reasons)) for row in suggester.suggest("Mrs Tull")]
    assert rows == [
        ("sue", "same family name"),
        ("mark", "same family name, the title speaks against it"),
    ]


def test_no_more_than_three_are_suggested() -> None:
    family = [person(str(number), f"Name{number}", "Tull", "cousin") for number in range(6)]
    assert len(Suggester(family).suggest("Tull")) == 3


def test_a_register_without_entries_suggests_nobody() -> None:
    assert Suggester([]).suggest("Nuala Brightwater") == []


KINDS = {
    ("Nuala", "name"): "person",
    ("Nuala", "person"): "person",
    ("Fenside Nursery", "name"): "nursery",
    ("Thornwick Academy", "organisation"): "school",
    ("St Bede's Hospital", "place"): "hospital",
    ("Harbour Housing Trust", "name"): "organisation",
    ("Marsh Lane", "name"): "place",
    ("Thornwick", "place"): "place",
    ("14 Marsh Lane", "address"): "address",
    ("01632 960 771", "number"): "phone",
    ("943 476 5919", "number"): "nhs_number",
    ("AB12 CDE", "number"): "",
    ("14 March", "date"): "",
    ("aged 7 months", "detail"): "",
}


@pytest.mark.parametrize(("surface", "group"), KINDS)
def test_a_kind_of_the_register_is_guessed(surface: str, group: str) -> None:
    assert guess_kind(surface, group) == KINDS[surface, group]


TOGETHER = {
    "titles and short forms of one full name": [["Sue Tull", "Mrs Tull", "Susan Tull", "S. Tull", "Sue"]],
    "two people of one family name, and the bare name alone": [["Sue Tull"], ["Mark Tull"], ["Tull"]],
    "a title that fits one of two people": [["Sue Tull", "Mrs Tull"], ["Mark Tull", "Mr Tull"]],
    "a given name of two people": [["Sue Tull"], ["Sue Marsh"], ["Sue"]],
    "spellings that sound alike": [["Brightwater", "Britewater"], ["Okonkwo", "Okwonko"]],
    "apostrophes": [["Pat O'Hara", "O’Hara", "OHara"]],
    "well-known names that sound alike": [["Jean"], ["Jane"]],
    "ordinary words that are near": [["Marsh"], ["March"]],
    "two bodies of one place": [["Fenside Nursery"], ["Fenside School"], ["Fenside"]],
    "initials of another person": [["Mark Tull"], ["S Tull"]],
}


@pytest.mark.parametrize("groups", TOGETHER.values(), ids=TOGETHER)
def test_surfaces_that_are_probably_one_stand_together(groups: list[list[str]]) -> None:
    surfaces = [surface for group in groups for surface in group]
    grouped = [[surfaces[place] for place in places] for places in alike([(s, "name") for s in surfaces])]
    assert sorted(map(sorted, grouped)) == sorted(map(sorted, groups))


def test_the_order_of_surfaces_changes_no_group() -> None:
    surfaces = ["Tull", "Mrs Tull", "Sue Tull", "Mark Tull", "S. Tull", "Sue", "Mr Tull"]
    expected = None
    for seed in range(20):
        random.Random(seed).shuffle(surfaces)
        groups = alike([(surface, "name") for surface in surfaces])
        named = {frozenset(surfaces[place] for place in places) for places in groups}
        expected = expected or named
        assert named == expected


def test_numbers_and_dates_stand_alone_however_near() -> None:
    assert alike([("01632 960771", "number"), ("01632 960771", "number"), ("3 May", "date")]) == [
        [0],
        [1],
        [2],
    ]


def test_five_hundred_surfaces_against_forty_entries_take_no_time() -> None:
    chance = random.Random(11)
    syllables = (
        "ka",
        "lo",
        "mi",
        "ren",
        "tho",
        "wick",
        "bright",
        "shaw",
        "ola",
        "nde",
        "ska",
        "vic",
        "zan",
        "har",
    )

    def name() -> str:
        return "".join(chance.choice(syllables) for _ in range(chance.randint(2, 3))).title()

    register: list[Any] = [person(str(number), name(), name(), "neighbour") for number in range(40)]
    surfaces = [chance.choice(register)["family"] if n % 3 else f"{name()} {name()}" for n in range(500)]
    began = time.process_time()
    suggester = Suggester(register)
    suggestions = [suggester.suggest(surface) for surface in surfaces]
    assert len(alike([(surface, "name") for surface in surfaces])) > 100
    assert time.process_time() - began < 0.1
    assert sum(map(bool, suggestions)) > 300
