"""Whose pages a preview can show: people of a board, and people who would be given a role on it.

In a form and in an address a viewpoint is one value: "<membership>" for somebody as they are, ":<board>:<role>:<agency>" for
somebody new, and "<membership>:<board>:<role>:<agency>" for somebody of the board in a further role.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scr_portal.access.roles import WITHOUT_SECOND_FACTOR, Role
from scr_portal.accounts.models import Agency, Board, Membership, User
from scr_portal.web.sorting import by_words

OF_AN_AGENCY = frozenset({Role.AGENCY_LEAD, Role.IMR_AUTHOR, Role.LINE_MANAGER})
"""Roles in which somebody sees what is their agency's: of a new one the agency has to be known."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A membership that is held, a membership that would be given (not saved), or both."""

    membership: Membership | None
    given: Membership | None = None

    def __str__(self) -> str:
        if self.given is None:
            return str(self.person)
        role = self.given.get_role_display()
        invited = (
            f"invited as {role} of {self.given.agency}" if self.given.agency_id else f"invited as {role}"
        )
        return f"{self.person}, {invited}," if self.membership else f"somebody {invited}"

    @property
    def person(self) -> User:
        """The account; one that does not exist yet for somebody new."""
        return self.concerned[0].user

    @property
    def concerned(self) -> list[Membership]:
        """What the policy of a preview is asked about: each of them has to be allowed."""
        return [row for row in (self.membership, self.given) if row is not None]

    @property
    def subject(self) -> Membership | Board:
        """What the record of the preview is about: a membership, or the board where there is none yet."""
        return self.membership or self.concerned[0].board

    @property
    def account_id(self) -> uuid.UUID | None:
        """The key of the account, for the record; None for somebody new."""
        return self.membership.user_id if self.membership else None

    @property
    def value(self) -> str:
        """The viewpoint as a form and an address carry it."""
        head = str(self.membership.pk) if self.membership else ""
        if self.given is None:
            return head
        return f"{head}:{self.given.board.code}:{self.given.role}:{self.given.agency_id or ''}"


def read(by: User, value: str) -> Viewpoint | None:
    """Return the viewpoint of a value from a form or an address; None for what does not exist on a board `by` manages."""
    head, _, rest = value.partition(":")
    membership = next((row for row in memberships_for(by) if str(row.pk) == head), None)
    if head and membership is None:
        return None
    if not rest:
        return Viewpoint(membership) if membership else None
    given = _given(by, rest, membership.user if membership else User(name="Somebody new"))
    return Viewpoint(membership, given) if given else None


def would_be(board: Board, role: str, agency: Agency | None = None, *, by: User, email: str = "") -> str:
    """Return the value of a viewpoint for somebody who is to be invited; of a person of one's boards where the address is theirs.

    Of an address that is known on other boards alone nothing is told: it is somebody new.
    """
    rows = memberships_for(by)
    found = next((row for row in rows if row.user.email == email.lower()), None)
    given = Membership(user=found.user if found else User(), board=board, agency=agency, role=role)
    held = found is not None and found.user.memberships.current().filter(
        board=board, agency=agency, role=role
    )
    if found is not None and held and held.exists():
        return Viewpoint(found).value
    return Viewpoint(found, given).value


def _given(by: User, rest: str, user: User) -> Membership | None:
    board_code, _, of_role = rest.partition(":")
    role, _, agency_key = of_role.partition(":")
    board = _managed(by).filter(code=board_code).first()
    if board is None or role not in Role.values or role in WITHOUT_SECOND_FACTOR:
        return None
    agencies = {str(agency.pk): agency for agency in Agency.objects.filter(board=board)} if agency_key else {}
    if agency_key and agency_key not in agencies:
        return None
    return Membership(user=user, board=board, agency=agencies.get(agency_key), role=role)


def _managed(by: User) -> Any:
    return Board.objects.visible_to(by).filter(pk__in=by.boards_as(Role.BUSINESS_MANAGER)).order_by("name")


def memberships_for(by: User) -> list[Membership]:
    """Return one membership of each person on the boards this person manages, in the order of their names."""
    managed = by.boards_as(Role.BUSINESS_MANAGER)
    rows = Membership.objects.visible_to(by).working().filter(board__in=managed).exclude(user=by)
    theirs_alone = Membership.objects.current().filter(role__in=WITHOUT_SECOND_FACTOR)
    rows = rows.exclude(user__in=theirs_alone.values("user")).select_related("user", "board")
    first: dict[Any, Membership] = {}
    for row in rows:
        first.setdefault(row.user_id, row)
    return by_words(first.values(), lambda row: row.user)


def newcomers(by: User) -> Iterator[tuple[str, str]]:
    """Yield value and words of somebody new in each role that no agency has to be named for, on each board managed."""
    boards = list(_managed(by))
    for board in boards:
        on = f", {board.short_name}" if len(boards) > 1 else ""
        for role in Role:
            if role not in WITHOUT_SECOND_FACTOR | OF_AN_AGENCY:
                yield f":{board.code}:{role}:", f"Somebody invited as {role.label}{on}"


def choices(by: User, asked: str = "") -> list[Any]:
    """Return the people of the board, then somebody new in each role; first of all whom the address asks for."""
    of_the_board = [(str(row.pk), f"{row.user}, {row.get_role_display()}") for row in memberships_for(by)]
    somebody_new = list(newcomers(by))
    known = {value for value, _ in (*of_the_board, *somebody_new)}
    viewpoint = read(by, asked) if asked and asked not in known else None
    words = str(viewpoint).rstrip(",")
    first = [(asked, words[:1].upper() + words[1:])] if viewpoint else []
    return [
        ("", "Choose a person"),
        *first,
        ("People of the board", of_the_board),
        ("Before they are invited", somebody_new),
    ]
