"""Each act on a report and its edition is for those who may, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reports.models import EditionReader
from reports.services import (
    copies,
    editions,
    findings,
    flags,
    objections,
    readers,
    readings,
    reports,
    searches,
    settlements,
)
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again
from tests.reports.acts import acts, searched_edition
from tests.reports.reading_rooms import finish, mark, room, third
from tests.reports.test_editions import signed_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def searched() -> SimpleNamespace:
    return searched_edition()


POINTS = [NewPoint("Who saw the child?", section="overview")]


def last() -> int:
    return AuditEvent.objects.order_by("seq").values_list("seq", flat=True).last() or 0


def reader(world: Any, part: str) -> EditionReader:
    row: EditionReader = world.edition.readers.current().get(part=part)
    return row


@pytest.fixture
def before_its_readers() -> SimpleNamespace:
    """An edition before its readers: the first has marked a passage, a third is not needed yet."""
    people, edition = make.prepared_edition()
    make.readers_of(edition, by=people.manager)
    return SimpleNamespace(
        people=people, edition=edition, report=edition.report, mother=edition.review.relatives.get()
    )


def given(world: Any, by: Any) -> Any:
    return editions.give_copy(
        world.edition, world.mother, given_on=timezone.localdate(), means="visit", declined=False, by=by
    )


BEFORE_CLEARING: dict[str, Callable[[Any, Any], Any]] = {
    "begin a report": lambda world, by: reports.begin(world.report.review, by=by),
    "write": lambda world, by: reports.write(world.report, part="summary", text="x", version=0, by=by),
    "submit": lambda world, by: reports.submit(world.report, by=by),
    "return": lambda world, by: reports.send_back(world.report, points=POINTS, by=by),
    "agree": lambda world, by: reports.agree(world.report, digest=world.report.digest, by=by),
    "sign": lambda world, by: reports.sign_off(world.report, digest=world.report.digest, by=by),
    "prepare": lambda world, by: editions.prepare(world.report, title="A child", by=by),
    "appoint a reader": lambda world, by: readers.appoint(world.edition, part="first", reader=by, by=by),
    "end a reader": lambda world, by: readers.end(reader(world, "first"), reason="Ill.", by=by),
    "mark": lambda world, by: readings.mark(
        reader(world, "first"), words="spring", kind="place", note="There is one.", by=by
    ),
    "finish": lambda world, by: readings.finish(
        reader(world, "first"), could_tell="no", digest=world.edition.digest, by=by
    ),
    "object": lambda world, by: objections.object_to(world.edition, points=POINTS, by=by),
    "clear": lambda world, by: editions.clear(world.edition, digest=world.edition.digest, by=by),
    "ask for the PDF": lambda world, by: searches.ask_for_pdf(world.edition, by=by),
    "publish": lambda world, by: editions.publish(world.edition, by=by),
    "withdraw": lambda world, by: editions.withdraw(world.edition, public_note="", by=by),
    "set aside": lambda world, by: editions.set_aside(world.edition, by=by),
    "record a copy": given,
    "ask about a copy": lambda world, by: copies.ask_about(world.edition, world.mother, by=by),
    "ask for a copy": lambda world, by: copies.ask(world.edition, world.mother, by=by),
    "keep a copy": lambda world, by: copies.keep(world.edition, world.mother, make.PDF, digest="", by=by),
    "download a copy": lambda world, by: copies.download(world.edition, world.mother, by=by),
}
OF_THE_SEARCH: dict[str, Callable[[Any, Any], Any]] = {
    "settle": lambda world, by: settlements.settle(world.hit, reason="A word.", by=by),
    "agree": lambda world, by: settlements.agree(world.hit, by=by),
    "object": lambda world, by: settlements.object_to(world.hit, objection="A street.", by=by),
}


@pytest.mark.parametrize("act", BEFORE_CLEARING)
@pytest.mark.parametrize("person", ["panel_member", "committee"])
def test_no_act_on_a_report_or_its_edition_is_open_to_others_of_the_board(
    act: str, person: str, before_its_readers: Any
) -> None:
    before = last()
    with pytest.raises(Denied):
        BEFORE_CLEARING[act](before_its_readers, getattr(before_its_readers.people, person))
    assert last() == before


@pytest.mark.parametrize("act", OF_THE_SEARCH)
def test_what_a_search_found_is_settled_and_agreed_by_nobody_else_of_the_board(
    act: str, searched: Any
) -> None:
    before = last()
    with pytest.raises(Denied):
        OF_THE_SEARCH[act](searched, searched.people.panel_member)
    assert last() == before


def test_the_manager_who_appoints_readers_neither_marks_nor_decides_for_them() -> None:
    world = room()
    made = mark(world.first, "the old fort")
    for act in (
        lambda: readings.mark(world.second, words="swans", kind="place", note="Rare.", by=world.manager),
        lambda: readings.take_back(made, by=world.manager),
        lambda: readings.take_back(made, by=world.second.reader),
        lambda: readings.finish(world.first, could_tell="no", digest=world.edition.digest, by=world.manager),
    ):
        with pytest.raises(Denied, match="This page belongs to the reader"):
            act()
    assert world.first.marks.count() == 1
    finish(world.first)
    finish(world.second)
    deciding = third(world)
    (finding,) = world.edition.findings.all()
    for person in (world.manager, world.chair, world.first.reader, world.second.reader):
        with pytest.raises(Denied, match="decided by the third reader"):
            findings.decide(finding, decision="identifies", reason="There is one.", by=person)
    assert findings.decide(
        finding, decision="does_not", reason="There are many.", by=deciding.reader
    ).decided_by == (deciding.reader)


@pytest.mark.usefixtures("edition_settles_names")
def test_a_passage_is_settled_by_nobody_but_the_manager() -> None:
    people, report = signed_with("Ottoline Marsh saw the child in spring.")
    flag = make.edition(people, report, cleared=False).flags.get()
    for person in (people.chair, people.panel_chair, people.panel_member):
        with pytest.raises(Denied, match="settled by the business manager"):
            flags.settle(flag, decision="keep", reason="It fits many.", by=person)
    assert again(flag).decision == ""
    flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    assert acts(report.review, "edition")[-1] == ("edition.flag_settled", people.manager.pk)
