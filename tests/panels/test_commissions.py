"""What an agency is asked for can be withdrawn, ended, asked anew, and passed to another author."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.models import ChronologyEvent, Commission, InterviewRecord
from panels.queries import integrated
from panels.services import authorship, commissions, imrs, interviews
from panels.services.authorship import NotBeingAsked
from panels.services.imrs import NoLongerAsked
from reviews.services import reviews
from reviews.services.returns import NewPoint
from scr_portal.access import Denied, grants
from scr_portal.access.roles import Role
from scr_portal.deadlines.models import Deadline
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.refusals import Refused
from scr_portal.web.stale import version_of
from scr_portal.workflow import TransitionBlocked, missing
from tests import make
from tests.asking import again, tasks
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

WHY = "The agency never knew the family."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def asked(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def told(template: str) -> set[Any]:
    return {notice.to for notice in Notice.objects.filter(template=template)}


def replace(asked: Commission, people: Any, **values: Any) -> Commission:
    new = {"author_email": "n.hale@example.org", "author_name": "Noor Hale", "reason": "She is on leave."}
    return authorship.replace_author(asked, **(new | values), by=people.manager)


# Withdrawn and ended


def test_planned_agency_is_withdrawn_and_can_be_added_again(people: Any) -> None:
    review = make.review(people)
    agency = make.agency(people.board)
    planned = commissions.plan(review, agency=agency, by=people.manager)

    withdrawn = commissions.end(planned, reason=WHY, by=people.manager)

    assert (withdrawn.status, withdrawn.ended_by, withdrawn.ended_because) == ("ended", people.manager, WHY)
    assert told("commission_ended") == set()
    assert commissions.plan(review, agency=agency, by=people.manager).status == "planned"


def test_request_that_has_ended_closes_the_work_to_its_author_at_once(people: Any, asked: Commission) -> None:
    author, url = asked.author, asked.get_absolute_url()
    client = sign_in(Client(), author)
    assert client.get(url).status_code == 200

    commissions.end(asked, reason=WHY, by=people.manager)

    for closed in (url, asked.management_review.get_absolute_url(), asked.review.get_absolute_url()):
        assert client.get(closed).status_code == 404
    assert tasks(author) == []
    assert told("commission_ended") == {author}
    assert grants.differences() == ([], [])


def test_request_that_has_ended_stops_its_clock_and_holds_nothing_back(
    people: Any, asked: Commission
) -> None:
    other = make.commission(people, asked.review)
    make.relative(people, asked.review)
    review = reviews.advance(asked.review, "gathering", by=people.manager)
    make.accepted_imr(people, other)
    words = f"{asked.agency} has not handed in its management review."
    assert [item.sentence for item in missing(review, "reporting")] == [words]
    keeping.catch_up()
    assert any(words in item.words for item in items_for(again(people.manager)))

    commissions.end(asked, reason=WHY, by=people.manager)

    assert missing(review, "reporting") == []
    clock = Deadline.objects.about(asked).get()
    assert clock.stopped_on and not Deadline.objects.about(asked).open().exists()
    assert clock.arithmetic()[-1].startswith("Stopped on")
    keeping.catch_up()
    assert not any(words in item.words for item in items_for(again(people.manager)))


def test_chronology_of_an_agency_no_longer_asked_leaves_the_integrated_one(
    people: Any, asked: Commission
) -> None:
    make.chronology(asked)
    assert integrated(ChronologyEvent.objects.all(), asked.review).exists()

    commissions.end(asked, reason=WHY, by=people.manager)

    assert not integrated(ChronologyEvent.objects.all(), asked.review).exists()


def test_interviewed_person_keeps_the_own_record_and_is_told(people: Any, asked: Commission) -> None:
    open_record = make.interview(asked.management_review)
    settled = make.interview(asked.management_review)
    interviews.confirm(settled, by=settled.interviewee)

    commissions.end(asked, reason=WHY, by=people.manager)

    client = sign_in(Client(), open_record.interviewee)
    assert client.get(open_record.get_absolute_url()).status_code == 200
    assert told("commission_ended") == {asked.author, open_record.interviewee}
    assert not InterviewRecord.objects.visible_to(again(asked.author)).exists()


def test_agency_is_not_dropped_without_a_reason_nor_twice_nor_by_others(
    people: Any, asked: Commission
) -> None:
    with pytest.raises(TransitionBlocked, match="Say why this agency is no longer asked"):
        commissions.end(asked, reason="  ", by=people.manager)
    with pytest.raises(Denied, match="made by the business manager"):
        commissions.end(asked, reason=WHY, by=people.panel_chair)
    commissions.end(asked, reason=WHY, by=people.manager)
    with pytest.raises(TransitionBlocked, match="already been done"):
        commissions.end(asked, reason=WHY, by=people.manager)


def test_database_knows_who_ended_a_commission(asked: Commission) -> None:
    asked.status = "ended"
    with pytest.raises(IntegrityError, match="commission_ended_by_somebody"), transaction.atomic():
        asked.save()


def test_nothing_is_accepted_or_returned_of_an_agency_no_longer_asked(people: Any, asked: Commission) -> None:
    imr = make.submitted_imr(asked)
    assert any("Read the management review" in task for task in tasks(people.panel_chair))
    commissions.end(asked, reason=WHY, by=people.manager)

    assert not any("Read the management review" in task for task in tasks(people.panel_chair))
    points = [NewPoint("When was the child last seen?")]
    for act in (
        lambda: imrs.accept(imr, by=people.panel_chair),
        lambda: imrs.send_back(imr, points=points, by=people.panel_chair),
    ):
        with pytest.raises(NoLongerAsked, match="This agency is no longer asked"):
            act()


# Another author


def test_new_author_sees_the_work_at_once_and_the_old_one_loses_it_at_once(
    people: Any, asked: Commission
) -> None:
    imr = asked.management_review
    record = make.interview(imr)
    imrs.write(imr, section="summary", text="What we did.", version=0, by=asked.author)
    make.chronology(asked)
    old = sign_in(Client(), asked.author)
    former, pages = (
        asked.author,
        [
            asked.get_absolute_url(),
            imr.get_absolute_url(),
            reverse("panels:imr_section", args=[asked.review_id, imr.pk, "summary"]),
            asked.chronologies.get().get_absolute_url(),
            record.get_absolute_url(),
        ],
    )
    assert [old.get(page).status_code for page in pages] == [200] * 5

    asked = replace(asked, people)

    assert [old.get(page).status_code for page in pages] == [404] * 5
    assert old.get(asked.review.get_absolute_url()).status_code == 404
    new = sign_in(Client(), asked.author)
    assert [new.get(page).status_code for page in pages] == [200] * 5
    with pytest.raises(Denied):
        imrs.write(imr, section="summary", text="Mine.", version=version_of(imr, "summary"), by=again(former))
    assert grants.differences() == ([], [])


def test_deadline_and_mails_go_to_the_right_people(people: Any, asked: Commission) -> None:
    record, former = make.interview(asked.management_review), asked.author
    asked = replace(asked, people)

    assert Deadline.objects.about(asked).get().owner == asked.author
    assert told("commission_issued") >= {asked.author}
    assert told("commission_ended") == {former}
    assert told("interview_author_changed") == {record.interviewee}
    page = sign_in(Client(), people.manager).get(asked.get_absolute_url()).content.decode()
    assert "it was Hester Loam" in page and "She is on leave." in page


def test_handing_in_meets_the_clock_of_this_agency_and_no_other(people: Any, asked: Commission) -> None:
    beside = make.commission(people, asked.review)
    make.submitted_imr(asked)
    assert Deadline.objects.about(asked).get().met_on == timezone.localdate()
    for row in (beside, asked.review):
        assert Deadline.objects.about(row).get().met_on is None


def test_statement_of_independence_is_asked_again_of_the_new_author(people: Any, asked: Commission) -> None:
    authorship.state_independence(asked, no_involvement=True, no_line_management=True, by=asked.author)
    asked = replace(asked, people)

    waiting = [item.sentence for item in missing(asked.management_review, "submitted")]
    assert "You have not yet stated that you had no part in the case." in waiting
    assert asked.no_involvement is False


@pytest.mark.parametrize("reason", ["", "   "])
def test_author_is_not_replaced_without_a_reason(people: Any, asked: Commission, reason: str) -> None:
    with pytest.raises(Refused, match="Say why somebody else writes from now on"):
        replace(asked, people, reason=reason)


def test_author_is_not_replaced_by_somebody_the_rules_stand_against(people: Any, asked: Commission) -> None:
    record = make.interview(asked.management_review)
    conflicted = make.member(people.board, Role.IMR_AUTHOR, agency=asked.agency)
    reviews.declare_conflict(asked.review, of=conflicted, reason="A cousin.", by=people.manager)
    for person, sentence in (
        (asked.author, "This person is the author already"),
        (people.panel_member, "sits on the panel"),
        (record.interviewee, "This person is interviewed in this review"),
        (conflicted, "declared a conflict of interest"),
    ):
        with pytest.raises(Refused, match=sentence):
            replace(asked, people, author_email=person.email)
    assert again(asked.author) == Commission.objects.get(pk=asked.pk).author


def test_only_an_agency_that_is_being_asked_has_an_author_to_replace(people: Any, asked: Commission) -> None:
    client = sign_in(Client(), people.manager)
    commissions.end(asked, reason=WHY, by=people.manager)
    with pytest.raises(NotBeingAsked, match="not being asked at present"):
        replace(asked, people)
    for name in ("author_replace", "commission_end"):
        assert client.get(reverse(f"panels:{name}", args=[asked.review_id, asked.pk])).status_code == 404


def test_author_who_also_writes_for_another_agency_keeps_that_one(people: Any, asked: Commission) -> None:
    second = make.commission(people, asked.review, author_email=asked.author.email)
    former = asked.author
    replace(asked, people)

    assert Commission.objects.visible_to(again(former)).get() == second
    assert grants.differences() == ([], [])


def test_lead_of_an_agency_that_is_no_longer_asked_leads_no_part_of_the_review(
    people: Any, asked: Commission
) -> None:
    lead = make.member(people.board, Role.AGENCY_LEAD, agency=asked.agency)
    assert list(Commission.objects.led_by(lead)) == [asked]
    commissions.end(asked, reason=WHY, by=people.manager)
    assert not Commission.objects.led_by(lead).exists()


def test_no_notice_of_a_case_goes_to_an_account_that_is_closed(people: Any, asked: Commission) -> None:
    assert list(grants.holders("chair_panel", asked.review)) == [people.panel_chair]
    people.panel_chair.is_active = False
    people.panel_chair.save()
    assert not grants.holders("chair_panel", asked.review)
