"""Each gate alone keeps its step shut: everything else is in order, and one thing is missing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from reports.models import EditionEstimate, OverviewReport, ResidualFlag, SignOff
from reports.services import editions
from reviews.services import identities, reviews
from scr_portal import workflow
from tests import make
from tests.asking import again

from .before_the_report import BEFORE_THE_REPORT, Missing

pytestmark = pytest.mark.django_db


def report_without_a_summary() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    made.summary.write("")
    made.status = "returned"
    made.save()
    return again(made), "submitted"


def report_agreed_in_another_text() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    made.overview.write("Another text altogether.")
    made.status = "agreed"
    made.save()
    return again(made), "signed"


def review_without_a_signature() -> tuple[Any, str]:
    made: OverviewReport = make.signed_report()
    SignOff.objects.get(report=made, capacity="board_chair").delete()
    review = again(made.review)
    review.status = "reporting"
    review.save()
    return again(review), "signed_off"


def edition_with_a_passage_in_doubt() -> tuple[Any, str]:
    people, edition = make.prepared_edition()
    make.read_by_two(edition, by=people.manager)
    ResidualFlag.objects.create(edition=edition, place="summary", number=99, kind="name", text="Saltern")
    edition.cleared_by, edition.cleared_at = people.chair, timezone.now()
    return edition, "cleared"


def edition_with_facts_that_identify_together() -> tuple[Any, str]:
    people, edition = make.prepared_edition(make.TOGETHER)
    make.read_by_two(edition, by=people.manager)
    edition.cleared_by, edition.cleared_at = people.chair, timezone.now()
    return edition, "cleared"


def edition_nobody_else_looked_at() -> tuple[Any, str]:
    people, edition = make.prepared_edition()
    make.read_by_two(edition, by=people.manager)
    return edition, "cleared"


def edition_that_one_reader_has_read() -> tuple[Any, str]:
    people, edition = make.prepared_edition()
    make.read_by(make.readers_of(edition, by=people.manager)[0])
    edition.cleared_by, edition.cleared_at = people.chair, timezone.now()
    return edition, "cleared"


def edition_without_an_estimate() -> tuple[Any, str]:
    """As one that was cleared by a second reader before two were required."""
    _, edition = make.ready_to_publish()
    EditionEstimate.objects.all().delete()
    return again(edition), "published"


def edition_with_a_pdf_of_another_text() -> tuple[Any, str]:
    _, edition = make.ready_to_publish()
    edition.pdf_digest = "0" * 64
    edition.save()
    return again(edition), "published"


def edition_older_than_the_register() -> tuple[Any, str]:
    people, edition = make.ready_to_publish()
    register = edition.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="Nurse 7", by=people.manager
    )
    return again(edition), "published"


def edition_the_family_was_not_told_of() -> tuple[Any, str]:
    _, edition = make.ready_to_publish(told=False)
    return edition, "published"


def edition_the_family_has_no_copy_of() -> tuple[Any, str]:
    _, edition = make.ready_to_publish(copied=False)
    return edition, "published"


def edition_with_words_that_are_sealed() -> tuple[Any, str]:
    people, edition = make.ready_to_publish()
    letter = make.letter(people, edition.review.relatives.first(), " ".join(edition.overview.split()[:10]))
    make.seal(letter, by=people.manager)
    return again(edition), "published"


def edition_under_a_hold() -> tuple[Any, str]:
    people, edition = make.ready_to_publish()
    reviews.record_proceeding(
        edition.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    return again(edition), "published"


def review_without_a_public_edition() -> tuple[Any, str]:
    _, edition = make.ready_to_publish()
    return again(edition.review), "published"


def review_with_an_edition_still_public() -> tuple[Any, str]:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    return again(edition.review), "signed_off"


ALONE: dict[str, Missing] = BEFORE_THE_REPORT | {
    "reports.texts_written": report_without_a_summary,
    "reports.panel_chair_signed_this_text": report_agreed_in_another_text,
    "reports.report_signed": review_without_a_signature,
    "reports.flags_settled": edition_with_a_passage_in_doubt,
    "reports.combinations_settled": edition_with_facts_that_identify_together,
    "reports.read_by_two": edition_that_one_reader_has_read,
    "reports.estimate_on_record": edition_without_an_estimate,
    "reports.cleared_by_another": edition_nobody_else_looked_at,
    "reports.pdf_made_and_clean": edition_with_a_pdf_of_another_text,
    "reports.register_unchanged": edition_older_than_the_register,
    "reports.nothing_sealed": edition_with_words_that_are_sealed,
    "reports.family_told_the_result": edition_the_family_was_not_told_of,
    "reports.family_has_a_copy": edition_the_family_has_no_copy_of,
    "reviews.no_hold_on_publication": edition_under_a_hold,
    "reports.edition_public": review_without_a_public_edition,
    "reports.edition_withdrawn": review_with_an_edition_still_public,
}


DETAILS = {
    "reviews.referral_complete",
    "reviews.criteria_answered",
    "reviews.recommendation_reasoned",
    "reviews.terms_complete",
    "reviews.points_answered",
    "reviews.points_on_recommendation_answered",
    "panels.end_reasoned",
    "panels.sections_written",
    "panels.problem_rows_settled",
    "panels.record_written",
    "panels.waited_for_the_person",
    "panels.person_reminded",
    "panels.closing_agreed",
    "panels.nothing_written",
    "reports.texts_written",
}
"""Gates whose sentences stand beside the form of their step alone. All others are matters in somebody's list."""


FOLLOWS = {"reports.flags_settled": {"reports.read_by_two"}}
"""What cannot be met either while a gate is shut: a text with a passage in doubt is not the text that was read."""


@pytest.mark.parametrize("gate", ALONE)
def test_one_thing_missing_keeps_the_step_shut_and_says_so(gate: str) -> None:
    subject, to = ALONE[gate]()

    with pytest.raises(workflow.TransitionBlocked) as shut:
        workflow.move(subject, to)

    assert {item.gate for item in shut.value.outstanding} - FOLLOWS.get(gate, set()) == {gate}
    assert all(item.sentence[-1] in ".?" and item.source for item in shut.value.outstanding)
    assert {item.detail for item in shut.value.outstanding} == {gate in DETAILS}
    assert str(subject.status) != to


def test_every_gate_there_is_has_been_tried_alone() -> None:
    assert set(ALONE) == set(workflow.registered())


def test_with_nothing_missing_the_way_to_the_public_is_open() -> None:
    _, edition = make.ready_to_publish()
    assert workflow.missing(edition, "published") == []


def test_a_step_the_table_does_not_have_is_refused_in_a_sentence() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    with pytest.raises(workflow.NoSuchTransition, match="not open from where the case stands"):
        reviews.advance(review, "published", by=people.manager)
