"""Boards, agencies and people."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from typing import Any

from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board, Membership, User
from tests.factory_cache import cached

_numbers = itertools.count(1)

PASSWORD = "a long enough password for tests"

PEOPLE = {
    Role.BUSINESS_MANAGER: "Morwenna Tull",
    Role.BOARD_CHAIR: "Idris Blackwater",
    Role.SUB_GROUP: "Petra Hollin",
    Role.REFERRER: "Gwen Ashdown",
    Role.PANEL_CHAIR: "Osric Vane",
    Role.OVERVIEW_AUTHOR: "Leonie Sarratt",
    Role.PANEL_MEMBER: "Tobias Wick",
    Role.IMR_AUTHOR: "Hester Loam",
    Role.INTERVIEWEE: "Nuala Brightwater",
}


@cached
def board(**values: Any) -> Board:
    number = next(_numbers)
    values = {
        "code": f"board-{number}",
        "name": f"Fennmouth {number} Safeguarding Children Board",
        "short_name": f"FSCB {number}",
        "procedure": "portsmouth-2010",
        "phone": "01632 960100",
    } | values
    return Board.objects.create(**values)


@cached
def agency(on: Board, *, name: str = "", kind: str = "health_provider") -> Agency:
    number = next(_numbers)
    name = name or f"Fennmouth Health {number}"
    return Agency.objects.create(board=on, name=name, short_name=name, kind=kind)


@cached
def user(name: str = "Rowan Thistlewood", *, email: str = "") -> User:
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(email, PASSWORD, name=name)


@cached
def member(on: Board, role: Role | str, *, agency: Agency | None = None, name: str = "") -> User:
    """Somebody who holds one role on the board today."""
    person = user(name or PEOPLE.get(Role(role), "Rowan Thistlewood"))
    Membership.objects.create(user=person, board=on, agency=agency, role=role)
    return person


@cached
def staff(on: Board) -> SimpleNamespace:
    """Make the people every case needs, one for each board-wide role."""
    return SimpleNamespace(
        board=on,
        manager=member(on, Role.BUSINESS_MANAGER),
        chair=member(on, Role.BOARD_CHAIR),
        committee=member(on, Role.SUB_GROUP),
        referrer=member(on, Role.REFERRER, agency=agency(on)),
        panel_chair=member(on, Role.PANEL_CHAIR),
        author=member(on, Role.OVERVIEW_AUTHOR),
        panel_member=member(on, Role.PANEL_MEMBER),
    )
