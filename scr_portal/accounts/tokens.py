"""The single-use links by which a person sets a password: invitations and resets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

from .models import Membership

if TYPE_CHECKING:
    from .models import User

RESET_SECONDS = 60 * 60
"""How long a reset link lives, in seconds. An invitation lives PASSWORD_RESET_TIMEOUT: 72 hours."""


class LinkTokens(PasswordResetTokenGenerator):
    """Tokens of single-use links that expire.

    They end with use (the password is part of them), with a newer invitation (`invited_at` is part of them), with the last
    membership, with the account, and with time: 72 hours for somebody who has never set a password, one hour for
    everybody else.
    """

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        base: str = super()._make_hash_value(user, timestamp)
        return f"{base}|{user.invited_at.isoformat() if user.invited_at else ''}"

    def check_token(self, user: Any, token: str | None) -> bool:
        """Whether the link may still be used by this person."""
        if not super().check_token(user, token) or not token:
            return False
        if not may_have_link(user):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])
        return not user.has_usable_password() or age <= RESET_SECONDS


def may_have_link(user: User) -> bool:
    """Links are for people who may sign in: an active account with a membership that counts today."""
    return user.is_active and Membership.objects.current().filter(user=user).exists()
