"""The end of a whole case: its report is written and signed, and its edition read, cleared and published."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.services import relatives
from reports.models import SearchHit
from reports.services import (
    editions,
    findings,
    flags,
    freezing,
    objections,
    readers,
    reports,
    settlements,
)
from reviews.models import ReturnPoint
from reviews.services import identities, proceedings, returns, reviews
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.jobs import claims
from scr_portal.web.stale import version_of
from tests import make


def reported(people: SimpleNamespace) -> Iterator[str]:
    made = reports.begin(people.review, by=people.author)
    yield "a report begun"
    for part in ("overview", "summary"):
        text = "Tamsin Quillfeather was not seen in spring. Her mother rang Quentin Marlowe on 3 March 2009."
        made = reports.write(made, part=part, text=text, version=version_of(made, part), by=people.author)
        yield f"{part} written, with a name that nobody has settled"
    make.name_on_purpose(people, made)
    yield "the name in the report settled"
    made = reports.submit(made, by=people.author)
    yield "a report before the panel"
    made = make.returned_report(made, by=people.panel_chair)
    yield "a report returned with a point"
    make.answer_points(made, by=people.author)
    yield "its point answered"
    made = reports.submit(made, by=people.author)
    reports.agree(made, digest=made.digest, by=people.panel_chair)
    yield "a report agreed"
    reports.sign_off(made, digest=made.digest, by=people.chair)
    made.refresh_from_db()
    people.report = made
    yield "a report signed off"


def read_twice(people: SimpleNamespace, edition: Any) -> Iterator[str]:
    """Two readers who differ, a third who decides, and the point that comes of it."""
    first, second = make.readers_of(edition, by=people.manager)
    yield "two readers appointed"
    make.read_by(first, "was not seen in spring")
    yield "one reader finished"
    make.read_by(second)
    yield "both readers finished, with a difference"
    agency = make.agency(people.board)
    person = make.member(people.board, Role.AGENCY_LEAD, agency=agency)
    third = readers.appoint(edition, part="third", reader=person, by=people.manager)
    yield "a third reader appointed"
    finding = edition.findings.get()
    findings.decide(finding, decision="identifies", reason="A season.", by=third.reader)
    yield "the difference decided"
    returns.answer_point(
        ReturnPoint.objects.filter(round__subject_id=edition.pk).get(),
        answer="not_changed",
        reason="Many children were not seen.",
        by=people.manager,
    )
    for flag in edition.flags.filter(decision=""):
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    yield "what the readers found answered, the text as it was"


def published(people: SimpleNamespace) -> Iterator[str]:
    edition = editions.prepare(people.report, title="A child not seen in spring", by=people.manager)
    yield "an edition prepared"
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    yield "passages settled"
    yield from read_twice(people, edition)
    edition.refresh_from_db()
    point = NewPoint("She would be known.", section="overview", quoted="was not seen in spring")
    current = objections.object_to(edition, points=[point], by=people.chair)
    yield "a passage objected to"
    returns.answer_point(current.points.get(), answer="changed", by=people.manager)
    yield "the point on the edition answered, its passage not settled"
    for flag in edition.flags.filter(decision=""):
        flags.settle(flag, decision="replace", replacement="was ill", reason="Agreed.", by=people.manager)
    edition.refresh_from_db()
    yield "the passage settled again"
    make.read_by(make.readers_of(edition, by=people.manager)[0])
    yield "the changed text read again by one reader"
    make.read_by_two(edition, by=people.manager)
    yield "the changed text read again by both readers"
    edition, job = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.panel_chair)
    yield "an edition cleared, its PDF being made"
    taken = claims.take(job.pk)
    assert taken is not None
    claims.fail(taken, "The PDF could not be made.")
    yield "a PDF that could not be made"
    edition = make.searched(edition, hits=(make.hit(),), coverage="99.00", by=people.manager)
    yield "a PDF that was not read in full, with something found in it"
    edition = make.searched(edition, hits=(make.hit(),), by=people.manager)
    yield "something found in the PDF"
    hit = SearchHit.objects.filter(agreed_by__isnull=True, settlement="").latest("search__made_at")
    hit = settlements.settle(hit, reason="It is a salt works.", by=people.manager)
    yield "a second person to agree"
    settlements.agree(hit, by=people.panel_chair)
    edition.refresh_from_db()
    yield "a PDF made and searched"
    held = reviews.record_proceeding(
        people.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    yield "publication held"
    held = proceedings.propose_end(
        held,
        outcome="Nobody was charged.",
        over_on=timezone.localdate(),
        reason="The police have closed the case.",
        by=people.manager,
    )
    yield "an end of proceedings to be agreed"
    proceedings.agree_end(held, by=people.chair)
    relatives.record_contact(
        people.mother, kind="result", means="visit", on=timezone.localdate(), by=people.contact
    )
    editions.give_copy(
        edition,
        people.mother,
        given_on=timezone.localdate(),
        means="visit",
        declined=False,
        by=people.contact,
    )
    yield "everything ready to publish"
    register = people.review.identity_register()
    identities.enter(
        register, kind="person", canonical="Merryn Oakes", pseudonym="Nurse 7", by=people.manager
    )
    yield "a name learned after clearing"
    editions.withdraw(edition, public_note="", by=people.manager)
    yield "an edition set aside"
    report = type(people.report).objects.get(pk=people.report.pk)
    edition = editions.prepare(report, title="A child not seen in spring", by=people.manager)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    make.read_by_two(edition, by=people.manager)
    edition, _ = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)
    edition = make.searched(edition, by=people.manager)
    editions.give_copy(
        edition,
        people.mother,
        given_on=timezone.localdate(),
        means="visit",
        declined=False,
        by=people.contact,
    )
    editions.publish(edition, by=people.manager)
    yield "a report published"
