"""Which marks of two readers are one passage: overlap alone decides, and what is unclear is left to a person."""

from __future__ import annotations

from uuid import NAMESPACE_OID, UUID, uuid5

from reports.enums import FindingState
from reports.matching import Group, Marked, matched, several

TEXTS = {
    "title": "A child by the sea",
    "overview": "He lived in Harbour Lane near the lifeboat. She was five in March. The shop is shut.",
}


SAID: dict[UUID, str] = {}
"""The key of each mark to what it says."""


def mark(part: str, words: str, kind: str = "place") -> Marked:
    spans = {
        (place, text.index(words), text.index(words) + len(words))
        for place, text in TEXTS.items()
        if words in text
    }
    key = uuid5(NAMESPACE_OID, f"{part}: {words}")
    SAID[key] = f"{part}: {words}"
    return Marked(key, part, kind, frozenset(spans))


def found(*marks: Marked) -> list[tuple[str, list[str]]]:
    return [(str(group.state), [SAID[one.key] for one in group.marks]) for group in matched(marks, TEXTS)]


def test_the_same_words_and_words_that_overlap_are_one_passage_found_by_both() -> None:
    assert found(mark("first", "Harbour Lane"), mark("second", "in Harbour")) == [
        ("both", ["first: Harbour Lane", "second: in Harbour"])
    ]


def test_words_that_only_touch_are_not_the_same() -> None:
    near = found(mark("first", "Harbour "), mark("second", "Lane", kind="name"))
    assert [state for state, _ in near] == ["one", "one"]


def test_marks_of_one_kind_in_one_sentence_that_do_not_overlap_are_for_a_person() -> None:
    assert found(mark("first", "Harbour Lane"), mark("second", "lifeboat")) == [
        ("unclear", ["first: Harbour Lane", "second: lifeboat"])
    ]


def test_marks_of_two_kinds_or_in_two_sentences_are_two_passages() -> None:
    assert len(found(mark("first", "Harbour Lane"), mark("second", "lifeboat", kind="combination"))) == 2
    assert len(found(mark("first", "lifeboat"), mark("second", "five in March"))) == 2


def test_two_marks_within_one_are_for_a_person() -> None:
    [(state, keys)] = found(
        mark("first", "Harbour Lane near the lifeboat"),
        mark("second", "Harbour Lane"),
        mark("second", "lifeboat"),
    )
    assert (state, len(keys)) == ("unclear", 3)


def test_told_apart_a_long_mark_goes_with_each_short_one_it_holds() -> None:
    long = mark("first", "Harbour Lane near the lifeboat")
    short = [mark("second", "Harbour Lane"), mark("second", "lifeboat")]
    assert [(group.state, len(group.marks)) for group in several([long, *short])] == [
        (FindingState.BOTH, 2),
        (FindingState.BOTH, 2),
    ]


def test_told_apart_marks_that_do_not_overlap_are_each_one_readers() -> None:
    apart = several([mark("first", "Harbour Lane"), mark("second", "lifeboat")])
    assert [group.state for group in apart] == [FindingState.ONE, FindingState.ONE]


def test_passages_come_in_the_order_of_the_text_and_one_readers_own_marks_are_one_passage() -> None:
    groups: list[Group] = matched(
        [mark("first", "The shop"), mark("first", "five in"), mark("first", "in March")], TEXTS
    )
    assert [[SAID[one.key] for one in group.marks] for group in groups] == [
        ["first: five in", "first: in March"],
        ["first: The shop"],
    ]
