"""Identifiers that are not in the register are flagged, in complete spans."""

from __future__ import annotations

import pytest

from scr_portal.anonymise import anonymise
from tests.anonymise.family import kinds, marked

FLAGGED = {
    "full name": ("Then Tobias Venn rang.", "Tobias Venn"),
    "given name at the start": ("Keira was there.", "Keira"),
    "given name that is a word": ("Heather rang.", "Heather"),
    "title and surname": ("Then Mr Flood rang.", "Flood"),
    "initial and surname": ("T/C from R. Blight.", "R. Blight"),
    "particle": ("Then Ana de Souza rang.", "Ana de Souza"),
    "apostrophe": ("Then D'Arcy rang.", "D'Arcy"),
    "capitals in a heading": ("NOTES ON KEIRA", "KEIRA"),
    "a name met before, at the start of a sentence": ("I saw Mr Flood. Flood ran.", "Flood"),
    "a name in small letters": ("tell keira im late", "keira"),
    "village": ("She moved to Little Haven.", "Little Haven"),
    "inn": ("He was in the Fox and Hounds.", "Fox and Hounds"),
    "inn of one word": ("He was in the Crown.", "Crown"),
    "date": ("Seen on 3rd of June, 2019.", "3rd of June, 2019"),
    "date without a year": ("Seen on 3 June.", "3 June"),
    "date with a weekday": ("Seen on Monday 3 June 2019.", "Monday 3 June 2019"),
    "short date": ("Seen 3/6/19.", "3/6/19"),
    "date in words": ("On the third of June 2019.", "third of June 2019"),
    "telephone": ("Rang 01632 960 222.", "01632 960 222"),
    "telephone abroad": ("Rang +48 22 555 0101.", "+48 22 555 0101"),
    "NHS number": ("NHS 9991000017.", "9991000017"),
    "e-mail": ("Write to a.b@example.org.", "a.b@example.org"),
    "web address": ("See https://example.org/x?y=1.", "https://example.org/x?y=1"),
    "web address without a scheme": ("See facebook.com/someone.", "facebook.com/someone"),
    "handle": ("As @some_one1.", "@some_one1"),
    "postcode": ("In SW1A 1AA.", "SW1A 1AA"),
    "address": ("At Flat 2, 9 Mill Yard, Surbury, KT98 7GH.", "Flat 2, 9 Mill Yard, Surbury, KT98 7GH"),
    "address without a postcode": ("At 12a Otter Lane.", "12a Otter Lane"),
    "National Insurance": ("NI AB 12 34 56 C.", "AB 12 34 56 C"),
    "vehicle": ("In KT19 ABC.", "KT19 ABC"),
    "old vehicle": ("In Y123 ABC.", "Y123 ABC"),
    "crime number with a star": ("Crime 18*449021.", "18*449021"),
    "crime number with strokes": ("Crime VK/2211/19.", "VK/2211/19"),
    "court number": ("Case LE19C00500.", "LE19C00500"),
    "labelled number": ("CAD 1234 was read.", "1234"),
    "age in months": ("Now aged 7 months.", "aged 7 months"),
    "age in a hyphened form": ("An 18-month-old.", "18-month-old"),
}


@pytest.mark.parametrize(("text", "span"), FLAGGED.values(), ids=FLAGGED)
def test_residuals_span_is_flagged_whole(text: str, span: str) -> None:
    assert f"[[{span}]]" in marked(anonymise(text, []))


UNFLAGGED = [
    "The Children Act 1989, Section 47 and Working Together 2015 apply.",
    "On Monday in July, CAMHS, MARAC and the LSCB met with Ofsted and Barnardo's.",
    "Social Worker and Health Visitor records differ. NFA. DNA'd x2.",
    "The Polish interpreter from Nigeria spoke English at Christmas.",
    "She uses WhatsApp, YouTube and an iPhone; he works at Tesco.",
    "TERMS OF REFERENCE",
    "Key Practice Episodes",
    "The Bishop spoke. Yesterday nobody came. However, it rained.",
    "Seen at 10.30, weighed 12.5 kg, 9th centile, 24/7 care, £1,000,000.",
    "An Initial Child Protection Conference was held by the Local Authority.",
]


@pytest.mark.parametrize("text", UNFLAGGED)
def test_residuals_ordinary_capitals_and_numbers_are_left(text: str) -> None:
    assert marked(anonymise(text, [])) == text


def test_residuals_kinds_are_named() -> None:
    text = "Tobias Venn, 3 June 2019, 01632 960 222, a@b.org, KT19 ABC, 18*449021, SW1A 1AA, AB 12 34 56 C, aged 7 months"
    assert kinds(text) == {
        "name", "date", "phone", "email", "vehicle_registration", "reference", "postcode", "national_insurance", "age_in_months",
    }  # fmt: skip
