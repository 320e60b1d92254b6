"""Seven cases, each brought to its stage by the services, step by step."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.enums import Outgoing
from families.models import Relative
from families.outgoing import Text
from families.services import contacts, letters, others, relatives
from panels.enums import IndependenceQuestion
from panels.models import Commission, InterviewRecord
from panels.services import closings, imrs, panel
from reviews.models import Referral, Review
from reviews.services import criteria, decisions, referrals, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal.web.stale import version_of

from ..models import OverviewReport
from ..services import reports
from . import days, kin, texts
from .agencies import answered, asked, handed_in, handed_in_twice, with_record, written
from .days import SCOPE, Scope

INDEPENDENT = {question.value: (False, "") for question in IndependenceQuestion}


def begun(people: SimpleNamespace, words: dict[str, Any]) -> Referral:
    """Create a referral that its writer has not sent yet."""
    membership = people.referrer.memberships.get()
    referral = referrals.begin(board=membership.board, agency=membership.agency, by=people.referrer)
    today = timezone.localdate()
    dates = {
        "happened_on": today - datetime.timedelta(days=9),
        "known_on": today - datetime.timedelta(days=8),
    }
    return referrals.write(referral, version=referral.version, by=people.referrer, **(dates | words))


def referred(people: SimpleNamespace, words: dict[str, Any]) -> Referral:
    """Create a referral that waits for the committee."""
    return referrals.submit(begun(people, words), by=people.referrer)


def recommended(people: SimpleNamespace, words: dict[str, Any], *, met: tuple[str, ...]) -> Referral:
    """Create a referral that waits for the chair's decision."""
    referral = referred(people, words)
    assessment = criteria.begin(referral, by=people.committee)
    for limb in assessment.procedure.criteria:
        answer = "yes" if limb.code in met else "no"
        criteria.answer(
            assessment, criterion=limb.code, met=answer, reasons="From the referral.", by=people.committee
        )
    return criteria.recommend(
        assessment,
        recommendation="review",
        reasons="The criteria are met, and there is much to learn about how agencies worked together.",
        dissent="",
        by=people.committee,
    )


def decided(people: SimpleNamespace, words: dict[str, Any], *, met: tuple[str, ...]) -> Review:
    """Create a review on the day of the chair's decision."""
    referral = recommended(people, words, met=met)
    decisions.decide(referral, outcome="review", reasons="I agree with the committee.", by=people.board_chair)
    return Review.objects.get(referral=referral)


def with_panel(people: SimpleNamespace, review: Review) -> None:
    """Chair, author, a member, and agreed terms of reference."""
    independent = {"panel_chair": "panel_chair", "author": "overview_author"}
    for key, capacity in independent.items():
        panel.appoint(
            review,
            user=getattr(people, key),
            capacity=capacity,
            answers=INDEPENDENT,
            by=people.manager,
        )
    panel.appoint(review, user=people.panel_member, capacity="panel_member", by=people.manager)
    drafted = drafted_terms(people, review)
    terms.agree(terms.propose(drafted, by=people.manager), by=people.panel_chair)


def drafted_terms(
    people: SimpleNamespace,
    review: Review,
    scope: Scope = SCOPE,
    questions: tuple[str, ...] = texts.QUESTIONS,
) -> Any:
    drafted = terms.draft(review, by=people.manager)
    return terms.write(
        drafted,
        version=drafted.version,
        scope_start=scope[0],
        scope_end=scope[1],
        questions=questions,
        by=people.manager,
    )


def set_up(people: SimpleNamespace) -> Review:
    """Decided; terms put before a chair just appointed, returned once with a point, and put before the chair again."""
    review = decided(people, texts.REFERRAL_SET_UP, met=("death", "abuse_or_neglect", "working_together"))
    panel.appoint(
        review,
        user=people.panel_chair,
        capacity="panel_chair",
        answers=INDEPENDENT,
        by=people.manager,
    )
    years = (datetime.date(2023, 9, 1), review.referral.happened_on or review.decided_on)
    proposed = terms.propose(drafted_terms(people, review, years), by=people.manager)
    returned = terms.send_back(proposed, points=[NewPoint(texts.POINT_TO_TERMS)], by=people.panel_chair)
    widened = drafted_terms(people, review, years, (*texts.QUESTIONS, texts.QUESTION_ADDED))
    answered(returned, "changed", by=people.manager)
    terms.propose(widened, by=people.manager)
    return review


def gathering(people: SimpleNamespace) -> Review:
    """Three agencies at work: one with rows to mend and records to check, one still to begin, one handed in.

    The first record was shared long enough ago for the author to ask the agency's lead to close it.
    """
    with days.ago(20):
        review, health, record = begun_to_gather(people)
    for waited in (18, 9):
        with days.ago(waited):
            closings.remind(record, by=people.health_author)
    closings.ask(record, reason=texts.CLOSING, by=people.health_author)
    with_record(people, health, people.nurse.email, people.nurse.name, "Health visitor", texts.INTERVIEW)
    handed_in_twice(people, review.commissions.get(agency__kind="school").management_review)
    grandmother = relatives.add(
        review,
        name="Mrs Ysolde Quillfeather",
        relationship="grandparent",
        label="Grandmother",
        contact_details="By telephone in the morning.",
        safe_contact="Her daughter may be told that we called.",
        wishes="She would like her son with her.",
        by=people.contact,
    )
    kin.related(people, review)
    letter_to(people, grandmother)
    return review


def letter_to(people: SimpleNamespace, relative: Relative) -> None:
    """Write a letter that tells a relative where another one stays: a second person has been asked about it."""
    letter = letters.begin(relative, kind="asked", text=texts.LETTER, by=people.contact)
    others.ask(Text(Outgoing.LETTER, letter, relative), by=people.contact)


def begun_to_gather(people: SimpleNamespace) -> tuple[Review, Commission, InterviewRecord]:
    """Agencies asked, chronologies handed in, and one record that its person has not answered."""
    review = decided(people, texts.REFERRAL_GATHERING, met=("death", "abuse_or_neglect", "working_together"))
    with_panel(people, review)
    told_mother(people, review, "Mrs Oona Quillfeather")
    health = asked(people, review, "Solent Community Health", people.health_author)
    asked(people, review, "Harbour Police", people.police_author)
    school = asked(people, review, "Ferry Road Primary School", people.school_author)
    reviews.advance(review, "gathering", by=people.manager)
    handed_in(health, "health_visiting.xlsx")
    written(health, "Tamsin Quillfeather")
    handed_in(school, "school.csv", settle=True)
    written(school, "Tamsin Quillfeather")
    record = with_record(
        people, health, "perran.loe@demo.example", "Perran Loe", "Duty desk officer", texts.INTERVIEW_DUTY
    )
    return review, health, record


def reporting(people: SimpleNamespace) -> OverviewReport:
    """Return the report with the overview written, the summary still to come."""
    report = reported(people, texts.REFERRAL_REPORTING, "Ewan Sallow", mother="Mrs Brida Sallow")
    text = texts.OVERVIEW.format(child="Ewan Sallow", given="Ewan")
    return reports.write(
        report, part="overview", text=text, version=version_of(report, "overview"), by=people.author
    )


def reported(people: SimpleNamespace, words: dict[str, Any], child: str, *, mother: str) -> OverviewReport:
    """One agency's review accepted; the overview author has begun."""
    review = decided(people, words, met=("violent_assault", "abuse_or_neglect", "working_together"))
    with_panel(people, review)
    told_mother(people, review, mother)
    police = asked(people, review, "Harbour Police", people.police_author)
    reviews.advance(review, "gathering", by=people.manager)
    handed_in(police, "police.csv", settle=True)
    written(police, child)
    imrs.submit(police.management_review, by=people.police_author)
    imrs.accept(police.management_review, by=people.panel_chair)
    reviews.advance(review, "reporting", by=people.manager)
    return reports.begin(review, by=people.author)


def told_mother(people: SimpleNamespace, review: Review, name: str) -> None:
    """Record the mother, told at a visit, with a personal contact of her own."""
    contacts.name(review, user=people.contact, by=people.manager)
    mother = relatives.add(
        review,
        name=name,
        relationship="mother",
        label="Mother",
        contact_details="By letter first, then telephone in the afternoon.",
        safe_contact="No message on the telephone. Letters in a plain envelope.",
        wishes="Not on a Friday. Her sister sits with her.",
        by=people.contact,
    )
    relatives.record_contact(
        mother,
        kind="told",
        means="visit",
        on=timezone.localdate(),
        note="She was told that there is a review, what it is for, and that she need not do anything.",
        by=people.contact,
    )
