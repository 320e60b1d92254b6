"""What a text to one relative says of another is listed, each sentence with its kind and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from families.apart import FACTS, Found, Known, Other, find
from families.apart.sentences import sentences
from families.apart.vocabulary import pattern_of, people, says
from scr_portal.anonymise import RegisterEntry

FATHER = Other("Father")


def entry(key: str, kind: str, canonical: str, label: str, **others: Any) -> RegisterEntry:
    row: Any = {
        "id": key,
        "kind": kind,
        "canonical": canonical,
        "aliases": [],
        "pseudonym": label,
        "role": "",
    }
    return row | others


KNOWN = Known(
    entries=(
        entry("m", "person", "Oona Quillfeather", "Mother"),
        entry("f", "person", "Perran Loveday", "Father", aliases=["Perrie"]),
        entry("c", "person", "Tamsin Quillfeather", "Child 7"),
        entry("a", "address", "14 Saltern Row, Fennmouth", "[address]"),
        entry("p", "phone", "07700 900417", "[phone]"),
        entry("n", "nhs_number", "943 476 5919", "[NHS number]"),
    ),
    owners={"f": FATHER, "a": FATHER, "p": FATHER, "n": FATHER, "c": Other("Child 7", named=False)},
    recorded=((FATHER, "No message on the telephone. He gets up late since he works nights at the mill."),),
    kinds=FACTS,
    kept=("Wilmot Dray",),
    own=("Mother",),
    child_lives=True,
)


def only(text: str, known: Known = KNOWN) -> Found:
    (found,) = find(text, known)
    return found


@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        ("Mr Loveday has told us what he thinks.", "named", "“Mr Loveday” is Father."),
        ("Perrie asked us to say so.", "named", "“Perrie” is Father."),
        ("We spoke with PERRAN  LOVEDAY.", "named", "“PERRAN  LOVEDAY” is Father."),
        ("Father will not be there.", "named", "“Father” is the label of another person."),
        ("Post for 14 Saltern Row came back.", "address", "“14 Saltern Row” is an address of Father."),
        ("Ring (07700) 900 417.", "contact", "“(07700) 900 417” is a telephone number of Father."),
        ("The form says 9434765919.", "number", "“9434765919” is the NHS number of Father."),
        ("No message on the telephone!", "recorded", "The same words are recorded about Father."),
    ],
)
def test_every_form_of_another_relative_is_listed(words: str, kind: str, why: str) -> None:
    found = only(f"Thank you for coming. {words} The panel meets in May.")
    assert found.sentence == words
    assert kind in found.kinds
    assert why in found.why


@pytest.mark.parametrize(
    ("words", "kind", "word", "person"),
    [
        ("Your mother has moved.", "address", "moved", "“mother”"),
        ("He was diagnosed in March.", "health", "diagnosed", "“He”"),
        ("Her brother was arrested.", "allegation", "arrested", "“brother”"),
        ("She works at the school.", "contact", "works at", "“She”"),
        ("Tamsin is with foster parents.", "address", "foster", "Child 7"),
        ("Nuala Brightwater is in prison.", "allegation", "prison", "“Nuala Brightwater”"),
        ("Your ex is living by the sea.", "address", "living", "“ex”"),
        ("Your grandad was sectioned.", "health", "sectioned", "“grandad”"),
        ("Your stepdad beat the dog.", "allegation", "beat", "“stepdad”"),
        ("Her _brother_ was arrested.", "allegation", "arrested", "“brother”"),
        ("Your son-in-law drinks.", "health", "drinks", "“in-law”"),
    ],
)
def test_a_fact_beside_another_person_is_listed(words: str, kind: str, word: str, person: str) -> None:
    found = only(f"Thank you for coming. {words} The panel meets in May.")
    assert (found.sentence, found.kinds) == (words, (kind,))
    assert found.why == (f"“{word}” {says(kind)}, and {person} is another person.",)


def test_a_number_that_stands_in_no_register_is_a_fact_beside_a_person_alone() -> None:
    assert find("You can ring me on 01632 960123.", KNOWN) == []
    found = only("Your sister has 01632 960123.")
    assert found.why == ("“01632 960123” stands beside another person, “sister”.",)


@pytest.mark.parametrize(
    "words",
    [
        "Dear Mrs Quillfeather, we are sorry that Tamsin died.",
        "You told us that you were in hospital and that you moved in spring.",
        "The police and the health visitor have answered our questions.",
        "Yours sincerely,\nWilmot Dray",
        "Wilmot Dray works at the civic offices.",
        "Your father will not be there.",
    ],
)
def test_what_a_letter_says_to_its_own_reader_is_not_listed(words: str) -> None:
    assert find(words, KNOWN) == []


@pytest.mark.parametrize(
    "words",
    [
        "Your mother is now\r\nliving in a new place.",
        "We have heard as you have, after the summer had gone, that your mother\nI think has moved.",
        "Your mother is in a re\u00adfuge.",
        "Your bro\u200bther was arrested.",
    ],
)
def test_neither_a_broken_line_nor_a_sign_that_nobody_sees_keeps_a_fact_from_its_person(words: str) -> None:
    (why,) = only(f"Thank you.\n\n{words}\n\nYours sincerely").why
    assert why.lower().endswith(("“mother” is another person.", "“brother” is another person."))


def test_a_title_ends_no_sentence_and_lines_of_an_address_and_paragraphs_stay_sentences_of_their_own() -> (
    None
):
    lines = ["Dear Mother,", "Board of Fennmouth", "Saltern Quay", "Thank you for coming"]
    assert [sentence.words for sentence in sentences("\n".join(lines))] == lines
    assert [sentence.words for sentence in sentences("Dr. Sallow came. We met.")] == [
        "Dr. Sallow came.",
        "We met.",
    ]
    assert [sentence.words for sentence in sentences("thank you\n\nfor coming")] == [
        "thank you",
        "for coming",
    ]


def test_a_mail_address_that_holds_the_name_of_another_may_be_theirs() -> None:
    assert "“perran.l@mail.example” may be Father." in only("Write to perran.l@mail.example today.").why
    assert find("Write to office@fennmouth.example today.", KNOWN) == []


def test_a_person_is_found_in_their_own_sentence_however_long_the_names_before_it_are() -> None:
    text = "You, Oona Quillfeather, wrote to Tamsin Quillfeather. Nuala Brightwater is in prison. We meet in May."
    assert only(text).sentence == "Nuala Brightwater is in prison."


def test_of_two_with_one_surname_the_greeting_is_the_readers() -> None:
    entries = (*KNOWN.entries, entry("g", "person", "Ysolde Quillfeather", "Grandmother"))
    both = replace(KNOWN, entries=entries, owners={**KNOWN.owners, "g": Other("Grandmother")}, reader="m")
    assert find("Dear Ms Quillfeather,\n\nThe panel meets in May.", both) == []
    assert only("Dear Ysolde Quillfeather,\n\nThe panel meets in May.", both).kinds == ("named",)
    assert only("Thank you. Ms Quillfeather was there.", both).why == (
        "“Ms Quillfeather” may be Grandmother.",
    )


def test_the_child_counts_beside_a_fact_while_the_child_lives() -> None:
    words = "Your daughter is in hospital."
    assert only(words).kinds == ("health",)
    died = replace(KNOWN, child_lives=False)
    assert find(words, replace(died, parent=True)) == []
    assert only(words, died).kinds == ("health",), "to a grandparent a daughter is the mother"


def test_kinds_that_the_procedure_leaves_out_are_not_asked() -> None:
    words = "Your mother has moved. He was diagnosed in March."
    assert [found.kinds for found in find(words, replace(KNOWN, kinds=("health",)))] == [("health",)]
    assert find(words, replace(KNOWN, kinds=())) == []


def test_in_a_text_of_labels_a_label_is_a_matter_beside_a_fact_alone() -> None:
    coded = replace(KNOWN, coded=True)
    text = (
        "Father rang twice. Mother was in hospital. She moved. The father was arrested. The child was hurt."
    )
    found = only(text, coded)
    assert found.sentence == "The father was arrested."
    assert found.why == (
        "“arrested” is a word about what somebody is said to have done, and father is another person.",
    )


def test_words_of_a_recorded_text_count_from_eight_in_a_row_or_a_whole_sentence_of_five() -> None:
    def recorded(words: str) -> Known:
        return Known(recorded=((FATHER, words),))

    whole = recorded("Letters in a plain envelope.")
    assert only("We send letters in a plain envelope as you asked.", whole).kinds == ("recorded",)
    assert find("We send letters in a plain cover as you asked.", whole) == []
    assert find("Not on Fridays at all.", recorded("Not on Fridays at.")) == []
    long = recorded("He would rather be seen by somebody of the church at the mill.")
    assert only("You would rather be seen by somebody of the chapel.", long).kinds == ("recorded",)
    assert find("You would rather be seen by somebody of our church.", long) == []


def test_a_finding_is_bound_to_its_sentence_the_one_before_and_the_reasons() -> None:
    text = "We met Ms Hale. He was arrested. The panel meets in May."
    found = only(text)
    assert only(text.replace("in May", "in June")).digest == found.digest
    assert only(text.replace("was arrested", "was not arrested")).digest != found.digest
    assert only(text.replace("Hale", "Sallow")).digest != found.digest
    uncle = replace(KNOWN, owners={**KNOWN.owners, "f": Other("Uncle")})
    assert only("Perrie asked us.", uncle).digest != only("Perrie asked us.").digest
    other = replace(KNOWN, entries=(*KNOWN.entries, entry("h", "person", "Noor Hale", "Aunt")))
    assert (
        find(text, replace(other, owners={**KNOWN.owners, "h": Other("Aunt")}))[0].sentence
        == "We met Ms Hale."
    )


def test_a_text_that_cannot_be_looked_through_is_one_matter(monkeypatch: Any) -> None:
    from families.apart import naming
    from scr_portal.anonymise import AnonymisationFailed

    def fail(*args: Any, **kwargs: Any) -> None:
        raise AnonymisationFailed

    monkeypatch.setattr(naming, "anonymise", fail)
    found = only("Thank you for coming. We meet in May.")
    assert found.kinds == ("unread",)
    assert found.sentence == "Thank you for coming. We meet in May."


def test_every_word_of_the_list_is_found_as_it_is_written_and_no_plain_letter_is() -> None:
    for kind in FACTS:
        assert pattern_of(kind).search("nobody at all") is None
        assert says(kind).startswith("is a word about")
    assert people("kin").fullmatch("Step-Father’s")
    assert pattern_of("address").search("she is\nliving  with us")
    assert not pattern_of("health").search("the health visitor")
