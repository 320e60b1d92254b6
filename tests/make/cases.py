"""The case: referral, recommendation, review, terms of reference, proceedings, relatives."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import Outgoing
from families.models import FamilyLetter, OutgoingText
from families.outgoing import Text
from families.services import holds, letters, others, relatives
from panels.services import panel as panels
from reviews import passage_homes
from reviews.models import (
    SUBJECT_CHILD,
    CriteriaAssessment,
    Identity,
    Kinship,
    Proceeding,
    Referral,
    Review,
    Seal,
    TermsOfReference,
)
from reviews.services import (
    criteria,
    decisions,
    identities,
    kinship,
    passages,
    proceedings,
    referrals,
    seals,
    terms,
)
from tests.factory_cache import cached

from .people import agency, board, member, staff

CHILD = "Tamsin Quillfeather"

FIGURES = str.maketrans("0123456789", "abcdefghij")

INDEPENDENT = dict.fromkeys(("employed", "part", "line", "family"), (False, ""))
"""The answers of somebody who is independent of a case in every respect."""


@cached
def referral(people: SimpleNamespace | None = None, *, submitted: bool = True, **values: Any) -> Referral:
    """Make a referral about an invented child, sent unless asked otherwise."""
    people = people or staff(board())
    made = referrals.begin(
        board=people.board, agency=people.referrer.memberships.get().agency, by=people.referrer
    )
    values = {
        "child_name": CHILD,
        "child_born_on": "2009-02-14",
        "harm": "death",
        "happened_on": timezone.localdate() - datetime.timedelta(days=20),
        "known_on": timezone.localdate() - datetime.timedelta(days=18),
        "account": "Tamsin Quillfeather was found unwell at home. Tamsin had missed two clinic appointments.",
        "agencies_involved": "Health visiting and the police.",
        "immediate_safety": "A younger brother is staying with his aunt.",
    } | values
    made = referrals.write(made, version=made.version, by=people.referrer, **values)
    return referrals.submit(made, by=people.referrer) if submitted else made


@cached
def assessment(people: SimpleNamespace, about: Referral, *, answered: bool = True) -> CriteriaAssessment:
    made = criteria.begin(about, by=people.committee)
    if answered:
        for limb in made.procedure.criteria:
            met = "yes" if limb.code in ("death", "abuse_or_neglect", "working_together") else "no"
            criteria.answer(made, criterion=limb.code, met=met, reasons="As reported.", by=people.committee)
    return made


@cached
def recommended(people: SimpleNamespace | None = None, **values: Any) -> Referral:
    people = people or staff(board())
    about = referral(people, **values)
    return criteria.recommend(
        assessment(people, about),
        recommendation="review",
        reasons="The criteria are met.",
        dissent="",
        by=people.committee,
    )


@cached
def review(people: SimpleNamespace | None = None, **values: Any) -> Review:
    """Make a review on the day it was decided."""
    people = people or staff(board())
    about = recommended(people, **values)
    decisions.decide(about, outcome="review", reasons="The committee is right.", by=people.chair)
    return Review.objects.get(referral=about)


def person(
    people: SimpleNamespace, on: Review, label: str, *, name: str = "", role: str = "", **values: Any
) -> Identity:
    """Make somebody in the register of a case; the name is made from the label where none is given."""
    name = name or f"{label.replace(' ', '').translate(FIGURES).title()}wen Quillfeather"
    register = on.identity_register()
    made = identities.enter_person(register, name=name, role=role, pseudonym=label, by=people.manager)
    return kinship.describe(made, by=people.manager, **{"sex": "", "died": False} | values)


def child(on: Review) -> Identity:
    """Return the child at the centre, whom the referral entered."""
    found: Identity = on.identity_register().identities.get(role=SUBJECT_CHILD)
    return found


def kin(
    people: SimpleNamespace, parent: Identity, relative: Identity, kind: str = "birth", **values: Any
) -> Kinship:
    """Record what one is to the other."""
    return kinship.record(
        parent.register, person=parent, relative=relative, kind=kind, by=people.manager, **values
    )


@cached
def appointed(people: SimpleNamespace, on: Review) -> Review:
    """Chair, author and one member appointed, and whoever else the procedure puts on the panel."""
    rule = on.procedure.panel
    for person, capacity in ((people.panel_chair, "panel_chair"), (people.author, "overview_author")):
        answers = INDEPENDENT if capacity in rule.independent else {}
        panels.appoint(on, user=person, capacity=capacity, answers=answers, by=people.manager)
    core = [member(on.board, "agency_lead", agency=agency(on.board, kind=kind)) for kind in rule.core]
    for person in (people.panel_member, *core):
        panels.appoint(on, user=person, capacity="panel_member", by=people.manager)
    return on


@cached
def agreed_terms(people: SimpleNamespace, on: Review) -> TermsOfReference:
    made = terms.draft(on, by=people.manager)
    made = terms.write(
        made,
        version=made.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=["Was the child seen and heard?", "Did agencies tell each other what they knew?"],
        by=people.manager,
    )
    return terms.agree(terms.propose(made, by=people.manager), by=people.panel_chair)


def letter(people: SimpleNamespace, to: Any, text: str, *, by: Any = None) -> FamilyLetter:
    """Make a letter to a relative, not sent."""
    return letters.begin(to, kind="asked", text=text, by=by or people.manager)


def asked_about(row: FamilyLetter, *, by: Any) -> OutgoingText:
    """Have a second person asked about what a letter says of others."""
    return others.ask(Text(Outgoing.LETTER, row, row.relative), by=by)


@cached
def next_terms(people: SimpleNamespace, on: Review, *questions: str) -> TermsOfReference:
    """Have a further version of the terms of reference, with these questions, written by the manager and agreed."""
    made = terms.draft(on, by=people.manager)
    made = terms.write(
        made,
        questions=list(questions),
        scope_start=made.scope_start,
        scope_end=made.scope_end,
        version=made.version,
        by=people.manager,
    )
    made = terms.agree(terms.propose(made, by=people.manager), by=people.panel_chair)
    return TermsOfReference.objects.get(pk=made.pk)


@cached
def seal(subject: Any, *readers: Any, by: Any, days: int = 30, **values: Any) -> Seal:
    """Make a seal on one thing, for legal proceedings, until a day."""
    values = {
        "category": "proceedings",
        "reason": "The trial judge forbids it.",
        "ends": "on_day",
        "day": timezone.localdate() + datetime.timedelta(days=days),
        "without": True,
    } | values
    return seals.seal(subject, readers=list(readers), by=by, **values)


@cached
def sealed_passage(
    subject: Any, part: str, *numbers: int, readers: Any = (), by: Any, days: int = 30, **values: Any
) -> Seal:
    """Seal sentences of a section, by their numbers, for legal proceedings until a day."""
    section = passage_homes.home_of(subject).text(subject, part)
    values = {
        "category": "proceedings",
        "reason": "The trial judge forbids it.",
        "ends": "on_day",
        "day": timezone.localdate() + datetime.timedelta(days=days),
        "without": True,
    } | values
    return passages.seal_passage(
        subject,
        part=part,
        numbers=numbers,
        mark=passages.mark_of(section),
        readers=list(readers),
        by=by,
        **values,
    )


@cached
def ended(people: SimpleNamespace, proceeding: Proceeding) -> Proceeding:
    """Proceedings that are over: recorded by the manager, agreed by the board chair."""
    proceeding = proceedings.propose_end(
        proceeding,
        outcome="Nobody was charged.",
        over_on=timezone.localdate(),
        reason="The police have closed the case.",
        by=people.manager,
    )
    return proceedings.agree_end(proceeding, by=people.chair)


@cached
def hold(people: SimpleNamespace, on: Any, *, days: int = 30, agreed: bool = True) -> Any:
    """Record that the relative `on` is not told for so many days from now, asked by the manager, agreed by the panel chair."""
    made = holds.place(
        on,
        reason="The police have asked that Oona Quillfeather is not told before her interview.",
        agreed_with="police",
        look_again_on=timezone.localdate() + datetime.timedelta(days=days),
        by=people.manager,
    )
    return holds.agree(made, by=people.panel_chair) if agreed else made


@cached
def relative(people: SimpleNamespace, on: Review, *, told: bool = True) -> Any:
    made = relatives.add(
        on, name="Mrs Oona Quillfeather", relationship="mother", label="Mother", by=people.manager
    )
    if told:
        relatives.record_contact(
            made, kind="told", means="visit", on=timezone.localdate(), note="Told gently.", by=people.manager
        )
    return made
