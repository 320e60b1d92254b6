"""Who owes something, as data: a person, or whoever holds a role on a board or a part in a case.

An owner carries the ladder above it. When nobody holds the owner, or whoever does has left or has a conflict
of interest, the matter passes to the next rung; reminders of what is late climb the same ladder. Pure: no
queries but those of `includes`, which asks what the request knows already.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from django.apps import apps

from scr_portal.access import grants
from scr_portal.access.roles import Role


@dataclass(frozen=True, slots=True)
class Owner:
    """One rung: `words` is how a page speaks of it, the rest says who holds it.

    `able` says whether this rung may do the act itself; one that may not sees to it that somebody does.
    """

    words: str
    board: str = ""
    role: str = ""
    agency: str = ""
    part: str = ""
    on: str = ""
    user: str = ""
    able: bool = True
    without: tuple[str, ...] = ()
    above: tuple[Owner, ...] = ()

    def __str__(self) -> str:
        return self.words

    @property
    def ladder(self) -> tuple[Owner, ...]:
        """This rung and those above it."""
        return (replace(self, above=()), *self.above)

    def then(self, *rungs: Owner) -> Owner:
        """Return the same owner with these rungs above it; a rung that is the same holder as a lower one is left out."""
        climbed = [rung for added in rungs for rung in added.ladder]
        above: list[Owner] = []
        for rung in climbed:
            if all(rung.identity != known.identity for known in (self, *above)):
                above.append(rung)
        return replace(self, above=tuple(above))

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two rungs the same holder."""
        return (self.board, self.role, self.agency, self.part, self.on, self.user, *self.without)

    def overseeing(self) -> Owner:
        """Return the same rung where it may not do the act itself."""
        return replace(self, able=False)

    def includes(self, user: Any) -> bool:
        """Whether `user` holds this rung, by the memberships and grants of the request. Never the rungs above."""
        if not getattr(user, "is_authenticated", False) or str(user.pk) in self.without:
            return False
        if self.user and self.user != str(user.pk):
            return False
        if self.part:
            label, _, key = self.on.partition(":")
            return grants.has(user, self.part, apps.get_model(label)(pk=UUID(key)))
        if self.role:
            return _holds(user, self)
        return bool(self.user)

    def words_for(self, user: Any) -> str:
        """How the page speaks of the owner to this reader."""
        return "you" if self.includes(user) else self.words


def _holds(user: Any, rung: Owner) -> bool:
    if Role(rung.role) not in user.roles_on(UUID(rung.board)):
        return False
    if not rung.agency:
        return True
    held: bool = user.agencies_as(Role(rung.role)).filter(agency=rung.agency).exists()
    return held


def board_role(role: Role, board: Any, words: str = "") -> Owner:
    """Whoever holds the role on the board (an id or a board)."""
    return Owner(words or f"the {role.label}", board=key_of(board), role=str(role))


def agency_role(role: Role, agency: Any, words: str = "") -> Owner:
    """Whoever holds the role for this one agency."""
    return Owner(
        words or f"the {role.label} of {agency}",
        board=str(agency.board_id),
        role=str(role),
        agency=str(agency.pk),
    )


def part(codename: str, on: Any, words: str) -> Owner:
    """Whoever holds the grant `codename` on this object: the panel chair of a review."""
    return Owner(words, board=str(on.board_id), part=codename, on=f"{on._meta.label_lower}:{on.pk}")


def person(user: Any, board: Any, words: str, *, role: Role | str = "", agency: Any = None) -> Owner:
    """One person (an id or an account), for as long as they hold the role where one is named.

    `words` say what they are, never their name: the row is stored.
    """
    return Owner(
        words,
        board=key_of(board),
        user=key_of(user),
        role=str(role),
        agency=key_of(agency) if agency else "",
    )


def business_manager(board: Any) -> Owner:
    """Return the board’s business manager; above them the board chair, who sees to it."""
    return board_role(Role.BUSINESS_MANAGER, board).then(board_role(Role.BOARD_CHAIR, board).overseeing())


def board_chair(board: Any) -> Owner:
    """Return the board chair. Where there is none the business manager sees to it: the board has nobody higher."""
    return board_role(Role.BOARD_CHAIR, board).then(board_role(Role.BUSINESS_MANAGER, board).overseeing())


def overseers(board: Any, agency: Any = None) -> tuple[Owner, ...]:
    """Return the ladder above somebody who works on a case: the agency's lead, the business manager, the board chair."""
    lead = (agency_role(Role.AGENCY_LEAD, agency).overseeing(),) if agency is not None else ()
    rungs = (board_role(Role.BUSINESS_MANAGER, board), board_role(Role.BOARD_CHAIR, board))
    return (*lead, *(rung.overseeing() for rung in rungs))


def key_of(item: Any) -> str:
    """Return the primary key of an object, or the key itself, as text."""
    return str(getattr(item, "pk", item))


def as_json(owner: Owner) -> list[dict[str, Any]]:
    """Return the ladder as it is stored."""
    rungs = []
    for rung in owner.ladder:
        values = asdict(rung)
        del values["above"]
        values["without"] = list(rung.without)
        rungs.append({name: value for name, value in values.items() if value not in ("", [])})
    return rungs


def from_json(rungs: list[dict[str, Any]]) -> tuple[Owner, ...]:
    """Return the rungs of a stored ladder."""
    return tuple(Owner(**(rung | {"without": tuple(rung.get("without", ()))})) for rung in rungs)
