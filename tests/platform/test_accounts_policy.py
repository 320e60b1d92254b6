"""What each person is told who invites people, ends access, resets a second step or keeps a board."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from scr_portal import access
from scr_portal.access.roles import Role
from scr_portal.accounts.actions import AccountAction
from scr_portal.accounts.models import Membership, User
from scr_portal.accounts.services import invitations, memberships
from scr_portal.refusals import Refused
from tests import cast, make
from tests.refusing import assert_told, told

pytestmark = pytest.mark.django_db

INVITE = "Only the board’s business manager can invite a person in this role."
AGENCYS_OWN = {
    Role.INTERVIEWEE: "bm sys agl imr ova",
    Role.LINE_MANAGER: "bm sys agl imr",
    Role.IMR_AUTHOR: "bm sys agl",
    Role.REFERRER: "bm sys agl",
}


@pytest.fixture
def world() -> SimpleNamespace:
    return cast.world()


@pytest.mark.parametrize("role", AGENCYS_OWN)
def test_an_agencys_own_people_invite_into_it_whom_they_meet(world: Any, role: Role) -> None:
    wanted = Membership(board=world.people.board, agency=world.agency, role=role)
    assert_told(world, AccountAction.INVITE, wanted, AGENCYS_OWN[role], INVITE)


@pytest.mark.parametrize("role", AGENCYS_OWN)
def test_into_another_agency_they_invite_nobody(world: Any, role: Role) -> None:
    wanted = Membership(board=world.people.board, agency=make.agency(world.people.board), role=role)
    answers = told(world, AccountAction.INVITE, wanted)
    assert {answers[name] for name in ("agl", "imr", "ref", "lm")} == {INVITE}


@pytest.mark.parametrize("role", [Role.PANEL_CHAIR, Role.BUSINESS_MANAGER, Role.SUB_GROUP, Role.INSPECTOR])
def test_the_boards_own_roles_are_given_by_those_who_look_after_its_people(world: Any, role: Role) -> None:
    wanted = Membership(board=world.people.board, role=role)
    assert_told(world, AccountAction.INVITE, wanted, "bm sys", INVITE)


def test_a_relative_is_invited_by_the_familys_contact(world: Any) -> None:
    wanted = Membership(board=world.people.board, role=Role.RELATIVE)
    assert_told(world, AccountAction.INVITE, wanted, "bm sys fl", INVITE)


@pytest.mark.parametrize(
    ("action", "sentence", "own"),
    [
        (
            AccountAction.END_MEMBERSHIP,
            "Only the board’s business manager can end a person’s access.",
            "You cannot end your own access. Ask another manager to do it.",
        ),
        (
            AccountAction.RESET_SECOND_FACTOR,
            "Only the board’s business manager can take away a second step.",
            "You cannot take away your own second step. Use a recovery code, or ask another manager.",
        ),
    ],
)
def test_access_is_ended_and_a_second_step_taken_by_somebody_else_who_oversees(
    world: Any, action: Any, sentence: str, own: str
) -> None:
    theirs = world.people.author.memberships.get()
    assert_told(world, action, theirs, "bm sys", sentence)
    mine = world.people.manager.memberships.get()
    assert_told(world, action, mine, "sys", sentence, {"bm": own})


def test_a_board_is_kept_by_those_who_look_after_its_people(world: Any) -> None:
    sentence = "Only the board’s business manager can change this."
    assert_told(world, AccountAction.KEEP_BOARD, world.people.board, "bm sys", sentence)


def test_nobody_is_invited_without_a_name_to_a_closed_account_or_by_an_ended_membership(world: Any) -> None:
    people = world.people
    values = {"board": people.board, "role": Role.PANEL_MEMBER, "by": people.manager}
    with pytest.raises(Refused) as refused:
        invitations.invite("new@example.org", "  ", **values)
    assert refused.value.sentences[""] == ["Enter the person’s full name."]
    assert not User.objects.filter(email="new@example.org").exists()

    person = invitations.invite("new@example.org", " Colm Reddy ", **values)
    assert person.name == "Colm Reddy"
    membership = person.memberships.get()
    memberships.close_account(person, by=people.manager)
    with pytest.raises(Refused) as refused:
        invitations.invite("new@example.org", "Colm Reddy", **values)
    assert refused.value.sentences["email"] == ["This account was closed. Ask the system administrator."]
    membership.refresh_from_db()
    with pytest.raises(Refused) as refused:
        invitations.invite_again(membership, by=people.manager)
    assert refused.value.sentences[""] == ["This access has ended. Invite the person anew."]


def test_somebody_invited_twice_holds_one_membership_and_keeps_the_name(world: Any) -> None:
    values = {"board": world.people.board, "role": Role.PANEL_MEMBER, "by": world.people.manager}
    first = invitations.invite("new@example.org", "Colm Reddy", **values)
    again = invitations.invite("NEW@example.org", "Another Name", **values)
    assert (again.pk, again.name) == (first.pk, "Colm Reddy")
    assert again.memberships.count() == 1


def test_the_link_to_people_is_shown_to_those_who_look_after_them(world: Any) -> None:
    from scr_portal.accounts.policy import looks_after_people

    looking = {name for name in ("bm", "sys", "bch", "sub", "imr") if looks_after_people(world.who[name])}
    assert looking == {"bm", "sys"}
    world.who["bm"].memberships_now = []
    assert not looks_after_people(world.who["bm"])


def test_a_manager_may_preview_those_who_work_on_the_board(world: Any) -> None:
    def sentence(role: str, of: str) -> str | None:
        membership = world.who[of].memberships.get()
        return access.refusal(AccountAction.PREVIEW, world.who[role], membership)

    managers = "Only the board’s business manager can see what somebody else would see."
    others = set(world.who) - {"anon", "bm", "ob", "su"}
    assert {sentence(role, "pch") for role in others} == {managers}
    assert sentence("bm", "pch") is None
    assert sentence("bm", "bm") == "These are your own pages already."
    alone = "What a relative or a member of staff interviewed reads is theirs alone."
    assert sentence("bm", "itv") == alone
    world.who["itv"].memberships.create(board=world.people.board, role=Role.PANEL_MEMBER)
    working = world.who["itv"].memberships.get(role=Role.PANEL_MEMBER)
    assert access.refusal(AccountAction.PREVIEW, world.who["bm"], working) == alone
