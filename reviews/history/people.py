"""Who acted: by name for the board, by role and number for a reader in codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Min, QuerySet

from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, Membership, User

PORTAL = "The portal"


def people(events: QuerySet[Any], *, board: Board, in_codes: bool) -> dict[UUID, str]:
    """Everybody who acts in these events, in the order in which they first do."""
    acting = events.filter(actor_id__isnull=False).order_by().values_list("actor_id")
    actors = [actor for actor, _ in acting.annotate(first=Min("seq")).order_by("first")]
    if in_codes:
        return numbered(role_words(actors, board))
    users = User.objects.in_bulk(actors)
    return {actor: str(users.get(actor, "Somebody whose account is gone")) for actor in actors}


def role_words(actors: list[UUID], board: Board) -> dict[UUID, str]:
    """Return the roles each person has ever held on the board, as one phrase."""
    held: dict[UUID, set[str]] = defaultdict(set)
    rows = Membership.objects.filter(board=board, user__in=actors)
    for user, role in rows.values_list("user_id", "role"):
        held[user].add(str(Role(role).label))
    return {
        actor: sentence_case(" and ".join(sorted(held[actor]))) or "Somebody without a role on the board"
        for actor in actors
    }


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def numbered(words: dict[UUID, str]) -> dict[UUID, str]:
    """Return the same words told apart by a number, where several people share them."""
    many, numbers, told = Counter(words.values()), Counter[str](), {}
    for actor, phrase in words.items():
        numbers[phrase] += 1
        told[actor] = f"{phrase} {numbers[phrase]}" if many[phrase] > 1 else phrase
    return told
