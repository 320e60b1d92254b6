"""What each person is told who asks to read, sign, clear or publish: one table for each state of the report."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from panels.models import Appointment
from panels.services import panel
from reports.actions import ReportAction
from reports.policy import may_agree_hit
from reports.services import editions, readers, reports, settlements
from scr_portal import access, audit
from scr_portal.access import grants
from scr_portal.access.roles import Role
from tests import cast, make
from tests.asking import again
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db

READ = "The report is shown step by step: panel, board, then agencies and family."
EDITION_READ = "Before it is public the edition is read by the manager, the chairs and the family’s contact."
AUTHOR = "The overview report is written by the independent overview author."
WITH_CHAIR = "The report is with the panel chair. It can be changed when it is returned."
OWN = "Nobody agrees their own report."
AGREED = "The report is agreed for the panel by its independent chair."
SIGNED = "The report is signed off by the board chair."
NOT_ALONE = "The board’s signature is given by somebody who neither wrote the report nor chaired the panel."
RETURNED = (
    "The report is returned by the panel chair, by a member while it is before the panel, or by the board chair "
    "who is asked to sign it."
)
PREPARED = "The public edition is prepared and published by the business manager."
CLEARED = "The edition is cleared by the panel chair or the board chair."
ANOTHER = "The edition is cleared by somebody other than the person who prepared it."
READERS = "The readers of an edition are appointed by the business manager."
FINDINGS = "What the readers found is read by the business manager and the chairs."
DIFFERENCES = "What the two readers differ about is decided by the third reader."
FLAGS = "The flags are settled by the business manager."
PASSAGES = "Words that were flagged in the public edition are read by the business manager and the chairs."
SEARCH = "What the search found is settled by the business manager, the panel chair or the board chair."
COPIES = "Copies for the family are given by its personal contact or the business manager."
NOT_YET = "A copy can be given once the edition has been cleared and its PDF made."
HITS_WHEN = "What the search found is settled after the edition is cleared and before it is public."
WITHDRAWN = "A published report is withdrawn by the business manager."


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    cast.begin(made, make.review(made.people))
    cast.hand_in(made)
    return made


def test_a_report_is_written_by_its_author_and_returned_by_those_before_whom_it_is(world: Any) -> None:
    people = world.people
    assert_told(world, ReportAction.WRITE_REPORT, world.review, "ova", AUTHOR)
    row = cast.begin_report(world)
    assert_told(world, ReportAction.WRITE_REPORT, row, "ova", AUTHOR)

    row = reports.submit(row, by=people.author)
    assert_told(world, ReportAction.WRITE_REPORT, row, "", AUTHOR, {"ova": WITH_CHAIR})
    assert_told(world, ReportAction.AGREE_REPORT, row, "pch", AGREED, {"ova": OWN})
    assert_told(world, ReportAction.RETURN_REPORT, row, "pch pm", RETURNED)
    assert_told(world, ReportAction.VIEW_REPORT, row, "ova pch pm bm", READ)

    reports.agree(row, digest=row.digest, by=people.panel_chair)
    row = again(row)
    assert_told(world, ReportAction.RETURN_REPORT, row, "pch bch", RETURNED)
    assert_told(world, ReportAction.SIGN_REPORT, row, "bch", SIGNED, {"ova pch": NOT_ALONE})

    make.returned_report(row, by=people.panel_chair)
    assert_told(world, ReportAction.WRITE_REPORT, again(row), "ova", AUTHOR)


def test_a_board_chair_who_wrote_or_chaired_signs_nothing(world: Any) -> None:
    row = reports.submit(cast.begin_report(world), by=world.people.author)
    for person in (world.people.author, world.people.panel_chair):
        person.memberships.create(board=world.people.board, role=Role.BOARD_CHAIR)
        assert access.refusal(ReportAction.SIGN_REPORT, person, row) == NOT_ALONE


def test_who_wrote_in_a_report_or_agreed_it_once_signs_nothing_in_another_office(world: Any) -> None:
    people = world.people
    row = reports.submit(cast.begin_report(world), by=people.author)
    reports.agree(row, digest=row.digest, by=people.panel_chair)
    for person in (people.author, people.panel_chair):
        for appointment in Appointment.objects.filter(user=person, review=world.review):
            panel.end(appointment, by=people.manager)
        person.memberships.create(board=people.board, role=Role.BOARD_CHAIR)
        assert access.refusal(ReportAction.SIGN_REPORT, again(person), again(row)) == NOT_ALONE
        with pytest.raises(access.Denied, match="neither wrote the report nor chaired"):
            reports.sign_off(again(row), digest=row.digest, by=again(person))
    assert access.refusal(ReportAction.SIGN_REPORT, people.chair, again(row)) is None


def test_who_wrote_in_a_report_once_does_not_agree_it_as_the_chair_of_the_panel(world: Any) -> None:
    people = world.people
    row = reports.submit(cast.begin_report(world), by=people.author)
    for person in (people.author, people.panel_chair):
        panel.end(Appointment.objects.get(user=person, review=world.review), by=people.manager)
    grants.grant(people.author, "chair_panel", world.review)
    assert access.refusal(ReportAction.AGREE_REPORT, again(people.author), again(row)) == OWN


def test_an_edition_is_prepared_by_the_manager_and_cleared_by_a_chair(world: Any) -> None:
    cast.begin_report(world)
    report = cast.sign(world)
    assert_told(world, ReportAction.PREPARE_EDITION, report, "bm", PREPARED)
    assert_told(world, ReportAction.CLEAR_EDITION, report, "bch pch", CLEARED)
    row = make.edition(world.people, report, cleared=False)
    assert_told(world, ReportAction.CLEAR_EDITION, row, "bch pch", CLEARED, {"bm": ANOTHER})
    assert_told(world, ReportAction.SETTLE_FLAG, row, "bm", FLAGS)
    assert_told(world, ReportAction.VIEW_PASSAGES, row, "bm bch pch", PASSAGES)
    assert_told(world, ReportAction.APPOINT_READER, row, "bm", READERS)
    assert_told(world, ReportAction.VIEW_FINDINGS, row, "bm bch pch", FINDINGS)
    assert_told(world, ReportAction.DECIDE_FINDING, row, "", DIFFERENCES)
    assert_told(world, ReportAction.VIEW_EDITION, row, "bm bch pch fl", EDITION_READ)
    assert_told(world, ReportAction.SETTLE_HIT, row, "", HITS_WHEN)
    assert_told(world, ReportAction.GIVE_COPY, row, "", NOT_YET)


def test_who_settled_a_passage_does_not_clear_the_edition_in_another_office(world: Any) -> None:
    people = world.people
    cast.begin_report(world)
    report = cast.sign(world)
    row = make.edition(people, report, cleared=False)
    second = make.member(people.board, Role.BUSINESS_MANAGER)
    audit.record("edition.flag_settled", by=second, on=row, number=1, decision="keep", places=1)
    second.memberships.create(board=people.board, role=Role.BOARD_CHAIR)
    assert access.refusal(ReportAction.CLEAR_EDITION, again(second), row) == (
        "The edition is cleared by somebody who settled none of its passages."
    )


def test_what_the_search_found_is_settled_by_manager_and_chairs_and_agreed_by_another(world: Any) -> None:
    people = world.people
    cast.begin_report(world)
    row = make.searched(make.edition(people, cast.sign(world)), hits=(make.hit(),), by=people.manager)
    assert_told(world, ReportAction.SETTLE_FLAG, row, "", "This edition has been cleared.")
    assert_told(world, ReportAction.VIEW_PASSAGES, row, "bm bch pch", PASSAGES)
    assert_told(world, ReportAction.VIEW_SEARCH, row, "bm bch pch", SEARCH)
    assert_told(world, ReportAction.SETTLE_HIT, row, "bm bch pch", SEARCH)
    assert_told(world, ReportAction.GIVE_COPY, row, "", NOT_YET)
    hit = settlements.settle(row.search().hits.get(), reason="A word of the language.", by=people.manager)
    another = "Somebody other than the person who settled it has to agree."
    assert_told(world, ReportAction.AGREE_HIT, hit, "bch pch", SEARCH, {"bm": another})
    settlements.agree(hit, by=people.chair)
    row = again(row)
    assert_told(world, ReportAction.GIVE_COPY, row, "bm fl", COPIES)
    assert_told(world, ReportAction.SETTLE_HIT, row, "bm bch pch", SEARCH)
    assert_told(world, ReportAction.PUBLISH, row, "bm", PREPARED)
    assert_told(world, ReportAction.WITHDRAW, row, "bm", WITHDRAWN)


def test_the_pages_of_a_reader_are_theirs_while_they_read_and_of_nothing_else(world: Any) -> None:
    cast.begin_report(world)
    row = make.edition(world.people, cast.sign(world), cleared=False)
    theirs = "This page belongs to the reader."
    reader, _ = make.readers_of(row, by=world.people.manager)
    for action in (ReportAction.OPEN_READING, ReportAction.READ_BLIND):
        assert_told(world, action, reader, "", theirs)
        assert access.refusal(action, reader.reader, reader) is None
        assert access.refusal(action, reader.reader, row) == theirs
    reader.part = "third"
    assert access.refusal(ReportAction.READ_BLIND, reader.reader, reader) == (
        "The third reader decides what the two differ about, and marks nothing."
    )
    reader.part, reader.edition.status = "first", "cleared"
    assert access.refusal(ReportAction.READ_BLIND, reader.reader, reader) == (
        "This edition is no longer before its readers."
    )
    readers.end(again(reader), reason="Ill.", by=world.people.manager)
    assert access.refusal(ReportAction.OPEN_READING, reader.reader, again(reader)) == theirs


def test_an_edition_that_was_set_aside_is_neither_settled_nor_given(world: Any) -> None:
    people = world.people
    cast.begin_report(world)
    row = make.searched(make.edition(people, cast.sign(world)), hits=(make.hit(),), by=people.manager)
    hit = row.search().hits.get()
    row = again(editions.set_aside(row, by=people.manager))
    assert_told(world, ReportAction.GIVE_COPY, row, "", NOT_YET)
    assert_told(world, ReportAction.SETTLE_HIT, row, "", HITS_WHEN)
    assert may_agree_hit(people.chair, again(hit)) == HITS_WHEN
