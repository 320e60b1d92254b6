"""Signing in: what is asked, what a stranger learns, and when it is shut."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr_portal.access.roles import Role
from scr_portal.accounts.forms.sign_in import ANSWER_SECONDS
from scr_portal.accounts.models import User
from scr_portal.accounts.services.invitations import UnusableAddress
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice

from . import signing_in as people

pytestmark = pytest.mark.django_db

SIGN_IN = "account_login"


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def board():
    return people.board()


@pytest.fixture
def interviewee(board):
    """Create a person whose role needs no second factor."""
    return people.member("i.novak@example.org", on=board, role=Role.INTERVIEWEE, name="Ida Novak")


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def without_tokens(response) -> str:
    """Return a page without the parts that differ in every response."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())
    return re.sub(r'value="[^"]*@example\.org"', 'value=""', text)


def test_five_wrong_tries_refuse_the_right_password_too_and_five_minutes_open_again(client, interviewee):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            people.try_sign_in(client, interviewee.email, "wrong password here")
        locked = people.try_sign_in(client, interviewee.email)
        assert b"too many wrong tries" in locked.content
        assert not signed_in(client)
        assert AuditEvent.objects.filter(verb="accounts.sign_in_locked").count() == 1

        clock.shift(timedelta(minutes=5, seconds=1))
        people.try_sign_in(client, interviewee.email)
        assert signed_in(client)


def test_four_wrong_tries_leave_the_right_password_working(client, interviewee):
    for _ in range(4):
        people.try_sign_in(client, interviewee.email, "wrong password here")
    people.try_sign_in(client, interviewee.email)
    assert signed_in(client)


def test_wrong_tries_of_twelve_people_behind_one_address_do_not_shut_out_the_next(client, board, interviewee):
    for number in range(12):
        people.try_sign_in(client, f"nobody{number}@example.org", "wrong password here")
    people.try_sign_in(client, interviewee.email)
    assert signed_in(client)


def test_many_wrong_tries_from_one_address_are_refused_for_a_minute(client, interviewee):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(60):
            people.try_sign_in(client, f"nobody{number}@example.org", "wrong password here")
        people.try_sign_in(client, interviewee.email)
        assert not signed_in(client)
        clock.shift(timedelta(minutes=1, seconds=1))
        people.try_sign_in(client, interviewee.email)
        assert signed_in(client)


def test_lockout_counts_every_spelling_of_the_address(client, interviewee):
    for spelling in [
        "i.novak@example.org",
        "I.NOVAK@example.org",
        " i.novak@EXAMPLE.org ",
        "I.Novak@example.org",
    ]:
        people.try_sign_in(client, spelling, "wrong password here")
    people.try_sign_in(client, interviewee.email, "wrong password here")
    people.try_sign_in(client, interviewee.email)
    assert not signed_in(client)


def test_lockout_of_one_person_leaves_a_colleague_in_the_same_office_in(client, board, interviewee):
    colleague = people.member("c@example.org", on=board, role=Role.INTERVIEWEE)
    for _ in range(5):
        people.try_sign_in(client, interviewee.email, "wrong password here")
    people.try_sign_in(client, colleague.email)
    assert signed_in(client)


def test_wrong_password_and_unknown_address_get_the_same_page(client, interviewee):
    known = people.try_sign_in(client, interviewee.email, "wrong password here")
    unknown = people.try_sign_in(client, "nobody@example.org", "wrong password here")
    assert known.status_code == unknown.status_code
    assert without_tokens(known) == without_tokens(unknown)


def test_address_that_was_invited_but_never_used_gets_the_same_page(client, board):
    people.invited("new@example.org", on=board)
    waiting = people.try_sign_in(client, "new@example.org", "wrong password here")
    unknown = people.try_sign_in(client, "nobody@example.org", "wrong password here")
    assert without_tokens(waiting) == without_tokens(unknown)


def test_reset_answers_known_and_unknown_address_alike_and_mails_only_the_known(client, interviewee):
    people.delivered()
    page = reverse("account_reset_password")
    known = client.post(page, {"email": interviewee.email}, follow=True)
    unknown = Client().post(page, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known) == without_tokens(unknown)
    assert [message.to for message in people.delivered()] == [[interviewee.email]]


def test_reset_takes_as_long_for_an_unknown_address_as_for_a_known_one(client, interviewee):
    def seconds(email: str) -> float:
        started = time.perf_counter()
        client.post(reverse("account_reset_password"), {"email": email})
        return time.perf_counter() - started

    seconds("warm.up@example.org")
    known, unknown = seconds(interviewee.email), seconds("nobody@example.org")
    assert min(known, unknown) >= ANSWER_SECONDS
    assert abs(known - unknown) <= 0.25 * max(known, unknown)


def test_reset_of_an_ended_or_closed_account_sends_nothing(client, interviewee):
    people.delivered()
    interviewee.memberships.update(ended_on=timezone.localdate())
    client.post(reverse("account_reset_password"), {"email": interviewee.email})
    assert not Notice.objects.filter(template="password_reset").exists()


def test_look_alike_of_an_address_gets_no_reset_mail(client, interviewee):
    people.delivered()
    client.post(reverse("account_reset_password"), {"email": "ı.novak@example.org"})
    client.post(reverse("account_reset_password"), {"email": "i.nоvak@example.org"})
    assert people.delivered() == []


@pytest.mark.parametrize(
    "spelling", ["I.Novak@Example.org", "  i.novak@example.org ", "ｉ.novak@example.org"]
)
def test_other_spelling_of_an_address_is_the_same_account(board, interviewee, spelling):
    assert people.invited(spelling, on=board) == interviewee
    assert User.objects.count() == 1


@pytest.mark.parametrize("look_alike", ["i.nоvak@example.org", "ı.novak@example.org", "i.novak@exаmple.org"])
def test_homoglyphs_cannot_make_a_look_alike_account(board, interviewee, look_alike):
    with pytest.raises(UnusableAddress, match="plain English letters"):
        people.invited(look_alike, on=board)
    assert User.objects.count() == 1


@pytest.mark.parametrize("email", ["I.Novak@example.org", "i.nоvak@example.org", "i novak@example.org"])
def test_database_itself_refuses_an_address_that_is_not_folded(interviewee, email):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=interviewee.pk).update(email=email)


def test_closed_account_is_refused_after_the_right_password(client, interviewee):
    User.objects.update(is_active=False)
    response = people.try_sign_in(client, interviewee.email)
    assert not signed_in(client)
    assert client.get(response["Location"]).status_code == 403


def test_person_without_membership_is_refused_after_the_right_password(client, interviewee):
    interviewee.memberships.update(ended_on=timezone.localdate())
    people.try_sign_in(client, interviewee.email)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_sign_in_leads_nowhere_outside_the_portal(client, interviewee, target):
    response = client.post(
        f"{reverse(SIGN_IN)}?next={target}",
        {"login": interviewee.email, "password": people.PASSWORD, "next": target},
    )
    assert response["Location"] == settings.LOGIN_REDIRECT_URL


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, interviewee):
    asked = client.get(reverse("accounts:overview"))
    response = client.post(asked["Location"], {"login": interviewee.email, "password": people.PASSWORD})
    assert response["Location"] == reverse("accounts:overview")


def test_sign_in_from_another_site_is_refused(interviewee):
    strict = Client(enforce_csrf_checks=True)
    assert people.try_sign_in(strict, interviewee.email).status_code == 403
    assert not signed_in(strict)


def test_signing_in_changes_the_session_so_that_a_planted_one_is_worthless(client, interviewee):
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    people.try_sign_in(client, interviewee.email)
    assert client.session.session_key != planted


def test_sign_out_happens_by_post_only(client, interviewee):
    people.try_sign_in(client, interviewee.email)
    client.get(reverse("account_logout"))
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)


def test_sign_in_page_names_the_board_and_whom_to_ring_and_no_person(client, board, interviewee):
    page = client.get(reverse(SIGN_IN)).content.decode()
    assert board.name in page
    assert "01632 960100" in page
    assert interviewee.name not in page


def test_typing_is_kept_and_the_password_is_not(client, interviewee):
    page = people.try_sign_in(client, interviewee.email, "wrong password here").content.decode()
    assert interviewee.email in page
    assert "wrong password here" not in page


def test_messages_hold_no_personal_data_and_travel_in_no_cookie(client, board, interviewee):
    manager = people.member("m@example.org", on=board, role=Role.BUSINESS_MANAGER)
    people.sign_in(client, manager)
    response = client.post(reverse("accounts:end_access", args=[interviewee.memberships.get().pk]))
    (message,) = get_messages(response.wsgi_request)
    assert "messages" not in response.cookies
    assert interviewee.name not in str(message)


def test_sign_ins_and_failures_are_recorded_without_what_was_typed(client, interviewee):
    people.try_sign_in(client, "someone.else@example.org", "wrong password here")
    people.try_sign_in(client, interviewee.email)
    events = list(AuditEvent.objects.filter(verb__startswith="accounts.sign").order_by("seq"))
    assert [event.verb for event in events] == ["accounts.sign_in_failed", "accounts.signed_in"]
    assert events[1].actor_id == interviewee.pk
    assert all("@" not in str(event.facts) for event in events)


@pytest.mark.parametrize("password", ["short", "password1234", "idanovak1234", ""])
def test_weak_password_is_refused_with_a_sentence_and_the_link_still_works(client, board, password):
    user = people.invited("ida.novak@example.org", on=board, name="Ida Novak")
    landing = client.get(people.link_in(people.delivered()[-1]))
    page = landing["Location"]
    refused = client.post(page, {"password1": password, "password2": password})
    assert b"There is a problem" in refused.content
    assert not User.objects.get(pk=user.pk).has_usable_password()
    assert client.post(page, {"password1": people.PASSWORD, "password2": people.PASSWORD}).status_code == 302


def test_nul_in_the_address_is_a_sentence_not_an_error(client):
    assert people.try_sign_in(client, "a\0b@example.org").status_code < 500


def test_too_many_requests_from_one_place_get_a_plain_page(client, monkeypatch):
    monkeypatch.setattr("scr_portal.accounts.forms.sign_in.ANSWER_SECONDS", 0)
    answers = [
        client.post(reverse("account_reset_password"), {"email": f"p{n}@example.org"}) for n in range(21)
    ]
    assert answers[19].status_code == 302
    assert answers[20].status_code == 429
    assert b"Wait five minutes" in answers[20].content
