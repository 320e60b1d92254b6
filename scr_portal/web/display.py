"""What the components draw: small plain records, made by the apps, that know nothing of models."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage on the stage line. `state`: done, now, next, or not_needed.

    `met_on` is when a stage was done, and of the stage the case is in now, since when.
    """

    name: str
    state: Literal["done", "now", "next", "not_needed"]
    met_on: date | None = None
    due_on: date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseBanner:
    """The head of every case page. Never a real name.

    `child` is the coded label and age ("Child A, 4 years old"); `due_on` the date of the clock that runs,
    `clock` what it is for ("to publish"); `holds` sentences. `named_url` is where the named view is switched
    on, and `coded_url` where it is switched off by a POST; empty for those who may not.
    """

    code: str
    stage: str
    child: str = ""
    due_on: date | None = None
    clock: str = ""
    holds: list[str] = field(default_factory=list)
    url: str = ""
    named: bool = False
    named_url: str = ""
    coded_url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a task list. `colour` is a tag colour, or empty for plain words ("Completed")."""

    name: str
    url: str = ""
    hint: str = ""
    status: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a summary list: an answer and where to change it."""

    key: str
    value: object = ""
    change_url: str = ""
    action: str = "Change"


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter that is on, and the address of the same list without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it counts, for the head of a page. `late` marks it in words and with an edge."""

    number: int
    label: str
    url: str = ""
    late: bool = False
