"""A page shows no form that its service would refuse whatever is typed: it says why in its place, and takes no POST."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from families.models import Relative
from families.services import relatives
from panels.services import closings, interviews, receipts
from reports.services import combinations, editions
from reviews.services import criteria, reviews, seals, terms
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from tests import make
from tests.platform.signing_in import sign_in

Shut = Iterator[tuple[str, Any, tuple[Any, ...], str]]
"""Name of the address, who may do the step, the keys of the address, and what the page says in place of the form."""

GONE, DONE = "This step is not open from where the case stands.", "This has already been done."

pytestmark = pytest.mark.django_db


def of_a_referral() -> Shut:
    people = make.staff(make.board(procedure=""))
    about = make.referral(people)
    criteria.choose_procedure(
        about, procedure_code="portsmouth-2010", reason="As the board agreed.", by=people.committee
    )
    make.assessment(people, about)
    yield "reviews:procedure", people.committee, (about.pk,), "so it can no longer be changed"


def of_a_review() -> Shut:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    yield (
        "panels:appoint_person",
        people.manager,
        (review.pk, "panel_chair"),
        "holds this appointment already",
    )
    day = timezone.localdate()
    draft = terms.write(
        terms.draft(review, by=people.manager),
        version=0,
        scope_start=day,
        scope_end=day,
        questions=["Was the child seen and heard?"],
        by=people.manager,
    )
    yield "reviews:terms_agree", people.panel_chair, (review.pk,), GONE
    terms.propose(draft, by=people.manager)
    yield "reviews:terms_propose", people.manager, (review.pk,), DONE
    over = make.ended(
        people,
        reviews.record_proceeding(
            review,
            kind="criminal",
            holds_publication=True,
            holds_family_contact=False,
            reason="The police ask for it.",
            look_again_on=timezone.localdate() + datetime.timedelta(days=14),
            by=people.manager,
        ),
    )
    for step in ("proceeding_again", "proceeding_end"):
        yield f"reviews:{step}", people.manager, (review.pk, over.pk), "are recorded as over already"
    make.hold(people, mother := make.relative(people, review), agreed=False)
    yield "families:not_told", people.manager, (review.pk, mother.pk), "waits"


def of_seals() -> Shut:
    people = make.staff(make.board())
    asked = make.commission(people)
    imr = make.submitted_imr(asked)
    seal = make.seal(imr, by=people.manager)
    yield "reviews:seal_new", people.manager, ("contribution", imr.pk), "This is sealed already."
    seals.lift(seal, reason="The trial is over.", by=people.manager)
    for step in ("seal_again", "seal_lift"):
        yield f"reviews:{step}", people.manager, (seal.pk,), "This seal is in force no more"


def of_an_agency() -> Shut:
    people = make.staff(make.board())
    asked = make.commission(people)
    case, author = asked.review_id, asked.author
    yield "panels:commission_issue", people.manager, (case, asked.pk), DONE
    chronology = make.chronology(asked)
    yield "panels:chronology_accept", author, (case, chronology.pk), DONE
    row, corrected = (case, chronology.pk, 1, 5), "hand in a corrected file"
    yield "panels:row_add", author, row[:2], corrected
    yield "panels:chronology_fix_list", author, row[:2], corrected
    for step in ("row_cells", "row_leave_out", "row_remove"):
        yield f"panels:{step}", author, row, corrected
    record = make.interview(asked.management_review)
    yield "panels:interview_share", author, (record.pk,), DONE
    yield "panels:interview_call_off", author, (record.pk,), GONE
    yield "panels:interview_write", author, (record.pk,), "can no longer be changed"
    closings.remind(record, by=author)
    yield "panels:interview_remind", author, (record.pk,), "A reminder was sent today."
    receipts.record_given(record, received_on=timezone.localdate(), given_by="Her manager", by=author)
    yield "panels:interview_terms_given", author, (record.pk,), "recorded"
    interviews.confirm(record, by=record.interviewee)
    yield "panels:interview_remind", author, (record.pk,), "nothing for this person to check"
    yield "panels:interview_close", author, (record.pk,), GONE
    judged = make.accepted_imr(people, make.commission(people, asked.review))
    yield "panels:imr_judge", people.panel_chair, (case, judged.pk), DONE


def of_closings() -> Shut:
    record = make.unanswered_interview()
    asked = record.imr.commission
    lead = User.objects.get(memberships__role=Role.AGENCY_LEAD, memberships__agency=asked.agency)
    for is_here, sentence in ((False, "Nobody else in your agency can agree"), (True, "")):
        lead.is_active = is_here
        lead.save()
        if sentence:
            yield "panels:interview_close", asked.author, (record.pk,), sentence
    closing = closings.ask(record, reason="She has left.", by=asked.author)
    yield "panels:interview_close", asked.author, (record.pk,), "has been asked already"
    closings.decline(closing, answer="She is back on Monday.", by=lead)
    yield "panels:interview_closing_answer", lead, (closing.pk,), "This has been answered already."


def of_the_report() -> Shut:
    people = make.staff(make.board())
    report = make.signed_report(people)
    case, day = report.review_id, timezone.localdate()
    yield "reports:report_sign", people.chair, (case,), DONE
    yield "reports:report_agree", people.panel_chair, (case,), GONE
    edition = make.edition(people, report)
    yield "reports:edition_prepare", people.manager, (case,), "There is an edition already."
    yield "reports:publish", people.manager, (case,), GONE
    edition = make.searched(edition, by=people.manager)
    mother = Relative.objects.get()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    editions.publish(edition, by=people.manager)
    yield "reports:copy_file", people.manager, (case, mother.pk), "The report is public."
    yield "reports:publish", people.manager, (case,), DONE


def of_combinations() -> Shut:
    people = make.staff(make.board())
    report = make.signed_report(people, overview=make.TOGETHER)
    edition = make.edition(people, report, cleared=False)
    case, nothing = report.review_id, "0" * 20
    yield "reports:coarsen", people.manager, (case, nothing), "The text does not say this any more."
    yield "reports:combination_keep", people.manager, (case, nothing), "so it needs no reason."
    kept = make.kept_together(edition, by=people.manager)
    combinations.answer(kept, answer="agreed", reason="It is what was missed.", by=people.chair)
    yield "reports:combination_answer", people.chair, (case, kept.pk), "has answered this already."


@pytest.mark.parametrize(
    "states",
    [of_a_referral, of_a_review, of_seals, of_an_agency, of_closings, of_the_report, of_combinations],
)
def test_page_whose_service_would_refuse_whatever_is_typed_shows_no_form_and_says_why(states: Any) -> None:
    wrong = []
    for name, user, keys, sentence in states():
        client, path = sign_in(Client(), user), reverse(name, args=keys)
        page = client.get(path)
        main = html.fromstring(page.content).find(".//main")
        said, forms = main.text_content(), main.xpath(".//form[@method='post']")
        if page.status_code != 200 or sentence not in said or forms:
            wrong.append(
                f"{name} answers {page.status_code}, {len(forms)} forms: {' '.join(said.split())[:200]}"
            )
        if (sent := client.post(path).status_code) != 409:
            wrong.append(f"{name} answers {sent} to what is sent all the same")
    assert wrong == []
