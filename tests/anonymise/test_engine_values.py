"""Numbers, dates, addresses, schools and links, compared by value and not by spelling."""

from __future__ import annotations

import pytest

from tests.anonymise.family import REGISTER, code, code_with, entity

BIRTHS = [
    "4 May 2016", "4th May 2016", "04/05/2016", "4/5/16", "04.05.16", "4.5.2016", "04-05-2016", "2016-05-04", "4 of May 2016",
    "May 4th, 2016", "04-May-16", "4 MAY 2016", "Wednesday 4 May 2016", "4th of May, 2016", "fourth of May 2016", "4\u00a0May\u00a02016",
]  # fmt: skip


@pytest.mark.parametrize("spelling", BIRTHS)
def test_engine_birth_date_is_exchanged_in_any_spelling(spelling: str) -> None:
    assert code(f"Born {spelling}.") == "Born Child 1's date of birth."


@pytest.mark.parametrize("spelling", ["23/11/84", "23.11.84", "23-11-84", "23 Nov 84", "23/11/1984"])
@pytest.mark.parametrize("entered", ["1984-11-23", "23/11/84"])
def test_engine_birth_date_of_the_last_century_is_exchanged_with_two_digits_too(
    spelling: str, entered: str
) -> None:
    birth = entity("mother_birth", "date_of_birth", entered, "Mother's date of birth")
    assert code_with(f"Born {spelling}.", [*REGISTER, birth]) == "Born Mother's date of birth."


@pytest.mark.parametrize(
    "spelling", ["9990000018", "999 000 0018", "999-000-0018", "999.000.0018", "999\u00a0000\u00a00018"]
)
def test_engine_nhs_number_is_exchanged_in_any_spelling(spelling: str) -> None:
    assert code(f"NHS {spelling}, seen") == "NHS Child 1's NHS number, seen"


PHONES = [
    "07700 900123", "07700900123", "07700-900-123", "07700.900.123", "+44 7700 900123", "+447700900123", "0044 7700 900 123",
    "+44 (0)7700 900123", "(07700) 900123",
]  # fmt: skip


@pytest.mark.parametrize("spelling", PHONES)
def test_engine_telephone_is_exchanged_in_any_spelling(spelling: str) -> None:
    assert code(f"Rang from {spelling} today") == "Rang from Mother's phone today"


ADDRESSES = {
    "in full": ("at 14 Church Lane, Netherby, NE99 1AA.", "at Address 1."),
    "without commas": ("at 14 Church Lane Netherby NE99 1AA.", "at Address 1."),
    "short": ("at 14 Church Lane.", "at Address 1."),
    "abbreviated": ("at 22 Rivers Rd", "at Address 2"),
    "with its flat": ("at Flat 3, 22 Rivers Road", "at Address 2"),
    "the street": ("seen near Rivers Road", "seen near Address 2"),
    "the postcode": ("post to ne992bb", "post to Address 2"),
    "over two lines": ("at 14 Church\nLane,\nNetherby", "at Address 1"),
    "another number": ("at 16 Church Lane.", "at [[16 Church Lane]]."),
    "another flat": ("at Flat 4, 22 Rivers Road.", "at [[Flat 4, 22 Rivers Road]]."),
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.values(), ids=ADDRESSES)
def test_engine_address_is_exchanged_or_flagged(text: str, expected: str) -> None:
    assert code(text) == expected


BODIES = {
    "in full": ("at St Aldhelm's Primary School", "at School 1"),
    "Saint": ("at Saint Aldhelm's", "at School 1"),
    "a stop after St": ("at St. Aldhelm's Primary", "at School 1"),
    "no apostrophe": ("at St Aldhelms School", "at School 1"),
    "initials": ("at SAPS", "at School 1"),
    "capitals": ("at ST ALDHELM'S PRIMARY SCHOOL", "at School 1"),
    "hospital alias": ("at the Royal", "at Hospital 1"),
    "town before its hospital": ("Netherby Royal Infirmary in Netherby", "Hospital 1 in Town 1"),
    "a street of the town's name": ("in Netherby Road", "in [[Netherby Road]]"),
    "words of the nursery in small letters": ("one of those sunny days", "one of those sunny days"),
    "nursery": ("at Sunny Days", "at Nursery 1"),
    "part of another name": ("by Royal Mail", "by Royal Mail"),
}


@pytest.mark.parametrize(("text", "expected"), BODIES.values(), ids=BODIES)
def test_engine_school_or_body_is_exchanged(text: str, expected: str) -> None:
    assert code(text) == expected


LINKS = {
    "registered e-mail": ("to HAYLS@mailbox.example.org.", "to Mother's e-mail."),
    "name in an e-mail": ("to hayley.marlowe@post.example.com.", "to [[hayley.marlowe@post.example.com]]."),
    "name in a web address": ("see www.example.org/hayley.marlowe", "see [[www.example.org/hayley.marlowe]]"),
    "name in a handle": ("as @rosie_marlowe", "as [[@Child 1]]"),
    "name in a file name": ("file Marlowe_Rosie_v2.docx", "file [[Marlowe_Rosie_v2.docx]]"),
}


@pytest.mark.parametrize(("text", "expected"), LINKS.values(), ids=LINKS)
def test_engine_link_is_flagged_whole(text: str, expected: str) -> None:
    assert code(text) == expected
