"""Who must prove a second thing besides the password, and whether this session has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from scr_portal.access.roles import WITHOUT_SECOND_FACTOR

if TYPE_CHECKING:
    from .models import Membership, User

SET_UP_AT = "second_factor_set_up_at"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def needed(memberships: Iterable[Membership]) -> bool:
    """Whether any role held now asks for a second factor.

    Everybody's does, but an interviewee's and a relative's. SECOND_FACTOR_WAIVED exists for development only;
    the production settings refuse it.
    """
    if settings.SECOND_FACTOR_WAIVED:
        return False
    return any(membership.role not in WITHOUT_SECOND_FACTOR for membership in memberships)


def set_up(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey; recovery codes alone do not count."""
    return is_mfa_enabled(user, FACTORS)


def proved(request: HttpRequest) -> bool:
    """Whether this very session has shown the second factor, or set it up.

    A session opened with a stolen password before the set-up stays unproved after it.
    """
    if SET_UP_AT in request.session:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
