"""Everybody the access matrix knows, on one board and in one review, each made by the service that makes them so."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from families.services import contacts
from panels.models import Commission
from panels.services import commissions, imrs
from reports.models import OverviewReport
from reports.services import reports
from reviews.services import reviews
from scr_portal.access.roles import Role
from scr_portal.web.stale import version_of
from tests import make
from tests.factory_cache import cached

ROLES = [
    "anon",
    "ref",
    "agl",
    "imr",
    "itv",
    "lm",
    "pm",
    "pch",
    "ova",
    "sub",
    "bch",
    "bm",
    "fl",
    "ofs",
    "cor",
    "sys",
    "su",
    "ob",
    "oa",
]  # the order of the matrix


@cached
def world() -> SimpleNamespace:
    """A board with everybody who holds a role on it, before anything has happened. `who` maps the matrix's
    short names to people; the parts of one review are added by `begin`."""
    people = make.staff(make.board())
    agency = people.referrer.memberships.get().agency
    who: dict[str, Any] = {
        "anon": AnonymousUser(),
        "ref": people.referrer,
        "agl": make.member(people.board, Role.AGENCY_LEAD, agency=agency),
        "lm": make.member(people.board, Role.LINE_MANAGER, agency=agency),
        "pm": people.panel_member,
        "pch": people.panel_chair,
        "ova": people.author,
        "sub": people.committee,
        "bch": people.chair,
        "bm": people.manager,
        "fl": make.member(people.board, Role.FAMILY_LIAISON),
        "ofs": make.member(people.board, Role.INSPECTOR),
        "cor": make.member(people.board, Role.CORONER_LIAISON),
        "sys": make.member(people.board, Role.ADMINISTRATOR),
        "su": superuser(),
        "imr": make.member(people.board, Role.IMR_AUTHOR, agency=agency),
        "itv": make.member(people.board, Role.INTERVIEWEE, agency=agency),
        "oa": make.member(
            people.board, Role.IMR_AUTHOR, agency=make.agency(people.board, name="Fennmouth Homes")
        ),
        "ob": everything_elsewhere(),
    }
    return SimpleNamespace(people=people, agency=agency, who=who)


def superuser() -> Any:
    """Django's own flag and nothing else; it gives nothing here."""
    person = make.user("Perran Loveday")
    person.is_superuser = True
    person.save()
    return person


def everything_elsewhere() -> Any:
    """One person with every role there is, on another board."""
    person = make.user("Senara Pryce")
    other = make.board()
    agency = make.agency(other)
    for role in Role:
        needs = role in (
            Role.AGENCY_LEAD,
            Role.IMR_AUTHOR,
            Role.INTERVIEWEE,
            Role.LINE_MANAGER,
            Role.REFERRER,
        )
        person.memberships.create(board=other, role=role, agency=agency if needs else None)
    return person


@cached
def begin(world: SimpleNamespace, review: Any) -> SimpleNamespace:
    """Appoint, agree the terms, ask two agencies, tell the family, name its contact: agencies are reporting."""
    people, who = world.people, world.who
    world.review = make.appointed(people, review)
    world.terms = make.agreed_terms(people, review)
    world.commission = ask(world, world.agency, who["imr"])
    world.other_commission = ask(world, who["oa"].memberships.get().agency, who["oa"])
    world.relative = make.relative(people, review)
    contacts.name(review, user=who["fl"], by=people.manager)
    world.review = reviews.advance(review, "gathering", by=people.manager)
    return world


def ask(world: SimpleNamespace, agency: Any, author: Any) -> Commission:
    planned = commissions.plan(world.review, agency=agency, by=world.people.manager)
    return commissions.issue(
        planned, author_email=author.email, author_name=str(author), by=world.people.manager
    )


@cached
def hand_in(world: SimpleNamespace) -> None:
    """Both agencies' management reviews, accepted by the panel; the review goes on to its report."""
    for commission in (world.commission, world.other_commission):
        make.accepted_imr(world.people, commission)
    world.review = reviews.advance(world.review, "reporting", by=world.people.manager)


@cached
def begin_report(world: SimpleNamespace) -> OverviewReport:
    made = reports.begin(world.review, by=world.people.author)
    for part in ("overview", "summary"):
        text = "Tamsin Quillfeather was not seen in spring. Her mother asked for help twice."
        made = reports.write(
            made, part=part, text=text, version=version_of(made, part), by=world.people.author
        )
    world.report = made
    return made


@cached
def sign(world: SimpleNamespace) -> OverviewReport:
    """Submit, agree, sign off; a name that waits in the text is named on purpose."""
    make.name_on_purpose(world.people, world.report)
    made = reports.submit(world.report, by=world.people.author)
    reports.agree(made, digest=made.digest, by=world.people.panel_chair)
    reports.sign_off(made, digest=made.digest, by=world.people.chair)
    world.report.refresh_from_db()
    return world.report


@cached
def interview(world: SimpleNamespace, *, shared: bool = False) -> Any:
    """An interview of `itv` by `imr`, its record written."""
    from panels.services import interviews, receipts

    person, author = world.who["itv"], world.who["imr"]
    record = interviews.arrange(
        world.commission.management_review,
        email=person.email,
        name="Nuala Brightwater",
        job="Health visitor",
        support="Occupational health",
        by=author,
    )
    receipts.confirm_read(record, by=person)
    record = interviews.write(
        record,
        text="Nuala Brightwater said that Tamsin Quillfeather looked well in March.",
        held_on=timezone.localdate(),
        version=record.version,
        by=author,
    )
    return interviews.share(record, by=author) if shared else record


@cached
def closing(world: SimpleNamespace, record: Any, *, reason: str = "She has left the service.") -> Any:
    """A request to close the record without the person's agreement, after the days and the reminders."""
    from panels.services import closings, interviews

    author, now = world.who["imr"], timezone.now()
    if record.status != "shared":
        record = interviews.share(record, by=author)
    for days in (2, 3):
        with time_machine.travel(now + datetime.timedelta(days=days), tick=True):
            closings.remind(record, by=author)
    with time_machine.travel(now + datetime.timedelta(days=15), tick=True):
        return closings.ask(record, reason=reason, by=author)


@cached
def close_without_agreement(world: SimpleNamespace, record: Any, *, reason: str) -> Any:
    """Asked for by the author and agreed by the agency's lead, fifteen days from now."""
    from panels.services import closings

    asked = closing(world, type(record)._base_manager.get(pk=record.pk), reason=reason)
    with time_machine.travel(asked.asked_at, tick=True):
        return closings.agree(asked, by=world.who["agl"])


@cached
def accept_imr(world: SimpleNamespace) -> Any:
    return imrs.accept(world.commission.management_review, by=world.people.panel_chair)
