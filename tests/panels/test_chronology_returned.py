"""A chronology is returned by rows or as a whole; each point keeps its row through a corrected edition."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from panels.models import Commission
from panels.services import authorship, chronologies, chronology_returns, commissions, imrs
from reviews.models import ReturnPoint, ReturnRound
from reviews.services import returns
from reviews.services import reviews as review_services
from reviews.services.returns import NewPoint, NoSuchSection, TextUnchanged
from scr_portal import access, workflow
from scr_portal.access.rules import Denied
from scr_portal.accounts.models import User
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again, tasks

pytestmark = pytest.mark.django_db

ENROLLED, SEEN, LETTER = make.VISITS
CORRECTED = "Tamsin Quillfeather seen at home with her aunt, who opened the door."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def points_of(current: ReturnRound) -> list[ReturnPoint]:
    return list(ReturnPoint.objects.filter(round=current))


def changed(point: ReturnPoint, by: User) -> ReturnPoint:
    return returns.answer_point(point, answer="changed", by=by)


def test_only_the_rows_pointed_at_are_kept_sealed_and_coded(people: Any, commission: Commission) -> None:
    current = make.returned_chronology(people, commission)
    kept = {text.key: text.text for text in current.texts.all()}
    assert set(kept) == {"file", "row_3"}
    assert "Details: Tamsin Quillfeather seen at home" in kept["row_3"].original
    assert "seen at home with her aunt" in kept["row_3"].coded
    assert "Tamsin" not in kept["row_3"].coded
    assert kept["file"].original == "Edition 1, three events"
    assert [(point.anchor_kind, point.anchor_key) for point in points_of(current)] == [
        ("section", "row_3"),
        ("whole", ""),
    ]


def test_the_accepted_edition_stays_in_force_and_is_returned_by_the_manager_or_the_panel_chair(
    people: Any, commission: Commission
) -> None:
    chronology = make.edition_of(commission)
    for person in (people.panel_member, people.author, people.chair, commission.author):
        with pytest.raises(Denied, match="returned by the business manager or the panel chair"):
            chronology_returns.send_back(chronology, points=[NewPoint("Why?")], by=person)
    chronology_returns.send_back(
        chronology, points=[NewPoint("Why?", section="row_2")], by=people.panel_chair
    )
    chronology.refresh_from_db()
    assert chronology.status == "accepted"


def test_what_was_never_accepted_is_not_returned_and_what_was_returned_is_not_withdrawn(
    people: Any, commission: Commission
) -> None:
    chronology = make.edition_of(commission, accepted=False)
    with pytest.raises(
        TransitionBlocked, match="returned once its author has accepted it, in its newest edition"
    ):
        chronology_returns.send_back(chronology, points=[NewPoint("Why?")], by=people.manager)
    chronologies.accept(chronology, by=commission.author)
    make.returned_chronology(people, commission)
    with pytest.raises(Denied, match="returned with points: a corrected file takes its place"):
        chronologies.withdraw(chronology, reason="It is of another family.", by=commission.author)


def test_a_row_that_is_not_there_is_refused_with_nothing_kept(people: Any, commission: Commission) -> None:
    with pytest.raises(NoSuchSection, match="there is no such section"):
        make.returned_chronology(people, commission, NewPoint("Why?", section="row_99"))
    assert not ReturnRound.objects.exists()


def test_the_review_is_not_handed_in_with_a_point_on_its_chronology_unanswered(
    people: Any, commission: Commission
) -> None:
    imr = make.ready_imr(commission)
    current = make.returned_chronology(people, commission)
    with pytest.raises(TransitionBlocked) as blocked:
        imrs.submit(imr, by=commission.author)
    assert [item.sentence for item in blocked.value.outstanding] == [
        "Two points on the chronology are not answered yet."
    ]
    make.answer_points(current.subject, by=commission.author)
    imrs.submit(imr, by=commission.author)
    current.refresh_from_db()
    assert (current.is_open, current.handed_in_again_by) == (False, commission.author)


def test_the_review_is_not_accepted_with_a_point_on_its_chronology_unanswered(
    people: Any, commission: Commission
) -> None:
    imr = make.submitted_imr(commission)
    current = make.returned_chronology(people, commission, NewPoint("Was the school asked?"))
    with pytest.raises(TransitionBlocked, match="One point on the chronology is not answered yet"):
        imrs.accept(imr, by=people.panel_chair)
    make.answer_points(current.subject, by=commission.author)
    assert imrs.accept(imr, by=people.panel_chair).status == "accepted"
    current.refresh_from_db()
    assert (current.is_open, current.handed_in_again_by) == (False, people.panel_chair)


def test_a_corrected_edition_takes_the_points_over_each_with_its_row(
    people: Any, commission: Commission
) -> None:
    current = make.returned_chronology(people, commission)
    make.edition_of(commission, "Registered with a doctor.", ENROLLED, CORRECTED, LETTER)
    current = ReturnRound.objects.get(pk=current.pk)
    assert current.subject == commission.chronologies.get(status="accepted")
    row, whole = points_of(current)
    assert (row.anchor_key, row.anchor_now, row.key_now) == ("row_3", "row_4", "row_4")
    assert changed(row, commission.author).answer == "changed"
    assert changed(whole, commission.author).answer == "changed"
    assert workflow.missing(commission.management_review, "submitted")[-1].gate != (
        "panels.chronology_points_answered"
    )


def test_changed_is_refused_of_a_row_that_reads_as_it_did_in_another_place(
    people: Any, commission: Commission
) -> None:
    current = make.returned_chronology(people, commission)
    row, whole = points_of(current)
    for point in (row, whole):
        with pytest.raises(TextUnchanged, match="still reads as it did"):
            changed(point, commission.author)
    table = [
        "12/12/2008,Visit book,Born.",
        *(f"12/{m:02}/2009,Visit book,{t}" for m, t in enumerate(make.VISITS, 1)),
    ]
    made = make.chronology_of(commission, "\n".join(["Date,Source,Details", *table]).encode())
    chronologies.accept(made, by=commission.author)
    row, whole = points_of(current)
    assert row.key_now == "row_4"
    with pytest.raises(TextUnchanged, match="still reads as it did"):
        changed(row, commission.author)
    assert changed(whole, commission.author).answer == "changed"


def test_a_file_saved_anew_with_the_same_rows_is_no_change_of_the_file(
    people: Any, commission: Commission
) -> None:
    current = make.returned_chronology(people, commission)
    table = [f"12/{month:02}/2009,Visit book,{text}" for month, text in enumerate(make.VISITS, 1)]
    made = make.chronology_of(commission, "\n".join(["", "Date,Source,Details", *table]).encode())
    chronologies.accept(made, by=commission.author)
    for point in points_of(current):
        with pytest.raises(TextUnchanged, match="still reads as it did"):
            changed(point, commission.author)


def test_a_row_that_was_taken_out_is_changed_and_stays_gone(people: Any, commission: Commission) -> None:
    current = make.returned_chronology(people, commission, NewPoint("Is this our child?", section="row_3"))
    make.edition_of(commission, ENROLLED, "The boiler was mended by the landlord after four calls.")
    (row,) = points_of(current)
    assert row.key_now == "no_longer_in_the_file"
    assert changed(row, commission.author).answer == "changed"
    make.edition_of(commission, ENROLLED, LETTER)
    assert points_of(current)[0].key_now == "no_longer_in_the_file"


def test_a_change_taken_back_by_a_third_edition_holds_the_review(people: Any, commission: Commission) -> None:
    imr = make.submitted_imr(commission)
    make.returned_chronology(people, commission, NewPoint("Is this the newest file?"))
    made = make.edition_of(commission)
    make.answer_points(made, by=commission.author)
    current = make.returned_chronology(people, commission, NewPoint("By whom?", section="row_3"))
    make.edition_of(commission, ENROLLED, CORRECTED, LETTER)
    changed(points_of(current)[0], commission.author)
    assert workflow.missing(imr, "accepted") == []
    make.edition_of(commission, ENROLLED, SEEN, LETTER)
    assert [item.sentence for item in workflow.missing(imr, "accepted")] == [
        "Point 1 is answered “changed”, but the text reads as it did."
    ]
    assert tasks(commission.author) == [
        f"Answer again what still reads as it did in the chronology of {commission.agency}"
    ]


def test_a_corrected_file_is_taken_after_hand_in_only_while_points_are_open(
    people: Any, commission: Commission
) -> None:
    imr = make.submitted_imr(commission)
    commission = again(commission)
    assert not access.allowed("panels.upload_chronology", commission.author, commission)
    current = make.returned_chronology(people, commission, NewPoint("Was the school asked?"))
    assert access.allowed("panels.upload_chronology", commission.author, commission)
    assert not access.allowed("panels.declare_independence", commission.author, commission)
    assert not access.allowed("panels.withdraw_chronology", commission.author, current.subject)
    other = make.commission(people, commission.review)
    assert not access.allowed("panels.upload_chronology", other.author, commission)

    make.answer_points(current.subject, by=commission.author)
    imrs.accept(imr, by=people.panel_chair)
    commission = again(commission)
    assert not access.allowed("panels.upload_chronology", commission.author, commission)
    with pytest.raises(TransitionBlocked, match="has been accepted, so its chronology is not returned"):
        make.returned_chronology(people, commission)


def test_it_is_returned_again_when_every_point_is_answered_and_every_round_stays(
    people: Any, commission: Commission
) -> None:
    first = make.returned_chronology(people, commission)
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        make.returned_chronology(people, commission)
    make.answer_points(first.subject, by=commission.author)
    second = make.returned_chronology(people, commission)
    first.refresh_from_db()
    assert (first.is_open, first.handed_in_again_by) == (False, commission.author)
    make.edition_of(commission, ENROLLED, CORRECTED, LETTER)
    accepted = commission.chronologies.get(status="accepted")
    assert list(ReturnRound.objects.about(accepted)) == [first, second]


def test_the_points_stand_among_the_authors_work_before_and_after_hand_in(
    people: Any, commission: Commission
) -> None:
    words = f"Answer two points on the chronology of {commission.agency}"
    make.submitted_imr(commission)
    current = make.returned_chronology(people, commission)
    assert tasks(commission.author) == [words]
    assert words not in tasks(people.manager) + tasks(people.panel_chair)
    corrected = make.edition_of(commission, accepted=False)
    assert sorted(tasks(commission.author)) == ["Accept your chronology", words]
    chronologies.accept(corrected, by=commission.author)
    make.answer_points(ReturnRound.objects.get(pk=current.pk).subject, by=commission.author)
    assert tasks(commission.author) == []


def test_a_new_author_answers_and_an_ended_request_or_a_conflict_closes_the_points(
    people: Any, commission: Commission
) -> None:
    current = make.returned_chronology(people, commission)
    former = commission.author
    commission = authorship.replace_author(
        commission,
        author_email="n.hale@example.org",
        author_name="Noor Hale",
        reason="She is on leave.",
        by=people.manager,
    )
    with pytest.raises(Denied):
        returns.answer_point(points_of(current)[0], answer="not_changed", reason="Lost.", by=again(former))
    make.answer_points(current.subject, by=commission.author)
    reader = again(people.panel_chair)
    assert ReturnRound.objects.visible_to(reader).exists()
    review_services.declare_conflict(commission.review, of=reader, reason="A neighbour.", by=people.manager)
    assert not ReturnRound.objects.visible_to(again(reader)).exists()
    commissions.end(commission, reason="It knew nothing of the family.", by=people.manager)
    author = again(commission.author)
    assert not access.allowed("reviews.answer_point", author, points_of(current)[0])
    with pytest.raises(TransitionBlocked, match="returned to an agency whose request has ended"):
        make.returned_chronology(people, again(commission))
