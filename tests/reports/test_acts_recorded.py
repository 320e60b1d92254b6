"""Each act on a report and its edition stands in the record once, under its name and its person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from reports.services import (
    editions,
    findings,
    readers,
    readings,
    settlements,
)
from tests import make
from tests.asking import again
from tests.reports.acts import acts, searched_edition
from tests.reports.reading_rooms import finish, mark, room, third

pytestmark = pytest.mark.django_db


@pytest.fixture
def searched() -> SimpleNamespace:
    return searched_edition()


def test_a_report_leaves_one_act_for_each_step_from_its_beginning_to_the_public_and_back() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    editions.publish(edition, by=people.manager)
    editions.withdraw(edition, public_note="Withdrawn by the board.", by=people.manager)
    editions.withdraw(edition, public_note="Withdrawn again.", by=people.manager)
    first, second = (row.reader_id for row in edition.readers.order_by("part"))
    author, manager, chair = people.author.pk, people.manager.pk, people.chair.pk
    assert acts(edition.review, "report", "edition") == [
        ("report.begun", author),
        ("report.written", author),
        ("report.written", author),
        ("report.submitted", author),
        ("report.signed", people.panel_chair.pk),
        ("report.signed", chair),
        ("edition.prepared", manager),
        ("edition.reader_appointed", manager),
        ("edition.reader_appointed", manager),
        ("edition.reading_finished", first),
        ("edition.reading_finished", second),
        ("edition.readings_shown", second),
        ("edition.cleared", chair),
        ("edition.rendered", manager),
        ("edition.published", manager),
        ("edition.withdrawn", manager),
    ]


def test_what_two_people_settle_of_a_search_is_four_acts(searched: Any) -> None:
    people, hit = searched.people, searched.hit
    before = len(acts(hit.review, "edition"))
    settlements.settle(hit, reason="A word.", by=people.manager)
    settlements.object_to(again(hit), objection="There is a street.", by=people.chair)
    settlements.settle(again(hit), reason="No street of the town.", by=people.manager)
    settlements.agree(again(hit), by=people.chair)
    manager, chair = people.manager.pk, people.chair.pk
    assert acts(hit.review, "edition")[before:] == [
        ("edition.hit_settled", manager),
        ("edition.hit_objected", chair),
        ("edition.hit_settled", manager),
        ("edition.hit_agreed", chair),
    ]


def test_marks_taken_back_readers_ended_and_findings_decided_stand_in_the_record() -> None:
    world = room()
    review, reading = world.edition.review, world.first.reader_id
    before = len(acts(review, "edition"))
    readings.take_back(mark(world.first, "swans"), by=world.first.reader)
    mark(world.first, "the old fort")
    readers.end(world.second, reason="Ill.", by=world.manager)
    (_, second) = make.readers_of(world.edition, by=world.manager)
    finish(world.first)
    finish(second)
    deciding = third(world)
    (finding,) = world.edition.findings.all()
    findings.decide(finding, decision="does_not", reason="There are many.", by=deciding.reader)
    assert acts(review, "edition")[before:] == [
        ("edition.marked", reading),
        ("edition.mark_taken_back", reading),
        ("edition.marked", reading),
        ("edition.reader_ended", world.manager.pk),
        ("edition.reader_appointed", world.manager.pk),
        ("edition.reading_finished", reading),
        ("edition.reading_finished", second.reader_id),
        ("edition.readings_shown", second.reader_id),
        ("edition.reader_appointed", world.manager.pk),
        ("edition.finding_decided", deciding.reader_id),
    ]


def test_setting_an_edition_aside_twice_is_one_act() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    edition = make.edition(people, report, cleared=False)
    before = len(acts(report.review, "edition"))
    editions.set_aside(edition, by=people.manager)
    editions.set_aside(edition, by=people.manager)
    assert acts(report.review, "edition")[before:] == [("edition.withdrawn", people.manager.pk)]
