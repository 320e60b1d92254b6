"""An account begins with an invitation, and its link works once, for its person, for its time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Membership, User
from scr_portal.accounts.services import invitations, memberships
from scr_portal.accounts.services.invitations import AccessEnded, OtherBoardsAgency
from scr_portal.audit.models import AuditEvent

from . import signing_in as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return people.board()


@pytest.fixture
def client_b():
    """Return a second browser."""
    return Client()


def used(response) -> bool:
    return response.status_code == 302 and response["Location"] == reverse(
        "account_reset_password_from_key_done"
    )


@pytest.mark.django_db(transaction=True)
def test_invited_person_sets_password_through_link_and_then_needs_a_second_factor(client, board):
    user = people.invited(on=board)
    (message,) = people.delivered()
    assert message.to == [user.email]

    assert used(people.set_password(client, people.link_in(message)))
    signed_in = people.try_sign_in(client, user.email)
    assert signed_in.status_code == 302

    led_to = client.get(reverse("accounts:overview"), follow=True).resolver_match.view_name
    assert led_to == "accounts:second_factor"
    people.set_up_app(client)
    assert client.get(reverse("accounts:overview")).status_code == 200


def test_invitation_mail_names_nobody(board):
    user = people.invited(on=board)
    (message,) = people.delivered()
    assert user.name not in message.body + message.subject
    assert board.name not in message.body + message.subject


def test_interviewee_and_relative_come_in_with_a_password_alone(client, board):
    people.member("i@example.org", on=board, role=Role.INTERVIEWEE)
    people.try_sign_in(client, "i@example.org")
    assert client.get(reverse("accounts:overview")).status_code == 200


def test_link_works_once(client, board, client_b):
    people.invited(on=board)
    link = people.link_in(people.delivered()[0])
    assert used(people.set_password(client, link))

    again = people.set_password(client_b, link, people.OTHER_PASSWORD)

    assert again.status_code == 410
    assert b"does not work any more" in again.content
    assert not User.objects.get().check_password(people.OTHER_PASSWORD)


@pytest.mark.parametrize(("hours", "works"), [(71, True), (73, False)])
def test_invitation_lives_72_hours(client, board, hours, works):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        people.invited(on=board)
        link = people.link_in(people.delivered()[0])
        clock.shift(timedelta(hours=hours))
        assert used(people.set_password(client, link)) is works


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_reset_link_lives_one_hour(client, board, minutes, works):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        user = people.member(on=board)
        people.delivered()
        client.post(reverse("account_reset_password"), {"email": user.email})
        link = people.link_in(people.delivered()[0])
        clock.shift(timedelta(minutes=minutes))
        assert used(people.set_password(client, link, people.OTHER_PASSWORD)) is works


def test_form_opened_in_time_and_sent_too_late_is_refused(client, board):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        people.invited(on=board)
        landing = client.get(people.link_in(people.delivered()[0]))
        clock.shift(timedelta(hours=73))
        late = client.post(landing["Location"], {"password1": people.PASSWORD, "password2": people.PASSWORD})
    assert late.status_code == 410
    assert not User.objects.get().has_usable_password()


def test_inviting_again_sends_a_new_link_and_kills_the_old_one(client, client_b, board):
    user = people.invited(on=board)
    old = people.link_in(people.delivered()[0])
    people.invited(on=board)
    new = people.link_in(people.delivered()[0])

    assert people.set_password(client, old).status_code == 410
    assert used(people.set_password(client_b, new))
    assert Membership.objects.filter(user=user).count() == 1


def test_ending_the_membership_revokes_the_link(client, board):
    manager = people.member("manager@example.org", on=board, role=Role.BUSINESS_MANAGER)
    people.delivered()
    user = people.invited(on=board)
    link = people.link_in(people.delivered()[0])

    memberships.end(user.memberships.get(), by=manager)

    assert people.set_password(client, link).status_code == 410


def test_link_of_one_person_does_not_open_for_another(client, board):
    people.invited(on=board)
    other = people.invited("other@example.org", on=board, name="Noor Haddad")
    own, others = (people.link_in(message) for message in people.delivered())
    key = own.rstrip("/").split("/")[-1].split("-", 1)[1]
    other_id = others.rstrip("/").split("/")[-1].split("-", 1)[0]

    mixed = reverse("account_reset_password_from_key", kwargs={"uidb36": other_id, "key": key})

    assert people.set_password(client, mixed).status_code == 410
    assert not User.objects.get(pk=other.pk).has_usable_password()


def test_page_behind_a_link_gives_the_link_away_to_nobody(client, board):
    people.invited(on=board)
    link = people.link_in(people.delivered()[0])
    landing = client.get(link)
    key = link.rstrip("/").split("/")[-1].split("-", 1)[1]

    page = client.get(landing["Location"])

    assert key not in landing["Location"]
    assert key not in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]


def test_person_with_a_password_is_invited_to_sign_in_not_to_set_one(board):
    people.member(on=board)
    people.delivered()
    second = people.board("westmere")
    people.invited(on=second)
    (message,) = people.delivered()
    assert people.link_in(message) == reverse("account_login")
    assert "password" not in message.body


def test_person_who_has_this_part_already_is_not_written_to_again(board):
    people.member(on=board)
    people.delivered()
    people.invited(on=board)
    assert people.delivered() == []
    assert Membership.objects.count() == 1


def test_invitation_is_recorded_without_name_or_address(board):
    manager = people.member("manager@example.org", on=board, role=Role.BUSINESS_MANAGER)
    user = people.invited(on=board, by=manager)
    event = AuditEvent.objects.filter(verb="accounts.invited").latest("seq")
    assert event.actor_id == manager.pk
    assert event.board_code == board.code
    assert user.email not in str(event.facts)


@pytest.mark.parametrize(
    ("role", "wanted", "allowed"),
    [
        (Role.BUSINESS_MANAGER, Role.PANEL_CHAIR, True),
        (Role.ADMINISTRATOR, Role.PANEL_MEMBER, True),
        (Role.AGENCY_LEAD, Role.IMR_AUTHOR, True),
        (Role.AGENCY_LEAD, Role.PANEL_CHAIR, False),
        (Role.IMR_AUTHOR, Role.INTERVIEWEE, True),
        (Role.IMR_AUTHOR, Role.IMR_AUTHOR, False),
        (Role.PANEL_MEMBER, Role.INTERVIEWEE, False),
        (Role.BOARD_CHAIR, Role.BUSINESS_MANAGER, False),
    ],
)
def test_who_may_invite_whom_into_the_own_agency(board, role, wanted, allowed):
    agency = Agency.objects.create(
        board=board, name="Eastmere NHS Trust", short_name="NHS", kind="health_provider"
    )
    inviter = people.member("by@example.org", on=board, role=role, agency=agency)
    if allowed:
        assert people.invited(on=board, role=wanted, agency=agency, by=inviter).pk
    else:
        with pytest.raises(Denied):
            people.invited(on=board, role=wanted, agency=agency, by=inviter)


def test_author_cannot_invite_into_another_agency_and_nobody_into_another_board(board):
    nhs = Agency.objects.create(
        board=board, name="Eastmere NHS Trust", short_name="NHS", kind="health_provider"
    )
    police = Agency.objects.create(board=board, name="Eastmere Police", short_name="Police", kind="police")
    author = people.member("a@example.org", on=board, role=Role.IMR_AUTHOR, agency=nhs)
    manager = people.member("m@example.org", on=board, role=Role.BUSINESS_MANAGER)
    with pytest.raises(Denied):
        people.invited(on=board, role=Role.INTERVIEWEE, agency=police, by=author)
    with pytest.raises(Denied):
        people.invited(on=people.board("westmere"), by=manager)


def test_agency_of_another_board_is_refused(board):
    elsewhere = people.board("westmere")
    agency = Agency.objects.create(
        board=elsewhere, name="Westmere Police", short_name="Police", kind="police"
    )
    with pytest.raises(OtherBoardsAgency, match="agency of this board"):
        people.invited(on=board, role=Role.IMR_AUTHOR, agency=agency)


def test_nobody_signs_up(client):
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), {"email": "x@example.org"}).status_code == 404
    assert not User.objects.exists()


def test_ended_membership_is_not_invited_again(board):
    manager = people.member("manager@example.org", on=board, role=Role.BUSINESS_MANAGER)
    membership = people.invited(on=board).memberships.get()
    ended = memberships.end(membership, by=manager)
    with pytest.raises(AccessEnded, match="has ended"):
        invitations.invite_again(ended, by=manager)


def test_interviewees_and_relatives_see_nobody_and_are_seen_by_few(board):
    nhs = Agency.objects.create(
        board=board, name="Eastmere NHS Trust", short_name="NHS", kind="health_provider"
    )
    interviewee = people.member("i@example.org", on=board, role=Role.INTERVIEWEE, agency=nhs)
    relative = people.member("r@example.org", on=board, role=Role.RELATIVE)
    author = people.member("a@example.org", on=board, role=Role.IMR_AUTHOR, agency=nhs)
    panel = people.member("p@example.org", on=board, role=Role.PANEL_MEMBER)
    contact = people.member("c@example.org", on=board, role=Role.FAMILY_LIAISON)
    manager = people.member("m@example.org", on=board, role=Role.BUSINESS_MANAGER)
    people.member("elsewhere@example.org", on=people.board("westmere"))
    staff = {author, panel, contact, manager}

    assert set(User.objects.visible_to(interviewee)) == {interviewee}
    assert set(User.objects.visible_to(relative)) == {relative}
    assert set(User.objects.visible_to(panel)) == staff
    assert set(User.objects.visible_to(author)) == staff | {interviewee}
    assert set(User.objects.visible_to(contact)) == staff | {relative}
    assert set(User.objects.visible_to(manager)) == staff | {interviewee, relative}


@pytest.mark.django_db(transaction=True)
def test_two_managers_inviting_the_same_new_person_at_once_make_one_account(board):
    manager = people.member("m@example.org", on=board, role=Role.BUSINESS_MANAGER)
    together = threading.Barrier(2, timeout=10)
    failures: list[Exception] = []

    def invite(role: Role) -> None:
        try:
            together.wait()
            people.invited("new@example.org", on=board, role=role, by=manager)
        except Exception as error:  # a thread's failure would be lost
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=invite, args=[role]) for role in (Role.PANEL_MEMBER, Role.SUB_GROUP)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert User.objects.get(email="new@example.org").roles_on(board) == {Role.PANEL_MEMBER, Role.SUB_GROUP}
