"""The page of facts that identify together, and who reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import KeptCombination
from reports.services import (
    combinations,
    editions,
    freezing,
    readers,
    readings,
)
from scr_portal import access
from tests import make
from tests.platform.signing_in import sign_in
from tests.reports.scored import again, fact, keep, scored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]


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
