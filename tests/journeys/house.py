"""The board of the journey: its people, whoever of them sits before a browser, and the case."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from scr_portal.accounts.models import User

from .conftest import NewVisitor
from .entering import Mailbox, let_in
from .inspection import Inspection
from .visitor import Visitor

DOCTOR_LABEL = "Doctor 7"
SAMPLES = Path(__file__).parents[1] / "chronology" / "samples"
LEAFLET = "Portsmouth leaflet"
CHILD, MOTHER, DOCTOR = "Tamsin Quillfeather", "Oona Quillfeather", "Quentin Marlowe"
NURSE, HEALTH_AUTHOR, POLICE_AUTHOR = "Nuala Brightwater", "Hester Loam", "Callan Reeve"
REGISTERED = [word for name in (CHILD, MOTHER, DOCTOR, NURSE) for word in name.split()]
"""Every word of every name in the identity register; none is an ordinary word."""


@dataclass
class House:
    people: SimpleNamespace
    arrive: NewVisitor
    mailbox: Mailbox
    inspection: Inspection

    def __post_init__(self) -> None:
        self.here: dict[str, Visitor] = {}
        self.referral = self.review = ""
        self.health = self.police = self.imr = self.interview = self.edition = self.child = ""

    def __getattr__(self, role: str) -> Visitor:
        """Somebody of the board, let in with a session when first asked for."""
        people = self.__dict__["people"]
        if not hasattr(people, role):
            raise AttributeError(role)
        if role not in self.here:
            self.here[role] = let_in(self.arrive(), getattr(people, role))
        return self.here[role]

    def names(self) -> list[str]:
        """Everybody's name: people of the case and people who work on it."""
        return [*REGISTERED, *(word for user in User.objects.all() for word in user.name.split())]


def longdate(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"
