"""Names that are also words: replaced on evidence, flagged in doubt, left alone when they are words."""

from __future__ import annotations

import pytest

from scr_portal.anonymise import anonymise
from tests.anonymise.family import code, code_with, person

NAMES = {
    "in mid sentence": ("I asked Will to come.", "I asked Father to come."),
    "with what only people do": ("Will said no.", "Father said no."),
    "with an object": ("Grant refused to go.", "Manager 1 refused to go."),
    "possessive": ("Will's car.", "Father's car."),
    "with a title": ("Mr Young was young.", "Father was young."),
    "the full name": ("May Marlowe came.", "Grandmother came."),
    "alone in its cell": ("seen | Church\n", "seen | Manager 1\n"),
    "capitals among small letters": ("T/C: MARK not in school.", "T/C: Sibling 1 not in school."),
    "with a person's state": ("Mark was poorly.", "Sibling 1 was poorly."),
    "beside another name": ("Mark and Rosie played.", "Sibling 1 and Child 1 played."),
    "a month that speaks": ("May said she was tired.", "Grandmother said she was tired."),
}
WORDS = {
    "a verb": "Will close next week.",
    "a question": "Can you help? Will you ask?",
    "a small word": "A mark was seen by the church on the hill; joy is rare.",
    "a month": "In May 2018 and every May.",
    "the month after a number": "the week of 12 May",
    "an adjective before its noun": "Young people were there.",
    "a list item": "a) Will attend the meeting",
    "after a time": "10.30 Will call back",
}
DOUBTS = {
    "a note without its article": ("Mark on door.", "[[Mark]] on door."),
    "a passive without its article": ("Grant refused.", "[[Grant]] refused."),
    "after an article": ("The Mark on the wall.", "The [[Mark]] on the wall."),
    "a shouted heading": ("WILL NOT ENGAGE", "[[WILL]] NOT ENGAGE"),
    "a bare place": ("He went to Church.", "He went to [[Church]]."),
    "an abstract noun": ("Joy was expressed.", "[[Joy]] was expressed."),
    "a message in small letters": ("tell mark im late", "tell [[mark]] im late"),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_engine_word_with_evidence_is_exchanged(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_engine_word_stays_a_word(text: str) -> None:
    assert "Father" not in code(text)
    assert code(text).replace("[[12 May]]", "12 May") == text


@pytest.mark.parametrize(("text", "expected"), DOUBTS.values(), ids=DOUBTS)
def test_engine_word_in_doubt_is_flagged(text: str, expected: str) -> None:
    assert code(text) == expected


def test_engine_eponym_is_no_person() -> None:
    text = "The Fraser guidelines and the Munro review were read; an Apgar score was noted."
    assert code(text) == text


def test_engine_registered_eponym_is_still_flagged() -> None:
    from scr_portal.anonymise import anonymise
    from tests.anonymise.family import marked, person

    register = [person("m", "Mr", "Ivor", "Munro", "Uncle 2", "uncle")]
    assert (
        marked(anonymise("The Munro review was read by Mr Munro.", register))
        == "The [[Munro]] review was read by Uncle 2."
    )


LIKE_NAMES = {
    "a small word that is nearly always a name": "a tom, a bobby and a sandy path",
    "a season that passed": "Summer went. Then the autumn.",
    "an adjective before a noun that is a verb too": "Long waits were the pattern.",
    "a faith": "The family is Christian and sings Christian songs at a Christian school.",
    "a cake": "They ate Victoria sponge.",
    "a thing that was something": "Speed was a factor. Speed was not a cause.",
    "headline capitals": "Last Hope project. Too Long to say. Free Hope.",
    "a participle without its person": "Long seen at home. Hope advised.",
    "a difficult month": "May was a difficult month.",
}
STRANGERS = [
    person("a", "Mr", "Tom", "Speed", "Adult 1", "uncle"),
    person("b", "Mrs", "Sandy", "Long", "Adult 2", "aunt"),
    person("c", "Mr", "Bobby", "Christian", "Adult 3", "grandfather"),
    person("d", "Ms", "Victoria", "May", "Adult 4", "neighbour"),
    person("e", "", "Summer-Rose", "Long", "Child 1", "subject child"),
    person("f", "Mr", "Mark", "Hope", "Adult 5", "lodger"),
]


@pytest.mark.parametrize("text", LIKE_NAMES.values(), ids=LIKE_NAMES)
def test_word_equal_to_a_name_is_never_exchanged_without_evidence(text: str) -> None:
    assert anonymise(text, STRANGERS)["text"] == text


def test_surname_that_opens_a_sentence_is_exchanged_when_an_office_follows() -> None:
    assert code_with("Speed was the duty worker.", STRANGERS) == "Adult 1 was the duty worker."
    assert code_with("Speed has not rung.", STRANGERS) == "Adult 1 has not rung."


def test_two_words_tied_by_the_registers_hyphen_are_a_name_however_written() -> None:
    assert (
        code_with('"Summer-Rose!" I said. tell summer-rose', STRANGERS) == '"Child 1!" I said. tell Child 1'
    )


def test_name_in_small_letters_is_flagged_where_somebody_is_told_something() -> None:
    assert code_with("I think mark told hope not to ring.", STRANGERS) == (
        "I think [[mark]] told [[hope]] not to ring."
    )
