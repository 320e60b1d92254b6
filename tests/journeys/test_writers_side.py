"""The side of whoever writes: their own words in clear at work, with labels on demand, and labels for everybody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from families.services import contacts, relatives
from reports.services import reports
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.web.stale import version_of
from tests import cast, make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

WORDS = "Tamsin Quillfeather was seen at home."
OTHERS_READ = "was seen at home."
Written = tuple[User, User, str]
"""Who wrote it, somebody else who may read it, and where."""


def referral() -> Written:
    people = make.staff(make.board())
    return people.referrer, people.manager, make.referral(people, account=WORDS).get_absolute_url()


def note_of_a_contact() -> Written:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    mother, person = make.relative(people, review), make.member(people.board, Role.FAMILY_LIAISON)
    contacts.name(review, user=person, by=people.manager)
    day = timezone.localdate()
    relatives.record_contact(mother, kind="heard", means="visit", on=day, note=WORDS, by=person)
    return person, people.panel_chair, mother.get_absolute_url()


def overview_report() -> Written:
    world = cast.world()
    people = cast.begin(world, make.review(world.people)).people
    cast.hand_in(world)
    report = cast.begin_report(world)
    version = version_of(report, "overview")
    report = reports.write(report, part="overview", text=WORDS, version=version, by=people.author)
    reports.submit(report, by=people.author)
    return people.author, people.panel_chair, report.get_absolute_url()


@pytest.mark.parametrize("written", [referral, note_of_a_contact, overview_report])
def test_whoever_writes_reads_their_own_words_in_clear_and_others_read_labels(
    visitor: NewVisitor, written: Callable[[], Written]
) -> None:
    by, other, path = written()
    writer, reader = let_in(visitor(), by), let_in(visitor(), other)
    writer.go(path)
    writer.must_read(WORDS, "as you wrote it")
    writer.follow("Read it with labels")
    writer.must_read(OTHERS_READ)
    writer.must_not_read("Quillfeather")
    writer.follow("Read your own words")
    writer.must_read(WORDS)

    reader.go(path)
    reader.must_read(OTHERS_READ)
    reader.must_not_read("Quillfeather", "as you wrote it")


def test_author_and_person_interviewed_read_the_record_in_clear_and_nobody_else_reads_it(
    visitor: NewVisitor,
) -> None:
    people = make.staff(make.board())
    record = make.interview(make.commission(people).management_review)
    words = f"{record.interviewee} said that Tamsin Quillfeather looked well in March."
    for person in (record.imr.author, record.interviewee):
        reader = let_in(visitor(), person)
        reader.go(record.get_absolute_url())
        reader.must_read(words)
    for person in (people.manager, people.panel_chair):
        other = let_in(visitor(), person)
        other.go(record.get_absolute_url())
        assert other.status in (403, 404), f"{person} reads the record"
