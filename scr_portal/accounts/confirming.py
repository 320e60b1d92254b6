"""Whether somebody confirmed who they are a moment ago, for acts that a screen left open must not do."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest

PAGE = "account_reauthenticate"
"""The page that asks for it; `next` leads back."""


def confirmed(request: HttpRequest) -> bool:
    """Return whether the password, or the second factor of those who have one, was given again within five minutes."""
    return bool(did_recently_reauthenticate(request))
