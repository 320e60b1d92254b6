"""The mails about an account: to whoever comes, and to whoever signs in."""

from __future__ import annotations

from typing import Any

from scr_portal.notices import mails


def has_not_come(person: Any, case: Any) -> bool:
    """Whether a person has no password yet, so that an invitation is what reaches them."""
    return not person.has_usable_password()


def has_come(person: Any, case: Any) -> bool:
    return bool(person.has_usable_password())


def everybody(person: Any, case: Any) -> bool:
    return True


mails.register("invitation", "they are invited, and each time they are invited again", has_not_come)
mails.register("access_given", "they are given a further role", has_come)
mails.register("password_reset", "somebody asks for a new password with their address", everybody)
mails.register("sign_in_changed", "their password or second step is changed", everybody)
