"""Names in every form people write them."""

from __future__ import annotations

import pytest

from tests.anonymise.family import code

FORMS = {
    "full name": ("Rosie Marlowe slept.", "Child 1 slept."),
    "with the middle name": ("Rosie Mae Marlowe slept.", "Child 1 slept."),
    "with a middle initial": ("Rosie M. Marlowe slept.", "Child 1 slept."),
    "given name": ("We saw Rosie today.", "We saw Child 1 today."),
    "surname first": ("MARLOWE, Rosie: seen", "Child 1: seen"),
    "surname first without a comma": ("MARLOWE Rosie seen", "Child 1 seen"),
    "surname, title, given name": ("Marlowe, Ms Hayley seen", "Mother seen"),
    "title and surname": ("Ms Marlowe rang.", "Mother rang."),
    "title with a stop": ("Dr. Mehta rang.", "GP 1 rang."),
    "title at the end of a line": ("I told Dr\nMehta.", "I told GP 1."),
    "no-break space after the title": ("Dr\u00a0Mehta rang.", "GP 1 rang."),
    "two titles": ("Detective Constable Forester rang.", "Police Officer 1 rang."),
    "initial and surname": ("Seen by A. Mehta.", "Seen by GP 1."),
    "initial without a space": ("Seen by A.Mehta.", "Seen by GP 1."),
    "dotted initials": ("H.M. was low.", "Mother was low."),
    "plain initials": ("HM was low.", "Mother was low."),
    "initials of three": ("RMM was weighed.", "Child 1 was weighed."),
    "nickname on the register": ("Hayls rang.", "Mother rang."),
    "familiar form with the surname": ("Jim Okoro rang.", "Uncle 1 rang."),
    "alias of two words": ("Nanny May rang.", "Grandmother rang."),
    "former name": ("Hayley Dunn rang.", "Mother rang."),
    "nickname in brackets": ("Hayley (Hayls) Marlowe rang.", "Mother rang."),
    "apostrophe of another kind": ("Siobhán O’Neill rang.", "Social Worker 1 rang."),
    "no apostrophe": ("Ms ONeill rang.", "Social Worker 1 rang."),
    "a space for the apostrophe": ("Ms O Neill rang.", "Social Worker 1 rang."),
    "no accent": ("Siobhan rang.", "Social Worker 1 rang."),
    "accent as a combining mark": ("Siobha\u0301n rang.", "Social Worker 1 rang."),
    "hyphen of another kind": ("Joy Hill‑Roberts rang.", "Health Visitor 1 rang."),
    "a space for the hyphen": ("Joy Hill Roberts rang.", "Health Visitor 1 rang."),
    "one half of the surname": ("Mrs Hill rang.", "Health Visitor 1 rang."),
    "capitals": ("ROSIE MARLOWE seen", "Child 1 seen"),
    "small letters": ("i saw rosie marlowe", "i saw Child 1"),
    "run together": ("see RosieMarlowe here", "see Child 1 here"),
    "underscores": ("Marlowe_Rosie_notes", "[[Marlowe_Rosie_notes]]"),
    "broken over a line": ("Rosie\nMarlowe slept.", "Child 1 slept."),
    "hyphenated over a line": ("Rosie Mar-\nlowe slept.", "Child 1 slept."),
    "soft hyphen over a line": ("Rosie Mar\u00ad\nlowe slept.", "Child 1 slept."),
    "zero-width characters": ("Ro\u200bsie\u2060 Marlowe slept.", "Child 1 slept."),
    "family": ("The Marlowes left.", "The family of Mother left."),
    "missing apostrophe": ("It was Rosies coat.", "It was Child 1's coat."),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_engine_name_is_exchanged_in_this_form(text: str, expected: str) -> None:
    assert code(text) == expected


MISSPELT = {
    "given name beside the right surname": ("Rosy Marlowe slept.", "Child 1 slept."),
    "surname beside the right given name": ("Rosie Marlow slept.", "Child 1 slept."),
    "both": ("Hayly Marlow slept.", "Mother slept."),
    "by sound": ("Shivaun O'Neill rang.", "Social Worker 1 rang."),
    "after a title": ("Mrs Hill-Robarts rang.", "Health Visitor 1 rang."),
    "a surname alone": ("I met Forrester.", "I met Police Officer 1."),
}


@pytest.mark.parametrize(("text", "expected"), MISSPELT.values(), ids=MISSPELT)
def test_engine_misspelt_name_is_exchanged(text: str, expected: str) -> None:
    assert code(text) == expected


CONTRADICTED = {
    "another given name": ("Keith Marlowe rang.", "[[Keith Marlowe]] rang."),
    "a given name like it that is its own": ("Tracey Marlowe rang.", "[[Tracey Marlowe]] rang."),
    "another surname": ("Rosie Taylor rang.", "[[Rosie Taylor]] rang."),
    "another initial": ("K. Marlowe rang.", "[[K. Marlowe]] rang."),
    "a title that fits nobody": ("Mr Marlowe rang.", "[[Mr Marlowe]] rang."),
    "a profession that fits nobody": ("Dr Marlowe rang.", "[[Dr Marlowe]] rang."),
    "two people in one phrase": ("Mr and Mrs Marlowe rang.", "[[Mr and Mrs Marlowe]] rang."),
    "a street of that name": ("She lives in Marlowe Street.", "She lives in [[Marlowe Street]]."),
    "a longer surname": ("Ms Rivers-Boone rang.", "[[Ms Rivers-Boone]] rang."),
}


@pytest.mark.parametrize(("text", "expected"), CONTRADICTED.values(), ids=CONTRADICTED)
def test_engine_contradicted_name_is_flagged_whole(text: str, expected: str) -> None:
    assert code(text) == expected


SAME_SURNAME = {
    "by title": ("Ms Marlowe rang. Mrs Marlowe did not.", "Mother rang. Grandmother did not."),
    "by initial": ("H Marlowe rang; M. Marlowe did not.", None),
    "by the nearest mention": ("Hayley came. Marlowe was late.", "Mother came. Mother was late."),
    "by the nearest mention on an earlier line": (
        "Hayley came.\nMarlowe was late.",
        "Mother came.\nMother was late.",
    ),
    "not at all": ("Marlowe was late.", "[[Marlowe]] was late."),
}


@pytest.mark.parametrize(("text", "expected"), SAME_SURNAME.values(), ids=SAME_SURNAME)
def test_engine_people_of_one_surname_are_told_apart_or_flagged(text: str, expected: str | None) -> None:
    coded = code(text)
    assert "Marlowe" not in coded.replace("[[Marlowe]]", "").replace("[[M. Marlowe]]", "")
    assert expected is None or coded == expected
