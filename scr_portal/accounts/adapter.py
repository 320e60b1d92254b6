"""How the account library behaves in this portal: by invitation only, and saying nothing to strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from scr_portal import audit, notices, sealed

from . import second_factor
from .addresses import folded
from .models import Membership
from .tokens import may_have_link

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from .models import User

WRONG = "The email address or the password is not right. Check both and try again."
TOO_MANY = "There were too many wrong tries. Wait five minutes, then try again, or ask for help below."


class PortalAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; nobody is led elsewhere; a stranger and a member get the same answer."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": "That was too often in a short time. Wait a few minutes, then try again.",
        "incorrect_password": "That password is not right. Try again.",
        "enter_current_password": "That is not your current password. Try again.",
        "incorrect_code": "That code is not right. Use the newest code your app shows.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by invitation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path in this portal may follow a sign-in; no other host, however it is spelled."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None) and str(url).startswith("/")

    def clean_email(self, email: str) -> str:
        """Look an address up in the spelling in which it was stored."""
        return folded(email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a sign-in attempt that is refused, without saying whose: the address was typed by anybody."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            audit.record("accounts.sign_in_locked", by=None)
            raise

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse, after the right password, a closed account and one whose memberships have all ended."""
        if not may_have_link(user):
            return redirect("accounts:access_ended")
        return super().pre_login(request, user, **kwargs)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Only the row is written here; the link is made when the mail is, and never kept."""
        if may_have_link(user):
            notices.send("password_reset", to=user)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Tell the person that the way they sign in was changed, without saying more in a mail."""
        notices.send("sign_in_changed", to=user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail leaves through `notices` alone. Anything else the library would send is a mistake."""
        raise LookupError(f"no mail is written for {template_prefix}")


class PortalMfaAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and the last one cannot be taken off by a role that needs it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Use the newest code your app shows.",
        "cannot_delete_authenticator": (
            "Your role needs a second step to sign in. Set up another one first, then remove this one."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Return the name the authenticator app shows."""
        return settings.MFA_TOTP_ISSUER

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealed.seal(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret as it was. Raises where no key opens it: a broken second factor stays shut."""
        return sealed.unseal(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether the person keeps another factor, or has no role that needs one."""
        user = authenticator.user
        if not second_factor.needed(Membership.objects.current().filter(user=user)):
            return True
        others = user.authenticator_set.filter(type__in=second_factor.FACTORS).exclude(pk=authenticator.pk)
        return bool(others.exists())
