"""The links in invitation and reset mails, made at the moment the mail is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from scr_portal import notices

from .tokens import LinkTokens

if TYPE_CHECKING:
    from .models import User


def password_link(user: User) -> str:
    """Return the path of a fresh single-use link by which this person sets a password."""
    key = {"uidb36": user_pk_to_url_str(user), "key": LinkTokens().make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


def invitation_link(user: User) -> str:
    """Return a link to set the first password; somebody who has set one meanwhile is sent to sign in."""
    return reverse("account_login") if user.has_usable_password() else password_link(user)


def register() -> None:
    """Tell the outbox who makes which link. Called once, when the app is ready."""
    notices.register_link("invitation", invitation_link)
    notices.register_link("access_given", lambda user: reverse("account_login"))
    notices.register_link("password_reset", password_link)
    notices.register_link("sign_in_changed", lambda user: reverse("accounts:overview"))
