"""Who holds an owner today: memberships and grants of one board, read once and asked in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from scr_portal.access import grants
from scr_portal.accounts.models import Absence, Membership
from scr_portal.owners import Owner


class Directory:
    """The people of one board and of the parts named by some owners.

    People in `excluded` hold nothing; those who are away today hold what they hold, and somebody else stands
    for them where somebody does.
    """

    def __init__(self, board_id: UUID, owners: Iterable[Owner], *, excluded: set[UUID]) -> None:
        self._excluded = {str(user) for user in excluded}
        current = Membership.objects.current().filter(board=board_id, user__is_active=True)
        self._roles = {
            (str(user), role, str(agency) if agency else "")
            for user, role, agency in current.values_list("user_id", "role", "agency_id")
        }
        self._members = {user for user, _, _ in self._roles} - self._excluded
        away = Absence.objects.on(timezone.localdate()).filter(user__in=current.values("user"))
        self._away = {str(user) for user in away.values_list("user_id", flat=True)}
        self._parts = _parts({rung.on for owner in owners for rung in owner.ladder if rung.part})

    def holders(self, rung: Owner) -> list[str]:
        """Return the active members of the board who hold this rung, as ids in a fixed order."""
        held = set(self._members)
        if rung.user:
            held &= {rung.user}
        if rung.part:
            held &= self._parts.get((rung.on, rung.part), set())
        if rung.role:
            held &= {
                user
                for user, role, agency in self._roles
                if role == rung.role and (not rung.agency or agency == rung.agency)
            }
        if not (rung.user or rung.part or rung.role):
            return []
        return sorted(held - set(rung.without))

    def present(self, rung: Owner) -> list[str]:
        """Those who hold this rung and are not away."""
        return [user for user in self.holders(rung) if user not in self._away]

    def standing(self, owner: Owner) -> tuple[int, list[str]]:
        """Return the lowest rung on which somebody is present, and who.

        Where everybody of the ladder is away it stays with the lowest that is held; the owner's own rung with
        nobody where the whole ladder is empty.
        """
        for held_by in (self.present, self.holders):
            for number, rung in enumerate(owner.ladder):
                if held := held_by(rung):
                    return number, held
        return 0, []

    def covers(self, owner: Owner, rung: int) -> bool:
        """Whether this rung stands for somebody below it who is away."""
        return any(self.holders(lower) for lower in owner.ladder[:rung])

    def above(
        self, ladder: tuple[Owner, ...], rung: int, holders: Iterable[Any]
    ) -> list[tuple[int, list[str]]]:
        """Return the rungs above `rung` on which somebody is present who does not hold it already, lowest first."""
        known = {str(user) for user in holders}
        rungs_above = []
        for number in range(rung + 1, len(ladder)):
            if others := [user for user in self.present(ladder[number]) if user not in known]:
                rungs_above.append((number, others))
                known |= set(others)
        return rungs_above


def _parts(places: set[str]) -> dict[tuple[str, str], set[str]]:
    """Holders of every grant on these objects, by object and codename; one query a model."""
    keys: dict[str, set[str]] = {}
    for place in places:
        label, _, key = place.partition(":")
        keys.setdefault(label, set()).add(key)
    holders_by_part: dict[tuple[str, str], set[str]] = {}
    for label, pks in keys.items():
        model: Any = apps.get_model(label)
        for item in grants.on_objects(model, pks):
            holders_by_part.setdefault((f"{label}:{item.object_id}", item.codename), set()).add(
                str(item.user_id)
            )
    return holders_by_part
