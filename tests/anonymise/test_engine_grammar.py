"""The sentence still reads after the replacement."""

from __future__ import annotations

import pytest

from scr_portal.anonymise import anonymise
from tests.anonymise.family import code, entity, person

SENTENCES = {
    "possessive": ("Rosie's coat and Ms Marlowe’s bag.", "Child 1's coat and Mother’s bag."),
    "possessive of a name in s": ("Mr James Okoro came. James' bag.", "Uncle 1 came. Uncle 1's bag."),
    "title goes along": ("Mrs Marlowe sat.", "Grandmother sat."),
    "article before a consonant": ("an Okoro visit", "an Uncle 1 visit"),
    "article changes": ("a Hayley visit, an Anil visit", "a Mother visit, a GP 1 visit"),
    "capital article": ("An Anil visit.", "A GP 1 visit."),
    "no second article": ("seen at the Royal", "seen at Hospital 1"),
    "label after its role": ("her mother, Hayley Marlowe, said", "her mother (Mother) said"),
    "label after an everyday word": ("Rosie's mum Hayley rang.", "Child 1's mum (Mother) rang."),
    "label after another relative": ("Rosie's aunt Hayley rang.", "Child 1's aunt Mother rang."),
    "family": ("The Youngs rang.", "The family of Father rang."),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_engine_sentence_still_reads(text: str, expected: str) -> None:
    assert code(text) == expected


def test_engine_place_with_a_number_takes_no_article() -> None:
    register = [entity("mill", "place", "Old Tannery", "Place 1")]
    assert anonymise("They met at the Old Tannery.", register)["text"] == "They met at Place 1."
    assert anonymise("The Old Tannery is shut.", register)["text"] == "Place 1 is shut."
    assert (
        anonymise("They cleared the Old Tannery site.", register)["text"] == "They cleared the Place 1 site."
    )


def test_engine_small_pseudonym_takes_a_capital_at_the_start() -> None:
    register = [person("m", "Ms", "Ottilie", "Quick", "the mother", "mother")]
    assert anonymise("Ottilie sat. We saw Ottilie.", register)["text"] == "The mother sat. We saw the mother."
