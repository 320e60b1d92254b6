"""Short notes in the rows of a chronology: who signed, when, where, and names that only look registered."""

from __future__ import annotations

import pytest

from scr_portal.anonymise import RegisterEntry
from tests.anonymise.family import code_with, entity, person

REGISTER: list[RegisterEntry] = [
    person("child", "", "Ottilie-Rae", "Marsden", "Child 1", "subject child"),
    person("mother", "Ms", "Oona", "McCallum", "Mother", "mother"),
    person("worker", "Ms", "Polly", "Crane", "Social Worker 1", "social worker"),
    person("manager", "Mr", "Mervyn", "Rusk", "Manager 1", "manager"),
    person("nurse", "Ms", "Hilary", "Vance", "Nurse 1", "school nurse"),
    person("aide", "Ms", "Anna", "Moss", "Teacher 1", "teacher", "Ottilie"),
    person("gp", "Dr", "Femi", "Adisa-Price", "GP 1", "GP"),
    person("visitor", "Mrs", "May", "Holt", "Visitor 1", "health visitor"),
    person("tutor", "Ms", "Olive", "Dunmore", "Tutor 1", "tutor"),
    person("uncle", "Mr", "Ivo", "King", "Uncle 1", "uncle", "Ande"),
    entity("town", "place", "Wexcombe", "Town 1"),
    entity("flat", "address", "Flat 12, 6 Crane House, Wexcombe, NE99 1AA", "Address 1"),
    {**entity("birth", "date_of_birth", "2012-08-07", "Child 1's date of birth"), "of": "child"},
]
EXCHANGED = {
    "a rank that signs a row": ("a | b | Seen. | PC\n", "a | b | Seen. | Social Worker 1\n"),
    "a title that signs a row": ("a | b | Seen. | MR\n", "a | b | Seen. | Manager 1\n"),
    "a date of birth in six digits": ("Marsden, Ottilie-Rae, 070812", "Child 1, Child 1's date of birth"),
    "a flat before a number": ("Home visit, Flat 12, 6 Crane House.", "Home visit, Address 1."),
    "a flat without a comma": ("Flat 12 6 crane house Wexcombe NE99 1AA", "Address 1"),
    "a speaker in a cell": ("a | HV | Olive: hungry.", "a | HV | Tutor 1: hungry."),
    "a double name misspelt without its hyphen": ("Dr Femi Adisa Pryce rang.", "GP 1 rang."),
    "nothing left of a file's name": ("see Oona_McCallum.pdf", "see Mother.pdf"),
    "a stop between an address and a town": (
        "At 6 Crane House. Wexcombe is small.",
        "At Address 1. Town 1 is small.",
    ),
    "Mac for Mc": ("Oona MacCallum came.", "Mother came."),
    "a double name misspelt": ("Dr Femi Adisa-Pryce rang.", "GP 1 rang."),
    "the other half of a double name misspelt": ("Then Ottilie-Ray Marsden left.", "Then Child 1 left."),
}
FLAGGED = {
    "a stranger before a flat": (
        "Mr O'Dowd of Flat 2, 8 Albert Street, Nether Worton, OX99 5XY",
        "Mr [[O'Dowd]] of [[Flat 2, 8 Albert Street, Nether Worton, OX99 5XY]]",
    ),
    "a place with small words": ("He lived in Chapel-en-le-Frith.", "He lived in [[Chapel-en-le-Frith]]."),
    "a title and given name with another surname": ("Ms Anna Sollis came.", "[[Ms Anna Sollis]] came."),
    "an agency that signs a row": ("a | b | Seen. | HV\n", "a | b | Seen. | [[HV]]\n"),
    "letters that are a time too": ("Child bright, AM tired.", "Child bright, [[AM]] tired."),
    "six digits at the start of a row": ("x | -\n271020 | CSC | y", "x | -\n[[271020]] | CSC | y"),
    "six digits after a word": ("missing since 070915.", "missing since [[070915]]."),
    "a day after a month's name": ("x | May\n7 Jun 2017 | y", "x | [[May]]\n[[7 Jun 2017]] | y"),
    "a village named after a town": ("Moved to Stoke Wexcombe.", "Moved to [[Stoke Wexcombe]]."),
    "a house named after a surname": ("At the King's Head.", "At [[the King's Head]]."),
    "a hyphen and a small word": ("Moved to Pentre-poeth, SA99 5XY.", "Moved to [[Pentre-poeth, SA99 5XY]]."),
    "a stranger who signs a row": ("a | b | Seen. | Smith\n", "a | b | Seen. | [[Smith]]\n"),
    "a stranger, surname first": ("seen: SMITH, Lynette left.", "seen: [[SMITH]], [[Lynette]] left."),
    "a short name near another": ("Then Abde came.", "Then [[Abde]] came."),
    "a given name that is a modal before the modal": ("May may attend.", "[[May]] may attend."),
    "another double name": ("Dr Femi Adisa-Brankov rang.", "[[Dr Femi Adisa-Brankov]] rang."),
}
KEPT = {
    "a time": "Seen at 10 AM refused.",
    "an agency in mid row": "a | HV | Seen. | -\n",
    "a number that is no date": "Reading 991399 and 45",
    "a place beside a number": "moved to Ward 7, Tier 3",
    "a virtue": "Hope was expressed. Grace was what we said.",
    "a holiday": "It was Pancake Day.",
    "an abbreviation": "Dom. abuse, Article 8",
    "software": "It was on the Rio system.",
}


@pytest.mark.parametrize(("text", "coded"), EXCHANGED.values(), ids=EXCHANGED)
def test_row_exchanges_what_the_register_knows(text: str, coded: str) -> None:
    assert code_with(text, REGISTER) == coded


@pytest.mark.parametrize(("text", "coded"), FLAGGED.values(), ids=FLAGGED)
def test_row_flags_what_may_identify(text: str, coded: str) -> None:
    assert code_with(text, REGISTER) == coded


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_row_leaves_what_identifies_nobody(text: str) -> None:
    assert code_with(text, REGISTER) == text


def test_address_after_a_comma_is_no_part_of_the_name_before_it() -> None:
    coded = code_with("Visit to Ms McCallum, Barn 1, 4 Albert Street.", REGISTER)
    assert coded == "Visit to Mother, [[Barn 1, 4 Albert Street]]."


def test_whole_given_name_wins_over_half_of_a_double_one() -> None:
    register = [*REGISTER, person("other", "Ms", "Rae", "Lund", "Aunt 1", "aunt")]
    assert code_with("Then Ottilie came.", register) == "Then Teacher 1 came."
