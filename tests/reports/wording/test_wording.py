"""What is proposed in place of words that tell too much reads as English in its sentence, and says less."""

from __future__ import annotations

import pytest

from reports import jigsaw, wording
from scr_portal import anonymise
from tests.reports.wording import sentences


def marked(sentence: str) -> tuple[str, wording.Place]:
    """Return a sentence without its brackets, and the place between them."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return text, wording.Place(text, start, end)


def rows() -> list[tuple[str, str, str]]:
    dates = [("date", *row) for row in (*sentences.DATES, *sentences.MORE_DATES)]
    ages = [("age_in_months", *row) for row in (*sentences.AGES, *sentences.MORE_AGES)]
    return [
        *dates,
        *ages,
        *(("siblings", *row) for row in sentences.NUMBER_OF_CHILDREN),
        *(("birth_order", *row) for row in sentences.ORDER_OF_CHILDREN),
        *(("place", *row) for row in sentences.PLACES),
        *sentences.NUMBERS,
    ]


@pytest.mark.parametrize(("kind", "sentence", "reads"), rows())
def test_the_nearest_words_that_say_less_read_as_english_in_their_sentence(
    kind: str, sentence: str, reads: str
) -> None:
    text, place = marked(sentence)
    proposal = wording.first(kind, place)
    assert proposal is not None
    assert proposal.put(text) == reads


@pytest.mark.parametrize(("kind", "sentence", "reads"), rows())
def test_nothing_that_is_proposed_would_be_flagged_again(kind: str, sentence: str, reads: str) -> None:
    text, place = marked(sentence)
    for proposal in wording.proposals(kind, place):
        new = range(proposal.start, proposal.start + len(proposal.words))
        again = anonymise.anonymise(proposal.put(text), [], grain="month")["residuals"]
        assert not [row for row in again if row["start"] in new and row["kind"] != "name"], proposal


@pytest.mark.parametrize(("sentence", "reads"), [*sentences.DATES, *sentences.AGES])
def test_clearing_and_the_facts_that_identify_together_propose_the_same(sentence: str, reads: str) -> None:
    """Where the finder meets a day or an age, the sentence reads as it does when a flagged passage is settled."""
    text, place = marked(sentence)
    for row in jigsaw.examine({"overview": text}).attributes:
        for found in row.places:
            if (
                row.kind in ("exact_date", "young_age")
                and found.start < place.end
                and place.start < found.end
            ):
                assert text[: found.start] + found.coarser + text[found.end :] == reads


def test_month_season_and_year_are_proposed_as_the_sentence_needs_them() -> None:
    text, place = marked("She was seen on [24 December 2008] and left.")
    assert [proposal.put(text) for proposal in wording.proposals("date", place)] == [
        "She was seen in December 2008 and left.",
        "She was seen in the winter of 2008 to 2009 and left.",
        "She was seen in 2008 and left.",
    ]


def test_where_nothing_beside_the_words_may_change_what_is_proposed_stays_within_them() -> None:
    text, place = marked("She was seen on [24 December 2008] and left.")
    inside = wording.proposals("date", place, least=place.start, most=place.end)
    assert inside[0].put(text) == "She was seen on a day in December 2008 and left."
    assert all(place.start <= proposal.start and proposal.end <= place.end for proposal in inside)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("age_in_months", "She was as old as her [brother] then."),
        ("age_in_months", "She was [a few weeks old] then."),
    ],
)
def test_an_age_that_is_not_read_is_proposed_nothing_false(kind: str, sentence: str) -> None:
    assert wording.proposals(kind, marked(sentence)[1]) == []


@pytest.mark.parametrize(
    ("kind", "sentence", "offers"),
    [
        ("place", "They lived in [Okehampton].", ["a town or village", "a place in the area"]),
        ("organisation", "It went to [Fenn Infirmary].", ["a hospital", "a hospital in the area"]),
        ("organisation", "It went to the [Larch Group].", ["an organisation", "an organisation in the area"]),
        ("name", "It was [Merryn] who rang.", ["somebody", "a member of staff", "a member of the family", "a place in the area"]),
    ],
)  # fmt: skip
def test_a_name_is_proposed_what_its_words_and_its_kind_tell(
    kind: str, sentence: str, offers: list[str]
) -> None:
    assert [proposal.words for proposal in wording.proposals(kind, marked(sentence)[1])] == offers


def test_the_engine_is_plain_python_and_keeps_the_rest_of_the_text() -> None:
    text, place = marked("First.\n\nBy the [3rd of March 2010] it was.\n\nLast.")
    assert wording.proposals("date", place)[0].put(text) == "First.\n\nBy March 2010 it was.\n\nLast."
