"""Subqueries that a condition carries as they are, so that a queryset is not built anew for each level it stands in.

Django resolves a subquery again, with everything inside it, in each query that it becomes part of. Who may read is
said in subqueries within subqueries (the points of a return, of a text, of a review, of somebody's agency), and
building such a condition took longer than its query and the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Expression, Q, QuerySet

MEMBER = "__in"


class Rows(Expression):
    """The keys of a queryset that refers to nothing outside itself: `pk__in=Rows(queryset)`.

    It is compiled with the query it stands in, in a scope of its own, so that its aliases need not differ from those outside.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.query = rows.query.clone()
        self.query.subquery = True
        self.query.clear_ordering(clear_default=True)
        if not self.query.has_select_fields:
            self.query.clear_select_clause()
            self.query.add_fields(["pk"])
        self._compiled: dict[str, Any] = {}
        super().__init__(output_field=self.query.output_field)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Rows:
        """Return itself: nothing in it depends on the query it stands in."""
        return self

    def relabeled_clone(self, change_map: Any) -> Rows:
        """Return itself: it names no alias of the query it stands in."""
        return self

    def get_group_by_cols(self) -> list[Any]:
        """Return nothing: it has no column of the query it stands in."""
        return []

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the query in brackets; the same condition compiles it once."""
        if connection.alias not in self._compiled:
            self._compiled[connection.alias] = self.query.as_sql(compiler, connection)
        return self._compiled[connection.alias]


def as_they_are(condition: Q) -> Q:
    """Return the condition with each queryset that a value is looked for in carried as it is.

    None of them may refer to the rows outside (`OuterRef`).
    """
    children: Iterable[Any] = (
        as_they_are(child) if isinstance(child, Q) else _leaf(child) for child in condition.children
    )
    return Q.create(list(children), condition.connector, condition.negated)


def _leaf(child: Any) -> Any:
    if isinstance(child, tuple) and child[0].endswith(MEMBER) and isinstance(child[1], QuerySet):
        return child[0], Rows(child[1])
    return child
