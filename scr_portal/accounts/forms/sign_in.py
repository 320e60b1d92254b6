"""The account library's forms in the portal's words. The rules stay the library's own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.http import HttpRequest

from scr_portal.accounts.addresses import NOT_AN_ADDRESS
from scr_portal.web.forms import PortalForm

EMPTY_CODE = "Enter the 6-digit code from your authenticator app, or a recovery code."
WHAT_IS_GOOD = (
    "At least 12 characters. Three or four words nobody would expect together are easy to remember. "
    "Do not use your name or a password from another place."
)
ANSWER_SECONDS = 0.2
"""How long every request for a reset link takes: far more than noting a mail does (7 ms measured)."""
MISMATCH = "The two passwords are not the same. Type the same password twice."


class PlainWords(PortalForm):
    """Labels and hints by field; placeholders go, because they vanish as soon as one types."""

    labels: ClassVar[Mapping[str, str]] = {}
    hints: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in the portal's words that two passwords differ."""
        if field == "password2":
            error = MISMATCH
        super().add_error(field, error)


class SignInForm(PlainWords, account.LoginForm):
    labels = {"login": "Email address", "password": "Password"}
    missing = {"login": "Enter your email address.", "password": "Enter your password."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["invalid"] = NOT_AN_ADDRESS
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgottenForm(PlainWords, account.ResetPasswordForm):
    labels = {"email": "Email address"}
    hints = {"email": "The address you sign in with."}
    missing = {"email": "Enter your email address."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = NOT_AN_ADDRESS

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Answer a known and an unknown address after the same time: only the known one has mail to note."""
        started = time.perf_counter()
        email: str = super().save(request, **kwargs)
        time.sleep(max(0.0, ANSWER_SECONDS - (time.perf_counter() - started)))
        return email


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    labels = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": WHAT_IS_GOOD}
    missing = {"password1": "Enter a new password.", "password2": "Enter the new password again."}


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):
    labels = {"oldpassword": "Current password", **NewPasswordForm.labels}
    hints = {"password1": WHAT_IS_GOOD}
    missing = {"oldpassword": "Enter your current password.", **NewPasswordForm.missing}


class ConfirmPasswordForm(PlainWords, account.ReauthenticateForm):
    labels = {"password": "Password"}
    missing = {"password": "Enter your password."}


class SecondStepForm(PlainWords, mfa.AuthenticateForm):
    labels = {"code": "Code"}
    hints = {"code": "From your authenticator app: 6 digits. Or one of your recovery codes: 8 digits."}
    missing = {"code": EMPTY_CODE}


class ConfirmCodeForm(PlainWords, mfa.ReauthenticateForm):
    labels, hints, missing = SecondStepForm.labels, SecondStepForm.hints, SecondStepForm.missing


class SetUpAppForm(PlainWords, ActivateTOTPForm):
    labels = {"code": "Code from the app"}
    hints = {"code": "6 digits. The code changes every 30 seconds."}
    missing = {"code": "Enter the 6-digit code your authenticator app shows."}


class AddPasskeyForm(PlainWords, AddWebAuthnForm):
    labels = {"name": "Name of this passkey", "passwordless": "Sign in with this passkey alone"}
    hints = {
        "name": "So that you can tell it from others, such as “Work laptop”.",
        "passwordless": "The device will ask for your finger, face or PIN instead of a password.",
    }
    missing = {"credential": "The device gave no passkey. Try again."}
    unmarked = ("name", "passwordless")


class RenamePasskeyForm(PlainWords, EditWebAuthnForm):
    labels = {"name": "Name of this passkey"}
    missing = {"name": "Enter a name for this passkey."}
