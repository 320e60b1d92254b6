"""Scores: of a person, of the whole text, with what narrows together; the same fact twice counts once."""

from __future__ import annotations

from reports import jigsaw

LABELS = ["Child", "Mother", "Father", "Sibling 1", "Sibling 2"]


def examined(text: str) -> jigsaw.Examined:
    return jigsaw.examine({"overview": text}, labels=LABELS)


def people(text: str) -> dict[str, int]:
    return {row.subject: row.score for row in examined(text).people}


def test_the_same_fact_said_twice_counts_once_even_in_another_spelling() -> None:
    once = examined("Child was seen on 3 March 2009.")
    twice = examined(
        "Child was seen on 3 March 2009. Father knew of 3rd March 2009. Child fell on 03/03/2009."
    )
    assert once.whole.score == twice.whole.score == 3
    assert len(twice.attributes) == 1
    assert len(twice.attributes[0].places) == 3


def test_a_further_fact_of_one_kind_adds_a_point_and_no_kind_more_than_twice_its_weight() -> None:
    days = [f"Child was seen on {day} March 2009." for day in range(1, 10)]
    assert [examined(" ".join(days[:count])).whole.score for count in (1, 2, 3, 9)] == [3, 4, 5, 6]


def test_two_kinds_that_narrow_together_weigh_more_than_each_alone() -> None:
    date, age = "Child was seen on 3 March 2009.", "Child was 14 months old."
    together = examined(f"{date} {age}").whole
    assert together.score == examined(date).whole.score + examined(age).whole.score + 2
    assert [pair.reason for pair in together.pairs] == ["Together they give the date of birth."]


def test_facts_of_one_person_add_up_and_those_of_another_do_not() -> None:
    text = "Child was 14 months old. Mother works as a farrier. Sibling 1 was in Year 3, the eldest of six."
    assert people(text) == {"Sibling 1": 5, "Child": 2, "Mother": 2}


def test_whoever_a_pronoun_means_is_the_person_of_the_sentence_before() -> None:
    assert people("Sibling 2 was anxious. He was in Year 3.") == {"Sibling 2": 2}
    text = "Mother’s partner was older. He had left prison in May 2008, weeks before he met Mother."
    assert people(text) == {"Partner": 3}


def test_everyday_words_for_a_relative_are_the_only_label_of_that_kind() -> None:
    assert people("The mother works as a farrier. Mother speaks Tigrinya.") == {"Mother": 4}


def test_a_court_and_a_press_story_lead_to_the_family_and_not_to_a_person_in_the_sentence() -> None:
    result = examined("Father was convicted at Thornwick Crown Court, which was widely reported.")
    assert result.people == ()
    assert result.whole.score == 8


def test_what_is_left_without_a_fact_is_what_the_text_scores_when_it_is_gone() -> None:
    text = "Child was seen on 3 March 2009. Child was 14 months old."
    whole = examined(text).whole
    assert jigsaw.without(whole, "young_age") == examined("Child was seen on 3 March 2009.").whole.score


def test_a_score_is_said_in_words_beside_the_limit() -> None:
    assert [jigsaw.level(score, 8) for score in (0, 4, 8, 16, 17)] == [
        "nothing was found",
        "fits many families",
        "fits some families",
        "may leave few families",
        "may leave hardly more than one family",
    ]


def test_the_heaviest_facts_come_first() -> None:
    rows = examined(
        "Child was in Year 3. Child has Angelman syndrome. Child fell on 3 March 2009."
    ).attributes
    assert [row.kind for row in rows] == ["condition", "exact_date", "school"]
