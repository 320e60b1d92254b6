"""The record of an interview: two people read it, one confirms it, and nobody hands anything in before that."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from panels.models import Commission, InterviewRecord
from panels.services import imrs, interviews
from panels.services.interviews import AlreadyShared
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.workflow import TransitionBlocked
from tests import cast, make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def arranged() -> Any:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    world.record = cast.interview(world, shared=True)
    return world


@pytest.mark.parametrize(
    "role", ["agl", "lm", "pm", "pch", "ova", "sub", "bch", "bm", "fl", "ofs", "oa", "sys"]
)
def test_nobody_but_author_and_interviewee_opens_a_record(role: str, client: Any) -> None:
    world = arranged()
    answer = sign_in(client, world.who[role]).get(world.record.get_absolute_url())
    assert answer.status_code == 404
    assert not InterviewRecord.objects.visible_to(world.who[role]).exists()


def test_the_agencys_lead_sees_how_many_interviews_are_settled_and_no_more(client: Any) -> None:
    world = arranged()
    page = sign_in(client, world.who["agl"]).get(f"/reviews/{world.review.pk}/agencies/")
    assert page.status_code == 200
    assert "Brightwater" not in page.content.decode()
    assert Commission.objects.visible_to(world.who["agl"]).get() == world.commission


def test_a_record_is_not_read_by_its_subject_before_it_is_shared(client: Any) -> None:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    record = cast.interview(world)
    page = sign_in(client, world.who["itv"]).get(record.get_absolute_url())
    assert page.status_code == 200
    assert "looked well in March" not in page.content.decode()
    with pytest.raises(Denied, match="has not been shared with you yet"):
        interviews.confirm(record, by=world.who["itv"])


def test_somebody_interviewed_by_two_agencies_sees_each_own_record_and_no_other() -> None:
    world = arranged()
    world.who["itv"].memberships.create(
        board=world.people.board, role=Role.INTERVIEWEE, agency=world.other_commission.agency
    )
    second = interviews.arrange(
        world.other_commission.management_review,
        email=world.who["itv"].email,
        name="Nuala Brightwater",
        job="Health visitor",
        support="Staff support",
        by=world.who["oa"],
    )
    assert set(InterviewRecord.objects.visible_to(world.who["itv"])) == {world.record, second}
    assert set(InterviewRecord.objects.visible_to(world.who["oa"])) == {second}
    assert set(InterviewRecord.objects.visible_to(world.who["imr"])) == {world.record}


def test_nobody_confirms_for_somebody_else() -> None:
    world = arranged()
    for role in ("imr", "bm", "pch", "agl"):
        with pytest.raises(Denied):
            interviews.confirm(world.record, by=world.who[role])
    with pytest.raises(IntegrityError), transaction.atomic():
        world.record.confirmed_by, world.record.confirmed_at = world.who["imr"], world.record.shared_at
        world.record.save()


def test_a_shared_record_is_not_changed_under_the_eyes_of_its_reader() -> None:
    world = arranged()
    with pytest.raises(AlreadyShared, match="can no longer be changed"):
        interviews.write(
            world.record, text="Other words.", held_on=None, version=world.record.version, by=world.who["imr"]
        )


def test_a_correction_goes_back_to_the_author_and_the_review_stays_shut() -> None:
    commission = make.commission()
    imr = make.ready_imr(commission)
    record = make.interview(imr)
    interviews.ask_correction(record, correction="It was in April.", by=record.interviewee)
    with pytest.raises(TransitionBlocked, match="has not yet checked"):
        imrs.submit(imr, by=imr.author)
    record.refresh_from_db()
    interviews.write(record, text="In April.", held_on=record.held_on, version=record.version, by=imr.author)
    interviews.confirm(interviews.share(record, by=imr.author), by=record.interviewee)
    assert imrs.submit(imr, by=imr.author).status == "submitted"


@pytest.mark.parametrize("role", ["bm", "bch", "pch", "agl", "oa", "itv"])
def test_nobody_helps_an_author_by_writing_the_review(role: str) -> None:
    world = arranged()
    imr = world.commission.management_review
    with pytest.raises(Denied):
        imrs.write(imr, section="lessons", text="Helpful words.", version=imr.version, by=world.who[role])


@pytest.mark.parametrize("role", ["bm", "bch", "pch", "pm", "ova", "ofs", "oa", "fl"])
def test_a_draft_of_a_review_is_read_by_its_author_and_lead_alone(role: str, client: Any) -> None:
    world = arranged()
    imr = world.commission.management_review
    assert sign_in(client, world.who[role]).get(imr.get_absolute_url()).status_code == 404


def test_a_review_under_another_case_in_the_address_is_not_found(client: Any) -> None:
    world = arranged()
    other = make.review(world.people)
    imr = world.commission.management_review
    client = sign_in(client, world.who["imr"])
    assert client.get(f"/reviews/{world.review.pk}/imrs/{imr.pk}/").status_code == 200
    assert client.get(f"/reviews/{other.pk}/imrs/{imr.pk}/").status_code == 404
