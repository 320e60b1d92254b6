"""A run of words of something sealed is found again in a report; a sealed letter keeps the report and its copy back."""

from __future__ import annotations

import pytest

from reports.gates import seals_repeated
from reports.services import copies, editions, flags
from reports.services.copies import SomethingSealed
from reviews.sealed_words import repeats
from reviews.services import seals
from scr_portal import workflow
from tests import make
from tests.asking import again
from tests.reports.test_editions import signed_with

SEALED = "She moved with the baby to a refuge by the sea wall in the spring of that year."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is said that **she moved with the baby to a** flat.", True),
        ("It is said that SHE MOVED, with the baby, to\na house.", True),
        ("She moved with the baby to the coast.", False),
        ("Nothing is known of where they went.", False),
        ("", False),
    ],
)
def test_seven_words_in_a_row_are_found_whatever_stands_between_them(text: str, found: bool) -> None:
    assert repeats(text, [SEALED]) is found


@pytest.mark.parametrize(
    ("sealed", "found"),
    [("12 Sea Wall Road", True), ("Sea Wall", False), ("Wall Road 12", False), ("", False)],
)
def test_a_short_text_is_found_as_a_whole_and_two_words_are_no_text(sealed: str, found: bool) -> None:
    assert repeats("They lived at 12 Sea Wall Road.", [sealed]) is found


def test_a_few_words_without_a_number_are_not_taken_for_what_is_sealed() -> None:
    text = "Mother and child were seen at home alone after the visit."
    assert not repeats(text, ["Mother and child", "seen at home alone"])
    assert repeats(text, ["at home alone after the visit"])


@pytest.mark.django_db
def test_no_copy_is_given_of_a_text_that_holds_what_is_sealed_until_the_seal_is_lifted() -> None:
    people, edition = make.ready_to_publish(copied=False)
    relative = edition.review.relatives.first()
    letter = make.letter(people, relative, " ".join(edition.overview.split()[:10]))
    seal = make.seal(letter, by=people.manager)
    said = [item.sentence for item in workflow.missing(again(edition), "published")]
    assert f"Words stand in this edition that are {seal.words}." in said
    with pytest.raises(
        SomethingSealed,
        match=r"Words that are sealed to named people stand in this text, so no copy of it is given\.",
    ):
        copies.ask_about(edition, relative, by=people.manager)
    seals.lift(seal, reason="The trial is over.", by=people.manager)
    assert seals_repeated(again(edition)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("edition_settles_names")
def test_sealed_words_that_were_kept_in_a_passage_are_found_before_the_edition_is_cleared() -> None:
    people, report = signed_with("They lived at 12 Quay Road, Saltern, that year.")
    edition = editions.prepare(report, title="A young child", by=people.manager)
    relative = report.review.relatives.first()
    make.seal(make.letter(people, relative, "12 Quay Road, Saltern"), by=people.manager)
    assert "Quay Road" not in edition.overview
    assert seals_repeated(again(edition)) == []
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    assert len(seals_repeated(again(edition))) == 1


@pytest.mark.django_db
def test_sealed_words_in_the_title_are_found() -> None:
    people, edition = make.ready_to_publish(copied=False)
    make.seal(make.letter(people, edition.review.relatives.first(), edition.title), by=people.manager)
    assert len(seals_repeated(again(edition))) == 1
