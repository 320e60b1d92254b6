"""A visitor who never types an address: after signing in they only follow what the pages offer."""

from __future__ import annotations

import re

from scr_portal.accounts.models import User

from .conftest import NewVisitor
from .entering import let_in
from .visitor import Visitor, Words


class LinksOnly(Visitor):
    """Opens the page to which signing in leads; any address typed after that fails the test."""

    signed_in = False

    def go(self, path: str) -> None:
        assert not self.signed_in, f"typed the address {path} on {self.path}: no link leads there"
        super().go(path)
        self.signed_in = True

    def wait_until_done(self) -> None:
        self.wait_until_led_on()

    def find_work(self, words: Words) -> None:
        """Back to "Your work" by the navigation, and from there to the matter with these words."""
        self.follow("Your work")
        if isinstance(words, str):
            words = re.compile(f"^{re.escape(words)}")
        assert self.page.get_by_role("main").get_by_role("link", name=words).count(), (
            f"“Your work” does not hold “{words}”:\n{self.text[:1500]}"
        )
        self.follow(words)


def at_work(arrive: NewVisitor, user: User) -> LinksOnly:
    """Somebody who has just signed in."""
    visitor = let_in(arrive(), user)
    follower = LinksOnly(visitor.page, visitor.inspection, visitor.base)
    follower.go("/work/")
    return follower
