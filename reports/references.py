"""The public reference of a report: on its cover, in its address and in the name of its file."""

from __future__ import annotations

import secrets

LETTERS = "BCDFGHJKMNPQRTVWXY"
DIGITS = "23456789"
"""Neither list holds a sign that is easily taken for one of the other (I and 1, O and 0, S and 5, Z and 2)."""


def public_slug() -> str:
    """Draw a new reference such as ``k7m4-r9t2``: letters and digits by turns, about four hundred million of them.

    Drawn at random, so that it says nothing of the case. No two letters stand together: a reference can
    neither spell a word nor be anybody's initials, and the search of the PDF never takes it for a name.
    """
    signs = "".join(secrets.choice(LETTERS) + secrets.choice(DIGITS) for _ in range(4)).lower()
    return f"{signs[:4]}-{signs[4:]}"
