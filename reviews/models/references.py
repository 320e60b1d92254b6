"""References that say nothing: drawn at random, never in sequence, without initials or year."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1: people read these over the telephone."""


def draw(prefix: str) -> str:
    """Draw a new reference such as ``R-K4TR-7M``: six letters or digits, about a thousand million of them."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def referral_reference() -> str:
    return draw("N")


def review_reference() -> str:
    return draw("R")
