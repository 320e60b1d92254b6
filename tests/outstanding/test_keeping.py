"""The table of open matters says what the gates say, keeps when each began, and passes on what nobody holds."""

from __future__ import annotations

import datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.services import interviews, panel
from reviews.services import reviews, terms
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.accounts.services import invitations, memberships
from scr_portal.outstanding import comparing, keeping, registry
from scr_portal.outstanding.lists import items_for
from scr_portal.outstanding.models import OpenMatter, StaleScope
from scr_portal.workflow import Outstanding
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def row(key: str) -> OpenMatter:
    keeping.catch_up()
    return OpenMatter.objects.get(key__startswith=f"{key}:")


def words(user: Any, *, waiting: bool = False) -> list[str]:
    keeping.catch_up()
    again = type(user).objects.get(pk=user.pk)
    return [item.words for item in items_for(again) if bool(item.waiting_for) == waiting]


def test_after_a_decision_the_manager_finds_everything_that_is_theirs() -> None:
    people = make.staff(make.board())
    make.review(people)
    assert sorted(words(people.manager)) == [
        "Appoint the independent overview author",
        "Appoint the independent panel chair",
        "Ask the agencies for their reviews",
        "Record who in the family is to be told",
        "Write the terms of reference",
    ]


def test_a_matter_that_stays_keeps_the_day_it_began() -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=9)):
        people = make.staff(make.board())
        review = make.review(people)
        began = row("agencies").since
    panel.appoint(review, user=people.panel_member, capacity="panel_member", by=people.manager)
    assert row("agencies").since == began


def test_an_act_marks_its_case_in_its_own_transaction() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    keeping.catch_up()
    with pytest.raises(RuntimeError), transaction.atomic():
        terms.draft(review, by=people.manager)
        assert StaleScope.objects.filter(scope=review.code).exists()
        raise RuntimeError
    assert not StaleScope.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_right_as_soon_as_the_act_is_committed() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    assert not StaleScope.objects.exists()
    assert OpenMatter.objects.filter(key=f"terms:{review.pk}", holders__contains=[people.manager.pk]).exists()


@pytest.mark.django_db(transaction=True)
def test_rows_that_cannot_be_computed_do_not_undo_the_act_and_are_caught_up_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = make.staff(make.board())

    def broken(case: Any) -> list[Outstanding]:
        raise RuntimeError

    monkeypatch.setattr(registry, "collect", broken)
    review = make.review(people)
    monkeypatch.undo()
    assert not OpenMatter.objects.exists()
    keeping.catch_up()
    assert OpenMatter.objects.filter(scope=review.code).exists()


def test_a_row_without_an_owner_is_refused() -> None:
    people = make.staff(make.board())
    review = make.review(people)

    def nobody(case: Any) -> list[Outstanding]:
        return [Outstanding("Something.", key="x")]

    registry.open_matters(type(review))(nobody)
    try:
        with pytest.raises(ValueError, match="nobody"):
            registry.collect(review)
    finally:
        registry._providers[type(review)].remove(nobody)


def test_what_nobody_holds_passes_to_the_next_on_the_ladder_and_back() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    draft = terms.draft(review, by=people.manager)
    day = timezone.localdate()
    draft = terms.write(
        draft, version=0, scope_start=day, scope_end=day, questions=["Who saw the child?"], by=people.manager
    )
    terms.propose(draft, by=people.manager)
    assert (row("terms").rung, row("terms").holders) == (1, [people.manager.pk])
    assert "Nobody can do this now. See to it: The terms of reference are not agreed yet." in words(
        people.manager
    )
    panel.appoint(
        review,
        user=people.panel_chair,
        capacity="panel_chair",
        answers=make.INDEPENDENT,
        by=people.manager,
    )
    assert (row("terms").rung, row("terms").holders) == (0, [people.panel_chair.pk])
    assert "Agree the terms of reference" in words(people.panel_chair)


def test_a_conflict_of_interest_takes_the_row_to_the_next_and_out_of_every_list() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    make.submitted_imr(asked)
    assert row("judge").holders == [people.panel_chair.pk]
    reviews.declare_conflict(review, of=people.panel_chair, reason="A former colleague.", by=people.manager)
    assert row("judge").holders == [people.manager.pk]
    assert words(people.panel_chair) == words(people.panel_chair, waiting=True) == []


def test_an_author_who_leaves_hands_everything_to_the_agency_lead() -> None:
    people = make.staff(make.board())
    asked = make.commission(people)
    lead = make.member(people.board, Role.AGENCY_LEAD, agency=asked.agency)
    membership = asked.author.memberships.get(role=Role.IMR_AUTHOR)
    memberships.end(membership, by=people.manager)
    matter = row("management_review")
    assert (matter.holders, matter.owner.able) == ([lead.pk], False)
    assert sign_in(Client(), lead).get(matter.link).status_code == 200


def test_the_record_of_an_interview_is_in_the_lists_of_its_two_people_alone() -> None:
    people = make.staff(make.board())
    make.member(people.board, Role.AGENCY_LEAD)
    record = make.interview(make.imr(people))
    matter = row("interview")
    assert matter.holders == [record.interviewee_id]
    assert matter.watchers == [record.imr.author.pk]
    interviews.ask_correction(record, correction="In April.", by=record.interviewee)
    matter = row("interview")
    assert (matter.holders, matter.watchers) == ([record.imr.author.pk], [record.interviewee_id])


def test_an_invitation_that_nobody_followed_waits_for_the_manager() -> None:
    people = make.staff(make.board())
    invitations.invite(
        "new.person@example.org", "Wenna Lark", board=people.board, role=Role.PANEL_MEMBER, by=people.manager
    )
    keeping.rebuild()
    assert not OpenMatter.objects.exists()
    User.objects.filter(email="new.person@example.org").update(
        invited_at=timezone.now() - datetime.timedelta(days=4)
    )
    keeping.rebuild()
    assert row("invitation").holders == [people.manager.pk]
    page = sign_in(Client(), people.manager).get(row("invitation").link)
    assert b"Invite again" in page.content


def test_the_command_says_where_table_and_gates_differ_and_mends_it() -> None:
    people = make.staff(make.board())
    make.review(people)
    keeping.catch_up()
    call_command("rebuild_outstanding", "--check", stdout=StringIO())
    gone = OpenMatter.objects.filter(key__startswith="terms:").get()
    gone.delete()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("rebuild_outstanding", "--check", stdout=out)
    assert f"{gone.scope} {gone.key}: missing" in out.getvalue()
    call_command("rebuild_outstanding", stdout=StringIO())
    assert OpenMatter.objects.filter(key=gone.key).exists()


def test_nothing_waits_for_you_is_said_only_when_it_is_so() -> None:
    people = make.staff(make.board())
    client = sign_in(Client(), people.chair)
    assert "Nothing waits for you" in client.get(reverse("reviews:work")).content.decode()
    make.recommended(people)
    page = client.get(reverse("reviews:work")).content.decode()
    assert "Nothing waits for you" not in page
    assert "Decide on a referral" in page


def test_what_waits_for_others_says_with_whom() -> None:
    people = make.staff(make.board())
    make.recommended(people)
    page = sign_in(Client(), people.referrer).get(reverse("reviews:work")).content.decode()
    assert "Nothing waits for you" in page
    assert "The board chair has not decided on the referral." in page
    assert "with the board chair" in page


def test_a_count_of_agencies_is_not_made_from_what_one_reader_may_see() -> None:
    people = make.staff(make.board())
    first = make.commission(people)
    make.commission(people, first.review)
    page = sign_in(Client(), first.author).get(first.review.get_absolute_url()).content.decode()
    assert "Nobody asked yet" not in page
    assert "handed in" not in page
    page = sign_in(Client(), people.manager).get(first.review.get_absolute_url()).content.decode()
    assert "0 of 2 handed in" in page


def test_the_owner_is_never_told_that_they_themselves_hear_of_it_next() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    reviews.record_proceeding(
        review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=3),
        by=people.manager,
    )
    keeping.catch_up()
    hold = next(item for item in items_for(people.manager) if item.words.startswith("Look again"))
    assert hold.next_up == "the board chair"
    people.chair.memberships.update(ended_on=timezone.localdate())
    keeping.rebuild()
    hold = next(item for item in items_for(people.manager) if item.words.startswith("Look again"))
    assert hold.next_up == ""


def test_a_new_day_is_begun_once_by_whoever_comes_first() -> None:
    with time_machine.travel(timezone.now()) as clock:
        people = make.staff(make.board())
        make.review(people)
        keeping.catch_up()
        assert keeping.catch_up() == 0
        OpenMatter.objects.all().delete()
        clock.shift(datetime.timedelta(days=1))
        assert words(people.manager) != []
        assert keeping.catch_up() == 0


def test_an_upgrade_computes_everything_anew_without_a_command() -> None:
    people = make.staff(make.board())
    make.review(people)
    keeping.catch_up()
    OpenMatter.objects.all().delete()
    assert words(people.manager) == []
    call_command("migrate", verbosity=0)
    assert words(people.manager) != []
    assert list(comparing.differences()) == []
