"""Facts that identify together: made coarser, or kept with the reasons of two people, before an edition is cleared."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.combinations import CombinationState
from reports.models import KeptCombination, PublicEdition, ResidualFlag
from reports.services import (
    coarsening,
    combinations,
    editions,
    flags,
    freezing,
    objections,
    readers,
    readings,
)
from reports.services.combinations import AlreadyAnswered, FactsAdded, WithinLimit
from reviews.models import Review
from reviews.services.returns import NewPoint
from scr_portal import access, workflow
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.platform.signing_in import sign_in
from tests.refusing import refuses
from tests.reports.test_editions import signed_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]

GATE = "reports.combinations_settled"
TEXT = (
    "# What happened\n\nThe child was the third of four children and had spina bifida. The child lived in a small fishing "
    "village and was seen on 3 March 2009.\n\nOn 3 March 2009 the child was 14 months old."
)


def scored(text: str = TEXT, *, title: str = "A young child") -> SimpleNamespace:
    """An edition whose passages are kept, in which facts about the child pass the limit."""
    people, report = signed_with(text)
    people.report = report
    people.edition = editions.prepare(report, title=title, by=people.manager)
    for flag in people.edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    people.edition = again(people.edition)
    return people


def again(edition: Any) -> PublicEdition:
    return PublicEdition.objects.get(pk=edition.pk)


def fact(edition: Any, kind: str) -> tuple[str, Any]:
    found = CombinationState(again(edition)).found.attributes
    row = next(row for row in found if row.kind == kind)
    return coarsening.key_of(edition, *row.name), row


def coarsen(people: Any, kind: str, words: str | None = None) -> str:
    key, _ = fact(people.edition, kind)
    coarsening.coarsen(people.edition, key, words=words, by=people.manager)
    people.edition = again(people.edition)
    return freezing.filled(people.edition, "overview")


def score(edition: Any) -> int:
    return CombinationState(again(edition)).found.whole.score


def key_of_child(edition: Any) -> str:
    row = CombinationState(again(edition)).over[0]
    return coarsening.key_of(edition, "whole", row.combination.subject)


def keep(people: Any, reason: str = "The illness is what was missed.") -> KeptCombination:
    return combinations.keep(people.edition, key_of_child(people.edition), reason=reason, by=people.manager)


def shut(edition: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[GATE].missing(again(edition))]


# Made coarser ---------------------------------------------------------------------------------------------


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


# Kept by two ----------------------------------------------------------------------------------------------


def test_an_edition_above_the_limit_is_not_cleared() -> None:
    people = scored()
    make.read_by_two(people.edition, by=people.manager)
    with pytest.raises(workflow.TransitionBlocked, match="passes the limit of this board") as blocked:
        editions.clear(people.edition, digest=freezing.standing_digest(people.edition), by=people.chair)
    assert {item.gate for item in blocked.value.outstanding} == {GATE}


def test_lowered_below_the_limit_it_can_be_cleared() -> None:
    people = scored()
    for kind in ("exact_date", "siblings", "place"):
        coarsen(people, kind)
    assert shut(people.edition) == []
    make.read_by_two(people.edition, by=people.manager)
    cleared, _ = editions.clear(
        people.edition, digest=freezing.standing_digest(people.edition), by=people.chair
    )
    assert "small fishing village" not in cleared.overview


def test_a_combination_stays_when_two_people_give_a_reason() -> None:
    people = scored()
    kept = keep(people)
    assert shut(people.edition) == [
        "One combination of facts that the business manager keeps together waits for a second person."
    ]
    combinations.answer(kept, answer="agreed", reason="So that doctors learn.", by=people.chair)
    assert shut(people.edition) == []


def test_a_reason_that_the_second_person_does_not_accept_opens_the_matter_again() -> None:
    people = scored()
    kept = keep(people)
    combinations.answer(kept, answer="declined", reason="The village can go.", by=people.chair)
    assert shut(people.edition) == [
        "One combination of facts that identify together passes the limit of this board: make something coarser, or give a reason."
    ]
    kept = keep(people, "Without the place nobody sees why no nurse came.")
    assert (kept.answer, kept.answered_by) == ("", None)


def test_what_is_left_needs_no_new_reason_and_what_is_added_does() -> None:
    people = scored()
    combinations.answer(keep(people), answer="agreed", reason="So that doctors learn.", by=people.chair)
    coarsen(people, "exact_date")
    assert shut(people.edition) == []
    coarsen(people, "siblings", "a child in Year 9")
    assert "passes the limit" in shut(people.edition)[0]


def test_nobody_answers_their_own_reason_nor_does_the_database_allow_it() -> None:
    people = scored()
    people.manager.memberships.create(board=people.board, role="board_chair")
    kept = keep(people)
    with pytest.raises(Denied, match="other than the person who keeps these facts"):
        combinations.answer(kept, answer="agreed", reason="I agree.", by=people.manager)
    kept.answer, kept.answered_by, kept.answered_at = "agreed", people.manager, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


def test_what_is_refused_of_a_reason_and_of_an_answer_is_said_by_its_field() -> None:
    people = scored()
    with refuses("reason", "Say why these facts stay together."):
        keep(people, " ")
    assert combinations.checks_keep(people.edition, reason="") == {
        "reason": "Say why these facts stay together."
    }
    with refuses("reason", "Somebody may be recognised by “Tamsin Quillfeather”. Use other words."):
        keep(people, "Tamsin Quillfeather was ill.")
    kept = keep(people)
    assert combinations.checks_answer(people.edition, answer="perhaps", reason="") == {
        "answer": "Choose what you say.",
        "reason": "Say why.",
    }
    combinations.answer(kept, answer="agreed", reason="So that doctors learn.", by=people.chair)
    with pytest.raises(AlreadyAnswered, match="A second person has answered this already"):
        combinations.answer(kept, answer="agreed", reason="Again.", by=people.chair)


def test_a_reason_is_refused_where_nothing_passes_the_limit() -> None:
    people = scored("The child was not seen in spring.")
    with pytest.raises(WithinLimit, match="does not pass the limit of this board"):
        combinations.keep(people.edition, "0" * 20, reason="It stays.", by=people.manager)


def test_an_answer_to_a_reason_that_covers_less_than_the_text_says_is_refused() -> None:
    people = scored()
    kept = keep(people)
    coarsen(people, "siblings", "a child in Year 9")
    with pytest.raises(FactsAdded, match="The text has changed since this reason was given"):
        combinations.answer(kept, answer="agreed", reason="I agree.", by=people.chair)


def test_the_limit_is_the_procedure_s_own() -> None:
    people = scored()
    assert shut(people.edition)
    procedure = people.edition.review.procedure
    wider = replace(procedure, jigsaw=replace(procedure.jigsaw, person=60, whole=60))
    with patch.object(Review, "procedure", wider):
        assert shut(people.edition) == []
    strict = replace(procedure, jigsaw=replace(procedure.jigsaw, person=60, whole=1))
    with patch.object(Review, "procedure", strict):
        assert len(shut(people.edition)) == 1


def test_a_chair_may_object_to_a_passage_while_the_limit_is_passed() -> None:
    people = scored()
    make.read_by_two(people.edition, by=people.manager)
    point = NewPoint("Everybody there knows.", section="overview", quoted="a small fishing village")
    current = objections.object_to(people.edition, points=[point], by=people.chair)
    assert current.points.count() == 1


# Who sees it ----------------------------------------------------------------------------------------------


def page(people: Any) -> str:
    return reverse("reports:combinations", args=[people.edition.review_id])


def test_the_page_lists_facts_by_weight_with_scores_before_and_after() -> None:
    people = scored()
    shown = sign_in(Client(), people.manager).get(page(people)).content.decode()
    for words in ("spina bifida", "a small fishing village", "one of several children", "Above the limit"):
        assert words in shown
    assert shown.index("spina bifida</mark>") < shown.index("the third of four children</mark>")
    assert "Without it the whole text scores" in shown


def test_one_press_makes_a_fact_coarser_and_says_what_came_of_it() -> None:
    people = scored()
    key, row = fact(people.edition, "siblings")
    client = sign_in(Client(), people.manager)
    address = reverse("reports:coarsen", args=[people.edition.review_id, key])
    answer = client.post(address, {"words": row.places[0].coarser, "proposed": "1"}, follow=True)
    assert "Made coarser in one place. The whole text scored" in answer.content.decode()
    assert "the third of four" not in freezing.filled(again(people.edition), "overview")
    assert "does not say this any more" in client.get(address).content.decode()


def test_whoever_reads_blind_sees_nothing_of_it_before_both_have_finished() -> None:
    people = scored()
    first = readers.appoint(people.edition, part="first", reader=people.panel_chair, by=people.manager)
    second = make.readers_of(people.edition, by=people.manager)[1]
    kept = keep(people)
    client = sign_in(Client(), people.panel_chair)
    assert client.get(page(people)).status_code == 403
    assert (
        "What could identify the family" not in client.get(people.edition.get_absolute_url()).content.decode()
    )
    assert not KeptCombination.objects.visible_to(people.panel_chair).exists()
    sentence = access.refusal("reports.view_combinations", people.panel_chair, people.edition)
    assert sentence == (
        "Which facts identify together is read by the business manager and the chairs, and by none of them "
        "while they read the edition blind."
    )
    for reader in (first, second):
        digest = freezing.standing_digest(people.edition)
        readings.finish(reader, could_tell="no", digest=digest, by=reader.reader)
    assert client.get(page(people)).status_code == 200
    assert KeptCombination.objects.visible_to(people.panel_chair).get() == kept


def test_nobody_else_reads_it_at_any_stage() -> None:
    people = scored()
    for name in ("author", "panel_member"):
        client = sign_in(Client(), getattr(people, name))
        assert client.get(page(people)).status_code in (403, 404)
    assert Client().get(page(people)).status_code in (302, 404)


def test_every_person_without_the_part_is_told_who_keeps_and_who_answers() -> None:
    people = scored()
    kept = keep(people)
    told = access.refusal("reports.keep_combination", people.chair, people.edition)
    assert told == "Facts are kept together by the business manager, and by a chair as the second person."
    assert access.refusal("reports.answer_combination", people.chair, kept) is None
    combinations.answer(kept, answer="agreed", reason="So that doctors learn.", by=people.chair)
    make.read_by_two(people.edition, by=people.manager)
    editions.clear(again(people.edition), digest=freezing.standing_digest(people.edition), by=people.chair)
    sentence = "This edition has been cleared, so nothing in it is kept or changed."
    assert access.refusal("reports.keep_combination", people.manager, again(people.edition)) == sentence
    assert (
        access.refusal("reports.answer_combination", people.chair, KeptCombination.objects.get()) == sentence
    )
