"""An edition above the limit stays shut until it is lowered, or two people give a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.services import (
    combinations,
    editions,
    freezing,
    objections,
)
from reports.services.combinations import AlreadyAnswered, FactsAdded, WithinLimit
from reviews.models import Review
from reviews.services.returns import NewPoint
from scr_portal import workflow
from scr_portal.access import Denied
from tests import make
from tests.refusing import refuses
from tests.reports.scored import again, coarsen, keep, scored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition_settles_names")]
GATE = "reports.combinations_settled"


def shut(edition: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[GATE].missing(again(edition))]


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
