"""What the account library reports, and what the portal makes of it: audit rows and the session's proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from scr_portal import audit

from .middleware import start_clock
from .second_factor import FACTORS, SET_UP_AT

if TYPE_CHECKING:
    from .models import User


def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Start the clock of the session, also for one that was open before."""
    start_clock(request.session)
    audit.record("accounts.signed_in", by=user, on=user)


def signed_out(sender: Any, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        audit.record("accounts.signed_out", by=user, on=user)


def sign_in_failed(sender: Any, **kwargs: Any) -> None:
    """Without the address that was typed: it may be a stranger's, or a password in the wrong box."""
    audit.record("accounts.sign_in_failed", by=None)


def second_step_failed(sender: Any, user: User, **kwargs: Any) -> None:
    audit.record("accounts.second_factor_failed", by=None, on=user)


def password_set(sender: Any, user: User, **kwargs: Any) -> None:
    audit.record("accounts.password_set", by=user, on=user)


def factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Note that a session which has just set a factor up has shown it as well."""
    audit.record("accounts.second_factor_added", by=user, on=user, kind=str(authenticator.type))
    if authenticator.type in FACTORS:
        request.session[SET_UP_AT] = authenticator.created_at.timestamp()


def factor_removed(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record("accounts.second_factor_removed", by=user, on=user, kind=str(authenticator.type))


RECEIVERS = [
    (user_logged_in, signed_in),
    (user_logged_out, signed_out),
    (user_login_failed, sign_in_failed),
    (authentication_failed, second_step_failed),
    (password_changed, password_set),
    (password_reset, password_set),
    (authenticator_added, factor_added),
    (authenticator_removed, factor_removed),
]


def connect() -> None:
    """Connect the receivers; once, when the app is ready."""
    for signal, receiver in RECEIVERS:
        signal.connect(receiver, dispatch_uid=f"accounts.{receiver.__name__}")
