"""Test users, created by the real services and signed in through the real pages."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, User
from scr_portal.accounts.second_factor import SET_UP_AT
from scr_portal.accounts.services.invitations import invite
from scr_portal.notices import delivery
from scr_portal.notices.models import Notice

PASSWORD = "seven quiet herons wading"
OTHER_PASSWORD = "nine patient otters swimming"


def board(code: str = "eastmere", **fields: Any) -> Board:
    return Board.objects.create(
        code=code,
        name=f"{code.title()} Safeguarding Children Board",
        short_name=code.title(),
        phone="01632 960100",
        **fields,
    )


def invited(
    email: str = "r.osei@example.org", *, on: Board, role: Role = Role.PANEL_MEMBER, **more: Any
) -> User:
    """Invite a person who does not follow the link."""
    return invite(email, more.pop("name", "Ruth Osei"), board=on, role=role, by=more.pop("by", None), **more)


def member(
    email: str = "r.osei@example.org", *, on: Board, role: Role = Role.PANEL_MEMBER, **more: Any
) -> User:
    """Invite a person who sets a password."""
    user = invited(email, on=on, role=role, **more)
    user.set_password(PASSWORD)
    user.save()
    return user


def delivered() -> list[Any]:
    """Send what waits in the outbox; returns the mails of this call."""
    before = len(mail.outbox)
    for notice in Notice.objects.unsent().order_by("created_at"):
        delivery.deliver(notice.pk)
    return mail.outbox[before:]


def link_in(message: Any) -> str:
    """Return the path of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S*)", message.body)
    assert found, message.body
    return found.group(1)


def set_password(client: Client, link: str, password: str = PASSWORD) -> Any:
    """Follow a link from a mail and choose a password, as a browser does; returns the last answer."""
    landing = client.get(link)
    if landing.status_code != 302:
        return landing
    return client.post(landing["Location"], {"password1": password, "password2": password})


def try_sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_app(client: Client) -> str:
    """Set up an authenticator app through its page; returns the secret the app keeps."""
    page = reverse("mfa_activate_totp")
    confirm = client.get(page)
    assert confirm.status_code == 302, confirm.content
    client.post(confirm["Location"], {"password": PASSWORD})
    client.get(page)
    secret = client.session[SECRET_SESSION_KEY]
    done = client.post(page, {"code": code_for(secret)})
    assert done.status_code == 302, done.content
    return str(secret)


def sign_in(client: Client, user: User) -> Client:
    """Open a session that has shown its second factor, without the pages, where signing in is not the subject."""
    client.force_login(user)
    session = client.session
    session[SET_UP_AT] = time.time()
    session.save()
    return client
