"""Each act of an agency, and each on what it hands in, is for those who may, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panels.models import RowProblem
from panels.services import (
    authorship,
    chronologies,
    chronology_columns,
    chronology_returns,
    closings,
    commissions,
    imrs,
    interviews,
    panel,
    receipts,
    rows,
)
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.accounts.models import User
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db
POINTS = [NewPoint("When was she last seen?")]


def last() -> int:
    return AuditEvent.objects.order_by("seq").values_list("seq", flat=True).last() or 0


def member_of(review: Any, role: str) -> User:
    person: User = review.board.memberships.get(role=role).user
    return person


@pytest.fixture
def world() -> SimpleNamespace:
    """An agency whose author waits: for a person interviewed, for a lead, with a chronology that has rows to settle."""
    record = make.unanswered_interview()
    imr, commission = record.imr, record.imr.commission
    chronology = make.chronology(commission, accepted=False)
    return SimpleNamespace(
        review=commission.review,
        commission=commission,
        imr=imr,
        record=record,
        closing=closings.ask(record, reason="She has left.", by=imr.author),
        chronology=chronology,
        row=RowProblem.objects.filter(chronology=chronology, severity="held").first(),
        appointment=commission.review.appointments.get(capacity="panel_member"),
    )


OF_THE_BOARD: dict[str, Callable[[Any, Any], Any]] = {
    "plan an agency": lambda world, by: commissions.plan(world.review, agency=world.commission.agency, by=by),
    "ask an agency": lambda world, by: commissions.issue(
        world.commission, author_email="a@example.org", author_name="Ada Lune", by=by
    ),
    "end what was asked": lambda world, by: commissions.end(world.commission, reason="Not needed.", by=by),
    "replace an author": lambda world, by: authorship.replace_author(
        world.commission, author_email="a@example.org", author_name="Ada Lune", reason="Ill.", by=by
    ),
    "appoint": lambda world, by: panel.appoint(world.review, user=by, capacity="panel_member", by=by),
    "end an appointment": lambda world, by: panel.end(world.appointment, by=by),
    "return a chronology": lambda world, by: chronology_returns.send_back(
        world.chronology, points=POINTS, by=by
    ),
    "accept a review": lambda world, by: imrs.accept(world.imr, by=by),
    "return a review": lambda world, by: imrs.send_back(world.imr, points=POINTS, by=by),
}
OF_THE_AUTHOR: dict[str, Callable[[Any, Any], Any]] = {
    "state independence": lambda world, by: authorship.state_independence(
        world.commission, no_involvement=True, no_line_management=True, by=by
    ),
    "hand in a chronology": lambda world, by: chronologies.upload(
        world.commission, upload=SimpleUploadedFile("visits.csv", b"Date,Source,Details\n"), by=by
    ),
    "accept a chronology": lambda world, by: chronologies.accept(world.chronology, by=by),
    "withdraw a chronology": lambda world, by: chronologies.withdraw(
        world.chronology, reason="Wrong file.", by=by
    ),
    "name columns": lambda world, by: chronology_columns.name_columns(world.chronology, answers={}, by=by),
    "mend a row": lambda world, by: rows.mend_row(world.row, by=by),
    "leave a row out": lambda world, by: rows.leave_out(world.row, reason="Outside the scope.", by=by),
    "take a row back": lambda world, by: rows.take_back(world.row, by=by),
    "write": lambda world, by: imrs.write(world.imr, section="summary", text="x", version=0, by=by),
    "hand in": lambda world, by: imrs.submit(world.imr, by=by),
    "arrange an interview": lambda world, by: interviews.arrange(
        world.imr, email="n@example.org", name="Nan Vale", job="Nurse", support="Her union", by=by
    ),
    "write a record": lambda world, by: interviews.write(
        world.record, text="x", held_on=None, version=world.record.version, by=by
    ),
    "share a record": lambda world, by: interviews.share(world.record, by=by),
    "remind": lambda world, by: closings.remind(world.record, by=by),
    "ask to close": lambda world, by: closings.ask(world.record, reason="She has left.", by=by),
    "call off": lambda world, by: closings.call_off(world.record, reason="She is ill.", by=by),
    "record terms given": lambda world, by: receipts.record_given(
        world.record, received_on=timezone.localdate(), given_by="Her manager", by=by
    ),
}
OF_THE_PERSON: dict[str, Callable[[Any, Any], Any]] = {
    "say that the terms are read": lambda world, by: receipts.confirm_read(world.record, by=by),
    "confirm": lambda world, by: interviews.confirm(world.record, by=by),
    "ask for a correction": lambda world, by: interviews.ask_correction(
        world.record, correction="It was April.", by=by
    ),
}
OF_THE_LEAD: dict[str, Callable[[Any, Any], Any]] = {
    "agree to close": lambda world, by: closings.agree(world.closing, by=by),
    "decline to close": lambda world, by: closings.decline(world.closing, answer="She is back.", by=by),
}


def refused(act: Callable[[Any, Any], Any], world: Any, by: Any) -> None:
    before = last()
    with pytest.raises(Denied):
        act(world, by)
    assert last() == before


@pytest.mark.parametrize("act", OF_THE_BOARD)
def test_an_agencys_author_neither_asks_agencies_nor_judges_what_they_hand_in(act: str, world: Any) -> None:
    refused(OF_THE_BOARD[act], world, world.imr.author)


@pytest.mark.parametrize("act", OF_THE_AUTHOR)
def test_the_board_does_nothing_in_the_place_of_an_agencys_author(act: str, world: Any) -> None:
    refused(OF_THE_AUTHOR[act], world, member_of(world.review, "business_manager"))


@pytest.mark.parametrize("act", OF_THE_PERSON)
def test_nobody_answers_in_the_place_of_the_person_interviewed(act: str, world: Any) -> None:
    for by in (world.imr.author, member_of(world.review, "business_manager")):
        refused(OF_THE_PERSON[act], world, by)


@pytest.mark.parametrize("act", OF_THE_LEAD)
def test_nobody_answers_in_the_place_of_the_agencys_lead(act: str, world: Any) -> None:
    for by in (world.imr.author, world.record.interviewee, member_of(world.review, "business_manager")):
        refused(OF_THE_LEAD[act], world, by)
    assert again(world.closing).outcome == ""
