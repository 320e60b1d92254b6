"""A session ends: by the clock, by the person, and with the membership it rests on."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership, User
from scr_portal.accounts.services import boards, memberships

from . import signing_in as people

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def board():
    return people.board()


@pytest.fixture
def manager(board):
    return people.member("manager@example.org", on=board, role=Role.BUSINESS_MANAGER, name="Mina Laurent")


@pytest.fixture
def interviewee(board):
    return people.member("i.novak@example.org", on=board, role=Role.INTERVIEWEE)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def is_in(client) -> bool:
    return client.get(reverse("accounts:overview")).status_code == 200


def test_thirty_minutes_without_use_end_a_session(client, interviewee, clock):
    people.try_sign_in(client, interviewee.email)
    assert is_in(client)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=30, seconds=1))
    ended = client.get(reverse("accounts:overview"), follow=True)
    assert b"You have been signed out" in ended.content
    assert not is_in(client)


def test_eight_hours_end_a_session_that_is_in_use(client, interviewee, clock):
    people.try_sign_in(client, interviewee.email)
    for _ in range(23):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=20))
    assert not is_in(client)


def test_ended_session_leads_back_to_where_one_was_and_nowhere_else(client, interviewee, clock):
    people.try_sign_in(client, interviewee.email)
    is_in(client)
    clock.shift(timedelta(hours=1))
    page = client.get(reverse("accounts:overview"), follow=True).content.decode()
    assert f"{reverse('account_login')}?next=%2Faccount%2F" in page
    elsewhere = client.get(reverse("accounts:session_ended") + "?next=https://evil.example/").content.decode()
    assert "evil.example" not in elsewhere


def test_ended_membership_ends_the_session_at_the_next_request(client, board, manager, interviewee):
    people.try_sign_in(client, interviewee.email)
    assert is_in(client)
    Membership.objects.filter(user=interviewee).update(ended_on=timezone.localdate())
    response = client.get(reverse("accounts:overview"))
    assert response["Location"] == reverse("accounts:access_ended")
    assert "_auth_user_id" not in client.session


def test_ending_a_membership_deletes_the_sessions_that_rest_on_it(client, board, manager, interviewee):
    people.try_sign_in(client, interviewee.email)
    key = client.session.session_key
    memberships.end(interviewee.memberships.get(), by=manager)
    from django.contrib.sessions.models import Session

    assert not Session.objects.filter(session_key=key).exists()


def test_person_with_another_membership_stays_signed_in(client, board, manager, interviewee):
    people.invited(interviewee.email, on=board, role=Role.RELATIVE)
    people.try_sign_in(client, interviewee.email)
    memberships.end(interviewee.memberships.get(role=Role.INTERVIEWEE), by=manager)
    assert is_in(client)
    assert interviewee.roles_on(board) == {Role.RELATIVE}


def test_membership_counts_from_its_first_day_to_the_day_before_its_end(board, interviewee):
    today = timezone.localdate()
    held = Membership.objects.filter(user=interviewee)
    for started, ended, counts in [
        (-1, 1, True),
        (0, None, True),
        (1, None, False),
        (-2, 0, False),
        (-2, -1, False),
    ]:
        held.update(
            started_on=today + timedelta(days=started),
            ended_on=None if ended is None else today + timedelta(days=ended),
        )
        assert held.get().is_current is counts
        assert held.current().exists() is counts


def test_closed_account_is_out_at_once(client, interviewee):
    people.try_sign_in(client, interviewee.email)
    User.objects.filter(pk=interviewee.pk).update(is_active=False)
    assert not is_in(client)


def test_closed_account_holds_no_role_board_or_agency(board, interviewee):
    assert interviewee.roles_on(board)
    assert interviewee.boards_as().exists()
    interviewee.is_active = False
    assert not interviewee.roles_on(board)
    assert not interviewee.boards_as().exists()
    assert not interviewee.agencies_as().exists()


def test_closing_an_account_ends_all_it_had(client, manager, interviewee):
    people.try_sign_in(client, interviewee.email)
    memberships.close_account(interviewee, by=manager)
    assert not is_in(client)
    assert not interviewee.memberships.current().exists()


def test_one_ends_ones_other_sessions_and_keeps_this_one(client, interviewee):
    other = Client()
    people.try_sign_in(other, interviewee.email)
    people.try_sign_in(client, interviewee.email)
    page = reverse("usersessions_list")
    assert client.get(page).content.decode().count('data-label="Last used"') == 2
    client.post(page)
    assert is_in(client)
    assert not is_in(other)


def test_changing_the_password_ends_every_session(client, interviewee):
    other = Client()
    people.try_sign_in(other, interviewee.email)
    people.try_sign_in(client, interviewee.email)
    new = people.OTHER_PASSWORD
    client.post(
        reverse("account_change_password"),
        {"oldpassword": people.PASSWORD, "password1": new, "password2": new},
    )
    assert not is_in(client)
    assert not is_in(other)
    people.try_sign_in(client, interviewee.email, new)
    assert is_in(client)


def test_only_those_who_look_after_people_see_and_end_them(client, board, manager, interviewee):
    membership = interviewee.memberships.get()
    people.sign_in(client, manager)
    listed = client.get(reverse("accounts:people", args=[board.code]))
    assert interviewee.email in listed.content.decode()
    client.post(reverse("accounts:end_access", args=[membership.pk]))
    membership.refresh_from_db()
    assert not membership.is_current

    author = people.member("a@example.org", on=board, role=Role.IMR_AUTHOR)
    other = people.sign_in(Client(), author)
    assert other.get(reverse("accounts:people", args=[board.code])).status_code == 404
    target = reverse("accounts:end_access", args=[manager.memberships.get().pk])
    assert other.post(target).status_code == 404
    with pytest.raises(Denied):
        memberships.end(manager.memberships.get(), by=author)


def test_manager_of_one_board_does_not_find_the_people_of_another(client, manager):
    elsewhere = people.board("westmere")
    stranger = people.member("s@example.org", on=elsewhere)
    people.sign_in(client, manager)
    assert client.get(reverse("accounts:people", args=["westmere"])).status_code == 404
    assert (
        client.post(reverse("accounts:end_access", args=[stranger.memberships.get().pk])).status_code == 404
    )
    assert stranger.memberships.current().exists()


def test_manager_cannot_end_the_own_access_and_leave_the_board_alone(client, manager):
    people.sign_in(client, manager)
    assert client.post(reverse("accounts:end_access", args=[manager.memberships.get().pk])).status_code == 403


def test_manager_invites_through_the_page_and_typing_is_kept(client, board, manager):
    people.sign_in(client, manager)
    page = reverse("accounts:invite", args=[board.code])
    wrong = client.post(page, {"name": "Noor Haddad", "email": "nооr@example.org", "role": "panel_member"})
    assert wrong.status_code == 422
    assert "Noor Haddad" in wrong.content.decode()
    assert not User.objects.filter(email__startswith="n").exists()

    done = client.post(page, {"name": "Noor Haddad", "email": "Noor@example.org", "role": "panel_member"})
    assert done.status_code == 302
    assert User.objects.get(email="noor@example.org").roles_on(board) == {Role.PANEL_MEMBER}


def test_list_of_people_asks_the_same_number_of_questions_for_one_and_for_many(
    client, board, manager, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    people.sign_in(client, manager)
    page = reverse("accounts:people", args=[board.code])
    client.get(page)
    counts = []
    for number in range(3):
        people.invited(f"p{number}@example.org", on=board)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(page)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 30


def test_opened_board_has_an_invited_manager(db):
    board = boards.open_board(
        "northmere",
        "Northmere Board",
        short_name="Northmere",
        manager_email="m@example.org",
        manager_name="Mina",
    )
    assert [user.email for user in boards.managers(board)] == ["m@example.org"]
    assert people.delivered()[0].to == ["m@example.org"]


PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portal.example.org",
    "SEALED_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMDA=",
    "INDEX_KEY": "i" * 60,
    "AUDIT_KEY": "a" * 60,
    "DATABASE_URL": "postgresql://portal@db/portal",
    "REDIS_URL": "redis://redis:6379/0",
}


@pytest.mark.parametrize(
    ("switch", "starts"),
    [({}, True), ({"SECOND_FACTOR_WAIVED": "1"}, False), ({"PORTAL_MAILBOX": "1"}, False)],
)
def test_production_refuses_to_start_with_a_switch_of_the_demo(switch, starts):
    outcome = subprocess.run(
        [sys.executable, "-c", "import scr_portal.settings.base"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **PRODUCTION, **switch},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (outcome.returncode == 0) is starts, outcome.stderr
    if not starts:
        assert f"{next(iter(switch))} is for development only" in outcome.stderr
