"""What somebody reads on their first page while nothing waits for them: what they find here, and what will come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q
from django.urls import reverse

from scr_portal.access.roles import OVERSEERS, Role
from scr_portal.accounts.models import Membership
from scr_portal.web.words import counted

from .models import Review
from .queries import cases_for

MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one's own that stays open when nothing waits: its URL, its name, and what has a state."""

    url: str
    name: str
    of: Any


@dataclass(frozen=True, slots=True)
class Landing:
    """A sentence or two for one role, where it leads, and the cases that are open to be read."""

    heading: str
    words: str
    url: str = ""
    link: str = ""
    reviews: tuple[Review, ...] = ()
    pages: tuple[Page, ...] = ()


PagesOf = Callable[[Any], Iterable[Page]]
_pages: dict[Role, PagesOf] = {}


def pages_of(role: Role) -> Callable[[PagesOf], PagesOf]:
    """Register `(user) -> pages` for a role whose pages belong to a further app."""

    def register(function: PagesOf) -> PagesOf:
        _pages[role] = function
        return function

    return register


WORDS = {
    Role.PANEL_MEMBER: (
        "Your part on the panel",
        "You read what the agencies hand in, and discuss it with the panel. Its chair accepts or returns it. "
        "What the panel waits for stands with each review.",
    ),
    Role.INSPECTOR: (
        "What you may inspect",
        "You may read how each review stands: its stage and dates, its panel and terms of reference, its history, "
        "and the report once it is signed off. Nothing is asked of you.",
    ),
    Role.INTERVIEWEE: (
        "Your interview",
        "The page of your interview stays open to you: what it is for, who is there for you, and its record once "
        "that has been shared with you.",
    ),
    Role.LINE_MANAGER: (
        "Staff you support",
        "No case is open to you. Somebody you support reads here what their interview is for, and checks its record "
        "before it is used.",
    ),
    Role.RELATIVE: (
        "How you are kept informed",
        "The family’s contact speaks with you in the way you have asked for, and tells you what the review finds "
        "before it is made public. There are no pages of your own here yet; you may read what is published.",
    ),
    Role.CORONER_LIAISON: (
        "What is open to you",
        "No case is open to you: what the board discloses to the coroner reaches you outside the portal for now. "
        "You may read what is published.",
    ),
    Role.ADMINISTRATOR: (
        "Who has access",
        "You see no case. You look after the people of the board: who is let in, and whose access ends.",
    ),
}
"""In the order in which they are shown to somebody who holds several of these roles."""

NEVER_ASKED = frozenset((Role.INSPECTOR, Role.LINE_MANAGER, Role.RELATIVE, Role.CORONER_LIAISON))
"""Roles that the portal asks for nothing: to them it does not say that something will wait one day."""


def landings_for(user: Any) -> Iterator[Landing]:
    """Yield what applies to the roles this person holds today; empty for roles that the lists themselves serve."""
    held = set(held_today(user).values_list("role", flat=True))
    for role, (heading, words) in WORDS.items():
        if role in held:
            yield landing(role, user, heading, words)


def may_be_asked(user: Any) -> bool:
    """Whether anything can ever wait for this person in the roles they hold today."""
    return bool(held_today(user).exclude(role__in=NEVER_ASKED).exists())


def held_today(user: Any) -> Any:
    """Return the person's own memberships; in a preview those on boards of whoever looks."""
    return Membership.objects.visible_to(user).current().filter(user=user)


def landing(role: Role, user: Any, heading: str, words: str) -> Landing:
    if role in (Role.INSPECTOR, Role.PANEL_MEMBER):
        return Landing(heading, words, reviews=tuple(cases_for(user)[:MOST_LISTED]))
    if role in _pages:
        return Landing(heading, words, pages=tuple(_pages[role](user)))
    if role == Role.ADMINISTRATOR:
        words = f"{words} {access_in_words(user)}"
        return Landing(heading, words, reverse("accounts:people_home"), "People of the board")
    return Landing(heading, words, reverse("reports:published"), "Published reports")


def access_in_words(user: Any) -> str:
    """How many people the boards of this overseer have let in, and how many of them have not come yet."""
    overseen = Membership.objects.visible_to(user).current().filter(board__in=user.boards_as(*OVERSEERS))
    not_come = Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    counts = overseen.aggregate(
        everybody=Count("user", distinct=True), invited=Count("user", filter=not_come, distinct=True)
    )
    everybody = counted(counts["everybody"], "person has,people have").capitalize()
    if not counts["invited"]:
        return f"{everybody} access, and nobody still has to follow an invitation."
    return f"{everybody} access; {counted(counts['invited'], 'has,have')} not followed their invitation yet."
