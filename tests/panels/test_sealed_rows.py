"""A row that is sealed stays sealed in a corrected file, and through mending; where it is not found the file is closed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from panels.models import Chronology, ChronologyEvent, RowProblem
from panels.queries import problem_rows
from panels.services import chronologies, chronology_returns, rows
from reviews.models import ReturnPoint
from reviews.seal_people import acting_next
from reviews.sealed_texts import texts_of
from reviews.services import seals
from reviews.services.returns import NewPoint
from scr_portal import access
from scr_portal.access import Denied
from scr_portal.notices.models import Notice
from scr_portal.refusals import Refused
from tests import cast, make
from tests.asking import again

pytestmark = pytest.mark.django_db

TWICE = b"Date,Source,Details\n12/01/2009,Visit book,Seen at home.\n12/01/2009,Visit book,Seen at home.\n"
"""A file with the same row twice, which is remarked on."""
SECRET, OTHER = "She moved to the refuge by the sea wall.", "Seen at nursery."


@pytest.fixture
def world() -> SimpleNamespace:
    """An accepted chronology with one row that the manager has sealed to the panel chair."""
    made = cast.world()
    cast.begin(made, make.review(made.people))
    made.first = make.edition_of(made.commission, OTHER, SECRET)
    made.row = ChronologyEvent.objects.get(chronology=made.first, row=3)
    made.seal = make.seal(made.row, made.who["pch"], by=made.who["bm"])
    return made


def read_by(user: Any, chronology: Chronology) -> set[str]:
    """The details of the rows of an edition that this person reads."""
    events = ChronologyEvent.objects.visible_to(again(user)).filter(chronology=chronology)
    return {str(event.detail.original) for event in events}


def test_a_corrected_file_with_the_same_row_is_open_but_for_that_row(world: Any) -> None:
    corrected = make.edition_of(world.commission, OTHER, SECRET, "Letter sent.", accepted=False)
    author = world.commission.author
    assert read_by(author, corrected) == {OTHER, "Letter sent."}
    assert seals.subject_of(world.seal).chronology == corrected
    assert Chronology.objects.visible_to(again(author)).filter(pk=corrected.pk).exists()
    assert read_by(author, world.first) == {OTHER}
    assert not Notice.objects.filter(template="seal_changed").exists()


def test_a_corrected_file_in_which_the_row_reads_otherwise_is_closed_and_the_sealer_told(world: Any) -> None:
    corrected = make.edition_of(world.commission, OTHER, f"{SECRET} By taxi.", accepted=False)
    assert read_by(world.commission.author, corrected) == set()
    assert not Chronology.objects.visible_to(again(world.commission.author)).filter(pk=corrected.pk).exists()
    assert read_by(world.commission.author, world.first) == {OTHER}
    assert Notice.objects.filter(template="seal_changed", to=world.who["bm"]).count() == 1


def test_what_is_sealed_as_a_file_is_sealed_in_its_next_edition_too(world: Any) -> None:
    seals.lift(world.seal, reason="Sealed as a whole.", by=world.who["bm"])
    make.seal(world.first, by=world.who["bm"])
    corrected = make.edition_of(world.commission, OTHER, "Another.", accepted=False)
    assert read_by(world.commission.author, corrected) == set()


def test_a_row_sealed_while_a_corrected_file_waits_is_sealed_in_that_file_too() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = make.edition_of(made.commission, OTHER, SECRET)
    waiting = make.edition_of(made.commission, OTHER, SECRET, "Letter sent.", accepted=False)
    row = ChronologyEvent.objects.get(chronology=first, row=3)
    make.seal(row, made.who["pch"], by=made.who["bm"])
    assert read_by(made.commission.author, waiting) == {OTHER, "Letter sent."}
    chronologies.accept(waiting, by=made.commission.author)
    assert read_by(made.who["pm"], waiting) == {OTHER, "Letter sent."}


def test_a_waiting_file_in_which_the_sealed_row_reads_otherwise_is_closed_and_the_sealer_told() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = make.edition_of(made.commission, OTHER, SECRET)
    waiting = make.edition_of(made.commission, OTHER, f"{SECRET} By taxi.", accepted=False)
    make.seal(ChronologyEvent.objects.get(chronology=first, row=3), made.who["pch"], by=made.who["bm"])
    assert read_by(made.commission.author, waiting) == set()
    assert Notice.objects.filter(template="seal_changed", to=made.who["bm"]).count() == 1


def test_nobody_finds_out_what_a_sealed_row_says_by_returning_its_chronology(world: Any) -> None:
    """A point quotes words of a row and is refused where they do not stand there: that would tell which do."""
    seals.lift(world.seal, reason="Sealed to others.", by=world.who["bm"])
    make.seal(world.row, by=world.who["bm"])
    said = "A row of this chronology is sealed to you. It is returned by somebody who reads all of it."
    points = [NewPoint("Which?", section="row_3", quoted="the refuge by")]
    with pytest.raises(Denied, match=said):
        chronology_returns.send_back(again(world.first), points=points, by=again(world.who["pch"]))
    assert chronology_returns.send_back(again(world.first), points=points, by=again(world.who["bm"]))


def test_lifting_the_seal_opens_every_edition(world: Any) -> None:
    corrected = make.edition_of(world.commission, OTHER, f"{SECRET} By taxi.", accepted=False)
    seals.lift(world.seal, reason="The trial is over.", by=world.who["bm"])
    assert SECRET in read_by(world.commission.author, world.first)
    assert f"{SECRET} By taxi." in read_by(world.commission.author, corrected)


def test_a_row_that_is_left_out_and_taken_back_is_the_same_row_and_stays_sealed() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    chronology = make.chronology_of(made.commission, TWICE)
    author = made.commission.author
    remark = next(row for row in problem_rows(chronology) if row.severity == "warning").problem
    event = ChronologyEvent.objects.get(chronology=chronology, part=remark.part, row=remark.row)
    make.seal(event, author, by=author)
    rows.leave_out(remark, reason="Twice in the file.", by=author)
    rows.take_back(remark, by=author)
    lead = again(made.who["agl"])
    assert ChronologyEvent.objects.filter(pk=event.pk).exists()
    assert not ChronologyEvent.objects.visible_to(lead).filter(pk=event.pk).exists()


def test_what_was_said_about_a_sealed_row_is_closed_with_it() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    chronology = make.chronology_of(made.commission, TWICE)
    author = made.commission.author
    remark = next(row for row in problem_rows(chronology) if row.severity == "warning").problem
    event = ChronologyEvent.objects.get(chronology=chronology, part=remark.part, row=remark.row)
    assert RowProblem.objects.visible_to(again(author)).filter(pk=remark.pk).exists()
    make.seal(event, by=author)
    seal = make_nobody_but(made, event)
    assert not RowProblem.objects.visible_to(again(author)).filter(pk=remark.pk).exists()
    said = f"This row is {seal.words}. Ask the business manager."
    assert access.refusal("panels.accept_chronology", again(author), again(remark)) == said


def make_nobody_but(made: SimpleNamespace, event: ChronologyEvent) -> Any:
    """Have the seal of a row name nobody but another than its author."""
    seal = event.chronology.review.seals.get()
    for reader in seal.readers.all():
        reader.delete()
    return seal


def test_a_row_that_says_the_same_as_a_sealed_one_is_sealed_with_it_in_every_edition() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = on_one_day(made, SECRET, OTHER, SECRET)
    row = ChronologyEvent.objects.get(chronology=first, row=2)
    make.seal(row, by=made.commission.author)
    assert read_by(made.who["agl"], first) == {OTHER}
    corrected = on_one_day(made, OTHER, SECRET, SECRET, SECRET)
    assert read_by(made.who["agl"], corrected) == {OTHER}
    assert not Notice.objects.filter(template="seal_changed").exists()


def test_a_corrected_file_in_which_one_of_two_equal_rows_reads_otherwise_is_closed() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = on_one_day(made, SECRET, OTHER, SECRET)
    make.seal(ChronologyEvent.objects.get(chronology=first, row=2), by=made.commission.author)
    corrected = on_one_day(made, SECRET, OTHER, f"{SECRET} By taxi.")
    assert read_by(made.who["agl"], corrected) == set()


def on_one_day(made: SimpleNamespace, *details: str) -> Chronology:
    """An edition whose rows differ by nothing but their details."""
    rows = [f"12/01/2009,Visit book,{text}" for text in details]
    return make.chronology_of(made.commission, "\n".join(["Date,Source,Details", *rows]).encode())


def test_a_row_sealed_in_a_waiting_file_is_sealed_in_the_one_in_force_however_it_read_there() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = make.edition_of(made.commission, OTHER, SECRET)
    waiting = make.edition_of(made.commission, OTHER, f"{SECRET} By taxi.", "Letter sent.", accepted=False)
    seal = make.seal(ChronologyEvent.objects.get(chronology=waiting, row=3), by=made.commission.author)
    assert read_by(made.who["pm"], first) == {OTHER}
    assert read_by(made.who["agl"], waiting) == {OTHER, "Letter sent."}
    assert seals.subject_of(seal).chronology == waiting
    assert any(SECRET in text for text in texts_of(seal))
    assert not seal.closes_more()


def test_a_new_row_sealed_in_a_waiting_file_leaves_the_one_in_force_open() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = make.edition_of(made.commission, OTHER)
    waiting = make.edition_of(made.commission, OTHER, SECRET, accepted=False)
    make.seal(ChronologyEvent.objects.get(chronology=waiting, row=3), by=made.commission.author)
    assert read_by(made.who["pm"], first) == {OTHER}


def test_an_author_who_has_points_to_answer_is_named_first_when_one_of_the_rows_is_sealed(world: Any) -> None:
    seals.lift(world.seal, reason="Sealed anew.", by=world.who["bm"])
    points = [NewPoint("Who came?", section="row_2")]
    chronology_returns.send_back(again(world.first), points=points, by=again(world.who["bm"]))
    author = world.commission.author
    assert author in [one.person for one in acting_next(again(world.row))]
    with pytest.raises(Refused) as refused:
        make.seal(again(world.row), by=world.who["bm"], without=False)
    assert f"{author} could not read it" in refused.value.sentences["without"][0]
    make.seal(again(world.row), author, by=world.who["bm"], without=False)
    assert ReturnPoint.objects.visible_to(again(author)).exists()


def test_a_change_of_a_seal_is_told_to_the_manager_once_whoever_placed_it_has_left() -> None:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    first = make.edition_of(made.commission, OTHER, SECRET)
    chair = made.who["pch"]
    make.seal(ChronologyEvent.objects.get(chronology=first, row=3), by=chair)
    chair.memberships.update(ended_on=timezone.localdate())
    make.edition_of(made.commission, OTHER, f"{SECRET} By taxi.", accepted=False)
    told = Notice.objects.filter(template="seal_changed")
    assert [notice.to for notice in told] == [made.who["bm"]]
