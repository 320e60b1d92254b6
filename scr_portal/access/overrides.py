"""Overrides: rules checked before every policy, which no role, grant or policy can outweigh.

An override has two halves that must never differ: a sentence for one person and one object, and a condition
for the rows of a model. Both are methods of one class, so neither can be registered without the other;
`access.refusal` uses the first, `visible_to` the second.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q

from .subqueries import Rows

LOOKUP = "__"
NOTHING = Q(pk__in=[])
"""Matches no row, without a query."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The lookups of board, case and case code in the rows of a model.

    Empty where a row has none: a notice belongs to a person and to no board.
    """

    board: str = ""
    case: str = ""
    case_code: str = ""

    def under(self, relation: str) -> Paths:
        """Return the same lookups from a child that reaches this model through `relation`."""
        return Paths(*(below(relation, path) for path in (self.board, self.case, self.case_code)))


def below(relation: str, path: str) -> str:
    """Return the lookup `path` of a parent from its child; the parent's own key is the relation itself."""
    if path == "pk":
        return relation
    return f"{relation}{LOOKUP}{path}" if path else ""


def value_at(row: Any, path: str) -> Any:
    """Follow a lookup from a saved object in memory and return a key, or the value of a plain column.

    Returns None where a relation on the way is empty.
    """
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
    """A rule with both halves. `sentence` is the refusal shown to the person."""

    sentence: str

    @abstractmethod
    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        """Return whether the rule closes this object to an authenticated `user`."""

    @abstractmethod
    def open_rows(self, user: Any, paths: Paths) -> Q:
        """Return the condition for rows the rule leaves open to `user`; `Q()` where it does not apply."""


class InactiveAccount(Override):
    """An inactive account may read nothing and do nothing."""

    sentence = "This account is closed."

    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        return not user.is_active

    def open_rows(self, user: Any, paths: Paths) -> Q:
        return Q() if user.is_active else NOTHING


class OtherBoard(Override):
    """The objects of a board are visible only to people with a role on that board today."""

    sentence = "This belongs to another board."

    def closes(self, user: Any, on: Any, paths: Paths) -> bool:
        if not paths.board:
            return False
        board = value_at(on, paths.board)
        return board is None or not user.roles_on(board)

    def open_rows(self, user: Any, paths: Paths) -> Q:
        return Q(**{f"{paths.board}__in": user.boards_as()}) if paths.board else Q()


class ClosedCases(Override):
    """Cases that are closed to a person. A subclass defines which, once for both halves."""

    @abstractmethod
    def cases(self, user: Any) -> Any:
        """Return a queryset with the keys of the closed cases as its only column."""

    @abstractmethod
    def codes(self, user: Any) -> list[Any]:
        """Return querysets with the codes of the closed cases, for platform tables that only store the case code."""

    def closed_keys(self, user: Any) -> set[Any]:
        """Return the keys of the cases closed now."""
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


class ClosedRows(ABC):
    """A rule that closes single rows to a person, whatever else they read of the case.

    A model says in `closed_with` which of its rows are closed together with the objects of given keys. The condition for
    rows and the answer for one object are both made from that and from `keys` (`scope`), so that they cannot differ.
    """

    @abstractmethod
    def keys(self, user: Any) -> Any:
        """Return a queryset with the keys of the objects that are closed to this person as its only column."""

    def rows_of_keys(self, user: Any) -> Rows:
        """Return `keys` as a condition carries them, compiled once for all the models that ask for them."""
        return Rows(self.keys(user))

    @abstractmethod
    def keys_now(self, user: Any) -> set[Any]:
        """Return the same keys, asked once for a request."""

    @abstractmethod
    def sentence(self, on: Any) -> str:
        """Return the sentence that refuses this object, or one closed together with another."""


_overrides: list[Override] = [InactiveAccount(), OtherBoard()]
_closed_rows: list[ClosedRows] = []


def override(rule: type[Override]) -> type[Override]:
    """Register a rule (as a class decorator). Raises TypeError where one of its halves is missing."""
    if not any(type(known) is rule for known in _overrides):
        _overrides.append(rule())
    return rule


def overrides() -> tuple[Override, ...]:
    """Return all overrides in the order in which they are checked."""
    return tuple(_overrides)


def closes_rows(rule: type[ClosedRows]) -> type[ClosedRows]:
    """Register a rule about single rows (as a class decorator)."""
    if not any(type(known) is rule for known in _closed_rows):
        _closed_rows.append(rule())
    return rule


def closed_rows() -> tuple[ClosedRows, ...]:
    """Return all rules about single rows."""
    return tuple(_closed_rows)
