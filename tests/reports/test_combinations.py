"""Facts that identify together are made coarser: words, passages, titles, and what is refused of them."""

from __future__ import annotations

from typing import Any

import pytest

from reports.combinations import CombinationState
from reports.models import ResidualFlag
from reports.services import (
    coarsening,
    flags,
    freezing,
)
from scr_portal import workflow
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.refusing import refuses
from tests.reports.scored import again, coarsen, fact, scored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]


def score(edition: Any) -> int:
    return CombinationState(again(edition)).found.whole.score


def test_coarser_words_take_the_place_of_a_fact_wherever_the_text_says_it() -> None:
    people = scored()
    before = score(people.edition)
    text = coarsen(people, "exact_date")
    assert "3 March" not in text
    assert "was seen in March 2009" in text
    assert "In March 2009 the child was" in text
    assert score(people.edition) < before


def test_a_passage_that_was_settled_before_grows_over_the_words_around_it() -> None:
    people = scored()
    dates = [flag for flag in people.edition.flags.all() if "March" in str(flag.text)]
    assert dates, "the anonymiser flags a day, and the finding begins before it"
    text = coarsen(people, "exact_date")
    assert freezing.filled(people.edition, "overview") == text
    kept = ResidualFlag.objects.filter(pk__in=[flag.pk for flag in dates])
    assert {str(flag.text) for flag in kept} == {"on 3 March 2009", "On 3 March 2009"}
    assert {str(flag.replacement) for flag in kept} == {"in March 2009", "In March 2009"}


def test_a_place_in_plain_text_becomes_a_settled_passage_with_the_reason() -> None:
    people = scored()
    text = coarsen(people, "siblings")
    assert "The child was one of several children and had" in text
    made = people.edition.flags.get(kind=coarsening.TOGETHER)
    assert (str(made.text), made.decided_by) == ("the third of four children", people.manager)
    assert str(made.reason).startswith("Made coarser: number and order of the children.")


def test_other_words_may_be_used_and_are_not_found_again() -> None:
    people = scored()
    assert "lived in a place by the sea and was seen" in coarsen(people, "place", "a place by the sea")
    assert not [row for row in CombinationState(people.edition).found.attributes if row.kind == "place"]


def test_the_record_of_the_act_has_no_words_of_the_text() -> None:
    people = scored()
    coarsen(people, "siblings")
    event = AuditEvent.objects.filter(verb="edition.coarsened").get()
    assert event.facts == {"kind": "siblings", "places": 1}


def test_only_the_business_manager_makes_a_fact_coarser_and_not_after_it_is_cleared() -> None:
    people = scored()
    key, _ = fact(people.edition, "siblings")
    with pytest.raises(Denied, match="settled by the business manager"):
        coarsening.coarsen(people.edition, key, by=people.chair)


def test_what_is_refused_of_coarser_words_is_said_by_its_field() -> None:
    people = scored()
    key, row = fact(people.edition, "siblings")
    with refuses("words", "Enter the words to put in its place."):
        coarsening.coarsen(people.edition, key, words=" ", by=people.manager)
    with refuses("words", "Somebody may be recognised by “Tamsin Quillfeather”. Use other words."):
        coarsening.coarsen(people.edition, key, words="Tamsin Quillfeather", by=people.manager)
    with refuses("words", "Somebody may be recognised by “Saltern Infirmary”. Use other words."):
        coarsening.coarsen(people.edition, key, words="a ward of Saltern Infirmary", by=people.manager)
    assert coarsening.checks_coarsen(people.edition, row, words="") == {
        "words": "Enter the words to put in its place."
    }
    coarsening.coarsen(people.edition, key, by=people.manager)
    with refuses("", "The text does not say this any more. Look at the list again."):
        coarsening.coarsen(people.edition, key, by=people.manager)


def test_a_fact_made_coarser_in_several_places_is_taken_back_as_one_act() -> None:
    people = scored()
    coarsen(people, "exact_date")
    changed = people.edition.flags.filter(decision="coarsen")
    assert changed.count() == 2
    assert len(flags.take_back(changed[0], together=True, by=people.manager)) == 2


def test_what_stands_in_the_title_is_changed_with_the_title() -> None:
    people = scored(title="A young child, one of triplets")
    key, _ = fact(people.edition, "family_shape")
    sentence = "This stands in the title. Set the edition aside and make a new one with another title."
    with refuses("", sentence):
        coarsening.coarsen(people.edition, key, by=people.manager)


def test_a_text_that_is_made_coarser_is_read_again_by_both_readers() -> None:
    people = scored()
    make.read_by_two(people.edition, by=people.manager)
    coarsen(people, "siblings")
    missing = workflow.missing_before(people.edition, "cleared")
    assert {item.gate for item in missing} >= {"reports.read_by_two"}
