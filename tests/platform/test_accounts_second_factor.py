"""The second factor: asked of every role but two, shown anew at every sign-in, sealed at rest."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scr_portal import sealed
from scr_portal.access.roles import Role
from scr_portal.accounts.rotation import reseal_second_factors

from . import signing_in as people

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def author():
    return people.member("a@example.org", on=people.board(), role=Role.IMR_AUTHOR)


def test_once_set_up_every_sign_in_asks_for_a_code(client, author):
    people.try_sign_in(client, author.email)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret = people.set_up_app(client)
        client.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=2))

        assert people.try_sign_in(client, author.email)["Location"] == reverse("mfa_authenticate")
        assert not signed_in(client)
        wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert b"not right" in wrong.content
        assert not signed_in(client)

        code = people.code_for(secret)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client)
        assert client.get(reverse("accounts:overview")).status_code == 200

        other = Client()
        people.try_sign_in(other, author.email)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert not signed_in(other), "a code that was seen over the shoulder works twice"


def test_guessing_codes_is_shut_after_five(client, author):
    people.try_sign_in(client, author.email)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret = people.set_up_app(client)
        client.post(reverse("account_logout"))
        clock.shift(timedelta(minutes=10))
        people.try_sign_in(client, author.email)
        for guess in range(5):
            client.post(reverse("mfa_authenticate"), {"code": f"00000{guess}"})
        client.post(reverse("mfa_authenticate"), {"code": people.code_for(secret)})
        assert not signed_in(client)


def test_recovery_code_lets_in_once(client, author):
    people.try_sign_in(client, author.email)
    people.set_up_app(client)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    code = re.findall(r"<code>(\d{8})</code>", codes.content.decode())[0]
    for expected in (True, False):
        browser = Client()
        people.try_sign_in(browser, author.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(browser) is expected


def test_nothing_but_the_way_to_a_second_factor_is_open_without_one(client, author):
    people.try_sign_in(client, author.email)
    needed = reverse("accounts:second_factor")
    for page in (reverse("accounts:overview"), reverse("account_change_password")):
        assert client.get(page)["Location"] == needed
    assert client.post(reverse("accounts:overview"))["Location"] == needed


def test_session_opened_with_a_password_before_the_set_up_stays_shut_after_it(client, author):
    thief = Client()
    people.try_sign_in(thief, author.email)
    people.try_sign_in(client, author.email)
    people.set_up_app(client)
    assert thief.get(reverse("accounts:overview"))["Location"] == reverse("mfa_reauthenticate")


def test_last_second_factor_of_a_role_that_needs_one_cannot_be_removed(client, author):
    people.try_sign_in(client, author.email)
    people.set_up_app(client)
    refused = client.post(reverse("mfa_deactivate_totp"))
    assert b"Set up another one first" in refused.content
    assert Authenticator.objects.filter(user=author, type="totp").exists()


def test_last_passkey_of_a_role_that_needs_one_cannot_be_removed(client, author):
    people.try_sign_in(client, author.email)
    people.set_up_app(client)
    Authenticator.objects.filter(type="totp").delete()
    passkey = Authenticator.objects.create(user=author, type="webauthn", data={"name": "Laptop"})
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_secrets_are_sealed_at_rest_and_survive_a_change_of_keys(client, author, settings):
    people.try_sign_in(client, author.email)
    secret = people.set_up_app(client)
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored

    settings.SEALED_KEYS = [Fernet.generate_key().decode(), *settings.SEALED_KEYS]
    assert reseal_second_factors() == 2
    settings.SEALED_KEYS = settings.SEALED_KEYS[:1]
    assert sealed.unseal(Authenticator.objects.get(type="totp").data["secret"].encode()).decode() == secret


def test_change_of_how_one_signs_in_is_told_by_mail(client, author):
    people.delivered()
    people.try_sign_in(client, author.email)
    people.set_up_app(client)
    messages = people.delivered()
    assert [message.to for message in messages] == [[author.email]]
    assert author.name not in messages[0].body


def test_waived_for_development_people_go_without(client, author, settings):
    settings.SECOND_FACTOR_WAIVED = True
    people.try_sign_in(client, author.email)
    assert client.get(reverse("accounts:overview")).status_code == 200
