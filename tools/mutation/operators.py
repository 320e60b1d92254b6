"""Operators of mutation for the ways in which a rule of the portal is written, beside cosmic-ray's own.

A rule here is often a condition of a query, a member of a set of roles, or a call that moves a status. The operators of
the library leave those as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name

Position = tuple[tuple[int, int], tuple[int, int]]
QUERIES = {"filter", "exclude", "get", "Q", "update", "aggregate"}
BRACKETS = {"{", "(", "["}


class DropCondition(Operator):
    """Drop one condition of a query, so that it returns more rows or, excluding, fewer are left out."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        for condition in self._conditions(node):
            yield condition.start_pos, condition.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        _remove(
            node.children[1] if node.children[1].type == "arglist" else node, self._conditions(node)[index]
        )
        return node

    def _conditions(self, node: Any) -> list[Any]:
        if node.type != "trailer" or node.children[0] != "(" or len(node.children) != 3:
            return []
        name = node.get_previous_leaf()
        if name.type != "name" or name.value not in QUERIES:
            return []
        return _members(node.children[1], "arglist")

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("rows.filter(a=1, b=2)", "rows.filter( b=2)"),
            Example("rows.exclude(a=1)", "rows.exclude()"),
            Example("x = Q(a=1)", "x = Q()"),
        )


class DropMember(Operator):
    """Drop one member of a set, tuple or list of several."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        for member in self._several(node):
            yield member.start_pos, member.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        inner = node.children[1]
        _remove(inner, self._several(node)[index])
        if node.children[0] == "(" and "," not in [
            child for child in inner.children if child.type == "operator"
        ]:
            inner.children.append(Name(",", inner.end_pos))
        return node

    def _several(self, node: Any) -> list[Any]:
        if node.type != "atom" or node.children[0] not in BRACKETS or len(node.children) != 3:
            return []
        inner = node.children[1]
        if inner.type not in ("testlist_comp", "dictorsetmaker") or any(
            child.type.endswith("comp_for") or child == ":" for child in inner.children
        ):
            return []
        members = _members(inner, inner.type)
        return members if len(members) > 1 else []

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("{a, b}", "{ b}"),
            Example("(a, b)", "(a,)", occurrence=1),
            Example("[a, b, c]", "[a, c]", occurrence=1),
        )


class SwapMembership(Operator):
    """Replace `in` by `not in`, and the other way round."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type == "comparison" and self._words(node) in ("in", "not in"):
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        other = "not in" if self._words(node) == "in" else "in"
        node.children[1] = Name(other, node.children[1].start_pos, " ")
        return node

    def _words(self, node: Any) -> str:
        return " ".join(node.children[1].get_code().split())

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("a in b", "a not in b"), Example("a not in b", "a in b"))


class DropStatement(Operator):
    """Leave a statement out that is called for what it does: a call, a `yield`, an assignment to an attribute."""

    def mutation_positions(self, node: Any) -> Iterator[Position]:
        if node.type == "simple_stmt" and self._acts(node.children[0]):
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        first = node.children[0]
        words = "yield from ()" if first.type == "yield_expr" else "pass"
        node.children[0] = Name(words, first.start_pos, first.get_first_leaf().prefix)
        return node

    def _acts(self, statement: Any) -> bool:
        if statement.type == "expr_stmt":
            return statement.children[0].type in ("atom_expr", "power") and statement.children[1] == "="
        return statement.type in ("atom_expr", "power", "yield_expr")

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (
            Example("audit.record(x)\n", "pass\n"),
            Example("row.status = x\n", "pass\n"),
            Example("def f():\n    yield 1\n", "def f():\n    yield from ()\n"),
        )


def _members(node: Any, kind: str) -> list[Any]:
    """Return the members of a list of arguments or of a display; the node itself where it is the only one."""
    if node.type != kind:
        return [node]
    return [child for child in node.children if child != ","]


def _remove(node: Any, member: Any) -> None:
    """Take a member and the comma after it, or before it where it is the last, out of a node."""
    at = node.children.index(member)
    del node.children[at]
    if at < len(node.children) and node.children[at] == ",":
        del node.children[at]
    elif at and node.children[at - 1] == ",":
        del node.children[at - 1]


OWN = (DropCondition, DropMember, SwapMembership, DropStatement)
