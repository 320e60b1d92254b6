"""Overrides: rules that are asked before every policy and that no role, grant or policy can beat.

An override has two halves that must never differ: a sentence for one person and one object, and a condition
for the rows of a model. Both are methods of one class, so neither can be registered without the other;
`access.refusal` asks the first, `visible_to` the second.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

LOOKUP = "__"
NOTHING = Q(pk__in=[])
"""Matches no row, without asking the database."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the rows of a model keep their board, their case and the code of their case (Django lookups).

    Empty where a row has none: a notice belongs to a person and to no board.
    """

    board: str = ""
    case: str = ""
    case_code: str = ""

    def under(self, relation: str) -> Paths:
        """The same places, seen from a child that reaches this model through `relation`."""
        return Paths(*(below(relation, path) for path in (self.board, self.case, self.case_code)))


def below(relation: str, path: str) -> str:
    """The lookup `path` of a parent as its child writes it; the parent's own key is the relation itself."""
    if path == "pk":
        return relation
    return f"{relation}{LOOKUP}{path}" if path else ""


def value_at(row: Any, path: str) -> Any:
    """Follow a lookup from a saved object in memory: a key, or the value of a plain column. None where a
    relation on the way is empty."""
    *steps, last = path.split(LOOKUP)
    for step in steps:
        row = getattr(row, step, None)
        if row is None:
            return None
    if last == "pk":
        return row.pk
    try:
        attname = getattr(row._meta.get_field(last), "attname", None)
    except FieldDoesNotExist:
        attname = None
    value = getattr(row, attname or last, None)
    return value.pk if isinstance(value, Model) else value


class Override(ABC):
    """One rule with both halves. `sentence` is what the person is told."""

    sentence: str

    @abstractmethod
    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        """Whether the rule shuts this object to an authenticated `user`."""

    @abstractmethod
    def open_rows(self, user: Any, paths: Paths) -> Q:
        """The rows of a model that the rule leaves open to `user`; `Q()` where it says nothing of them."""


class InactiveAccount(Override):
    """A closed account reads nothing, and does nothing."""

    sentence = "This account is closed."

    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        return not user.is_active

    def open_rows(self, user: Any, paths: Paths) -> Q:
        return Q() if user.is_active else NOTHING


class OtherBoard(Override):
    """Nothing of one board is seen from another: the person holds a role on the object's board today."""

    sentence = "This belongs to another board."

    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        if not paths.board:
            return False
        board = value_at(on, paths.board)
        return board is None or not user.roles_on(board)

    def open_rows(self, user: Any, paths: Paths) -> Q:
        return Q(**{f"{paths.board}__in": user.boards_as()}) if paths.board else Q()


class ClosedCases(Override):
    """Whole cases that are closed to a person. A subclass says which, once for both halves."""

    @abstractmethod
    def cases(self, user: Any) -> Any:
        """A queryset with the keys of the closed cases as its only column."""

    @abstractmethod
    def codes(self, user: Any) -> list[Any]:
        """Querysets with the codes of the closed cases, for platform tables that know a case by code alone."""

    def closed_keys(self, user: Any) -> set[Any]:
        """The closed cases' keys now."""
        return set(self.cases(user))

    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        if paths.case:
            case = value_at(on, paths.case)
            return case is not None and case in self.closed_keys(user)
        if paths.case_code and (code := value_at(on, paths.case_code)):
            return any(code in set(codes) for codes in self.codes(user))
        return False

    def open_rows(self, user: Any, paths: Paths) -> Q:
        if paths.case:
            return ~Q(**{f"{paths.case}__in": self.cases(user)})
        open_rows = Q()
        if paths.case_code:
            for codes in self.codes(user):
                open_rows &= ~Q(**{f"{paths.case_code}__in": codes})
        return open_rows


_overrides: list[Override] = [InactiveAccount(), OtherBoard()]


def override(rule: type[Override]) -> type[Override]:
    """Register a rule (as a class decorator). Raises TypeError where one of its halves is missing."""
    if not any(type(known) is rule for known in _overrides):
        _overrides.append(rule())
    return rule


def overrides() -> tuple[Override, ...]:
    """All overrides in the order in which they are asked."""
    return tuple(_overrides)
