"""The business manager keeps the board: its details, its agencies, and people who have lost their key."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board
from scr_portal.accounts.services import boards, memberships
from scr_portal.accounts.services.boards import AgencyListed
from scr_portal.accounts.services.invitations import OtherBoardsAgency
from scr_portal.audit.models import AuditEvent

from . import signing_in as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return people.board()


@pytest.fixture
def manager(board):
    return people.member("manager@example.org", on=board, role=Role.BUSINESS_MANAGER)


def test_manager_adds_an_agency_under_its_parent(client, board, manager):
    people.sign_in(client, manager)
    page = reverse("accounts:add_agency", args=[board.code])
    trust = {"name": "Eastmere NHS Trust", "short_name": "NHS", "kind": "health_provider"}
    assert client.post(page, trust).status_code == 302
    parent = Agency.objects.get()
    client.post(
        page,
        {"name": "Eastmere Hospital", "short_name": "ED", "kind": "health_provider", "parent": parent.pk},
    )
    listed = client.get(reverse("accounts:agencies", args=[board.code])).content.decode()
    assert "Eastmere Hospital" in listed
    assert Agency.objects.get(name="Eastmere Hospital").parent == parent


def test_agency_is_on_the_list_once_however_it_is_written(board, manager):
    boards.add_agency(board, name="Eastmere Police", short_name="Police", kind="police", by=manager)
    with pytest.raises(AgencyListed, match="on the list already"):
        boards.add_agency(board, name=" eastmere police ", short_name="Police", kind="police", by=manager)


def test_agency_of_another_board_cannot_be_a_parent(client, board, manager):
    other = Agency.objects.create(
        board=people.board("westmere"), name="Westmere Trust", short_name="W", kind="other"
    )
    people.sign_in(client, manager)
    page = reverse("accounts:add_agency", args=[board.code])
    answer = client.post(page, {"name": "Ward", "short_name": "Ward", "kind": "other", "parent": other.pk})
    assert answer.status_code == 422
    assert not Agency.objects.filter(board=board).exists()
    with pytest.raises(OtherBoardsAgency, match="agency of this board"):
        boards.add_agency(board, name="Ward", short_name="Ward", kind="other", parent=other, by=manager)


def test_details_reach_those_who_cannot_sign_in(client, board, manager):
    people.sign_in(client, manager)
    details = {
        "name": board.name,
        "short_name": "Eastmere",
        "phone": "01632 960777",
        "email": "",
        "website": "",
    }
    assert client.post(reverse("accounts:board_details", args=[board.code]), details).status_code == 302
    assert "01632 960777" in Client().get(reverse("account_login")).content.decode()


def test_wrong_details_are_refused_with_the_typing_kept(client, board, manager):
    people.sign_in(client, manager)
    page = reverse("accounts:board_details", args=[board.code])
    answer = client.post(page, {"name": "A new name", "short_name": "", "email": "not an address"})
    assert answer.status_code == 422
    assert "A new name" in answer.content.decode()
    assert Board.objects.get().name == board.name


@pytest.mark.parametrize("name", ["board_details", "agencies", "add_agency", "invite"])
def test_others_do_not_find_these_pages(client, board, name):
    people.sign_in(client, people.member("p@example.org", on=board, role=Role.BOARD_CHAIR))
    assert client.get(reverse(f"accounts:{name}", args=[board.code])).status_code == 404


def test_services_refuse_whoever_is_not_a_manager(board):
    chair = people.member("p@example.org", on=board, role=Role.BOARD_CHAIR)
    with pytest.raises(Denied):
        boards.add_agency(board, name="X", short_name="X", kind="other", by=chair)
    with pytest.raises(Denied):
        boards.change_details(board, phone="1", by=chair)
    with pytest.raises(Denied):
        memberships.reset_second_factor(chair.memberships.get(), by=chair)


def test_lost_second_step_is_taken_away_and_the_person_is_signed_out_and_told(client, board, manager):
    author = people.member("a@example.org", on=board, role=Role.IMR_AUTHOR)
    Authenticator.objects.create(user=author, type="totp", data={"secret": "x"})
    session = people.sign_in(Client(), author)
    assert session.get(reverse("accounts:overview")).status_code == 200
    people.sign_in(client, manager)
    people.delivered()

    client.post(reverse("accounts:reset_second_factor", args=[author.memberships.get().pk]))

    assert not Authenticator.objects.filter(user=author).exists()
    assert session.get(reverse("accounts:overview")).status_code == 302
    assert [message.to for message in people.delivered()] == [[author.email]]
    assert AuditEvent.objects.filter(verb="accounts.second_factor_reset", actor_id=manager.pk).exists()


def test_nobody_takes_away_the_own_second_step(client, manager):
    people.sign_in(client, manager)
    page = reverse("accounts:reset_second_factor", args=[manager.memberships.get().pk])
    assert client.post(page).status_code == 403


def test_agency_on_the_list_already_and_without_a_kind_is_refused_once(client, board, manager):
    Agency.objects.create(board=board, name="Harbour Housing", short_name="Housing", kind="housing")
    people.sign_in(client, manager)
    page = reverse("accounts:add_agency", args=[board.code])
    answer = client.post(page, {"name": "harbour housing", "short_name": "Housing"})
    assert answer.status_code == 422
    assert answer.context_data["form"].errors == {
        "name": ["An agency of this name is on the list already."],
        "kind": ["Choose a kind."],
    }


def test_invitation_to_a_closed_account_without_a_role_is_refused_once(client, board, manager):
    former = people.member("former@example.org", on=board, role=Role.IMR_AUTHOR)
    former.is_active = False
    former.save()
    people.sign_in(client, manager)
    sent = {"name": "Wilmot Dray", "email": "Former@example.org"}
    answer = client.post(reverse("accounts:invite", args=[board.code]), sent)
    assert answer.status_code == 422
    assert answer.context_data["form"].errors == {
        "email": ["This account was closed. Ask the system administrator."],
        "role": ["Choose a role."],
    }


def test_person_whose_access_ended_meanwhile_is_not_invited_again_and_the_page_says_why(
    client, board, manager
):
    invited = people.member("new@example.org", on=board, role=Role.IMR_AUTHOR)
    membership = invited.memberships.get()
    memberships.end(membership, by=manager)
    people.sign_in(client, manager)
    answer = client.post(reverse("accounts:invite_again", args=[membership.pk]), follow=True)
    assert answer.status_code == 200
    assert "This access has ended. Invite the person anew." in answer.content.decode()


def test_command_opens_a_board_once():
    arguments = ["northmere", "--name", "Northmere Board", "--short-name", "Northmere"]
    who = ["--manager-email", "m@example.org", "--manager-name", "Mina Laurent"]
    call_command("open_board", *arguments, *who, stdout=StringIO())
    assert people.delivered()[0].to == ["m@example.org"]
    with pytest.raises(CommandError):
        call_command("open_board", *arguments, *who)
