"""How people come in: the mail, its link, a password, a second step; or a session opened beforehand."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from scr_portal.accounts.models import User
from tests.platform import signing_in

from .visitor import Visitor

PASSWORD = signing_in.PASSWORD


@dataclass
class Mailbox:
    """The mails the worker sent, each a file."""

    folder: Path

    def all(self) -> Iterator[Any]:
        for file in sorted(self.folder.glob("*.eml")):
            yield message_from_bytes(file.read_bytes(), policy=policy.default)

    def text(self) -> str:
        """Everything that was sent, heads and bodies."""
        return "\n".join(f"{mail['Subject']}\n{mail.get_content()}" for mail in self.all())

    def link(self, to: str, about: str, *, at_least: int = 1) -> str:
        """The path of the link in the newest mail to this person whose subject holds these words.
        Waits until as many have come as there should be."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            found = [mail for mail in self.all() if to in mail["To"] and about in mail["Subject"]]
            if len(found) >= at_least:
                return path_in(found[-1].get_content())
            time.sleep(0.2)
        raise AssertionError(f"no mail about “{about}” came to {to}; there are: {self.text()}")


def path_in(body: str) -> str:
    link = re.search(r"https?://\S+", body)
    assert link, body
    return urlsplit(link.group()).path


def let_in(visitor: Visitor, user: User) -> Visitor:
    """A session opened and proved beforehand, for people whose signing in is not the subject."""
    cookie = signing_in.sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME]
    host = urlsplit(visitor.base).hostname
    visitor.page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": host or "", "path": "/"}]
    )
    return visitor


def accept_invitation(visitor: Visitor, link: str) -> None:
    visitor.go(link)
    visitor.type_password("New password", PASSWORD)
    visitor.type_password("New password again", PASSWORD)
    visitor.press("Save password")


def sign_in(visitor: Visitor, email: str) -> None:
    visitor.go("/account/sign-in/")
    visitor.type("Email address", email)
    visitor.type_password("Password", PASSWORD)
    visitor.press("Sign in")


def set_up_second_step(visitor: Visitor) -> None:
    visitor.must_read("Set up a second step")
    visitor.press("Set up an app")
    if visitor.page.get_by_label("Password", exact=True).count():
        visitor.type_password("Password", PASSWORD)
        visitor.press("Continue")
    secret = visitor.page.locator("code").inner_text()
    visitor.type("Code from the app", signing_in.code_for(secret))
    visitor.press("Continue")
    visitor.must_read("Recovery codes")
    visitor.press("I have kept the codes")
    assert visitor.path == "/work/"
