"""What an answer has already said in public: an app that publishes counts it, and withdraws it when it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scr_portal.accounts.models import User
from scr_portal.web.words import counted

from ..models import IdentityRegister, Review


class Published(Protocol):
    """How one app looks after what it has made public."""

    def times(self, register: IdentityRegister, surfaces: Sequence[str]) -> int:
        """Return how often these words stand in a text that is public, or in the text it was made from."""

    def withdraw(self, register: IdentityRegister, surfaces: Sequence[str], *, by: User) -> None:
        """Withdraw what is public and holds them, at once, and tell whoever looks after it."""


_published: list[Published] = []


def register_published(published: Published) -> None:
    """Have an app asked before and after an answer is taken back."""
    if all(type(known) is not type(published) for known in _published):
        _published.append(published)


def lock_case(register: IdentityRegister) -> None:
    """Lock the review before its register, as whoever publishes or records somebody does."""
    list(Review.objects.select_for_update(of=("self",)).filter(referral=register.referral_id))


def times_public(register: IdentityRegister, surfaces: Sequence[str]) -> int:
    """Return how often what was answered about these words stands in public."""
    return sum(published.times(register, surfaces) for published in _published)


def withdraw(register: IdentityRegister, surfaces: Sequence[str], *, by: User) -> None:
    """Withdraw whatever is public and was made with an answer that is taken back, in the same transaction."""
    for published in _published:
        published.withdraw(register, surfaces, by=by)


def warning(register: IdentityRegister, surfaces: Sequence[str], *, called: str = "") -> str:
    """Return what is said before an answer is taken back; empty where nothing of it is public.

    A page that shows no name says what the words are `called` instead.
    """
    times = times_public(register, surfaces)
    if not times:
        return ""
    listed = called or ", ".join(f"“{surface}”" for surface in surfaces)
    stands = "stands" if len(surfaces) == 1 else "stand"
    return (
        f"{listed} {stands} {counted(times, 'time')} in the report that is public. If you take the answer back, the "
        "report is withdrawn from the public at once, and the business manager and the board chair are told."
    )
