"""Who may read which rows: defined once for each model, in its queryset.

`visible_to(user)` is the same for every model and cannot be overridden: an active account, the person's own
boards, no override (see `overrides`), then the model's own `readable_by`. The view policies are derived from
it (`access.view_policy`), and lists, searches and work lists start from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar, Final, Self, TypeVar, final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone

from scr_portal.audit.history import HistoryAwareQuerySet

from .overrides import LOOKUP, NOTHING, Paths, closed_rows, overrides
from .subqueries import as_they_are

Row = TypeVar("Row", bound=models.Model)
Built = TypeVar("Built")

FINAL: Final = ("visible_to", "within_scope", "but_for_closed_rows")


class ReadingScope:
    """The definition of who may read the rows of a queryset; a mixin before the queryset class.

    A model gives the lookups of board and case (`board_path`, `case_path`), or of the parent it is read with
    (`follows`), and narrows that in `readable_by`. Rows that anybody may read, without an account, are given
    by `public_rows`.
    """

    board_path: ClassVar[str] = ""
    """Lookup of the board (`"review__board"`); `"pk"` for the board itself. Empty: belongs to no board."""

    case_path: ClassVar[str] = ""
    """Lookup of the case to which overrides apply (`"review"`); `"pk"` for the case itself."""

    case_code_path: ClassVar[str] = ""
    """Column with the case's code, for platform tables that only store that."""

    model: Any

    follows: ClassVar[str] = ""
    """Lookup of the parent whose readers read these rows. Board, case and overrides are the parent's.

    Public rows of the parent do not make its children public.
    """

    closed_singly: ClassVar[bool] = False
    """Whether one row may be closed to a person by itself (`overrides.ClosedRows`)."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a queryset that overrides what is final for every model."""
        super().__init_subclass__(**kwargs)
        if changed := [name for name in FINAL if name in vars(cls)]:
            raise TypeError(f"{cls.__name__} may not override {', '.join(changed)}: write readable_by().")

    def readable_by(self, user: Any) -> Q:
        """Return the rows this active person may read, within their boards and past every override.

        A model that follows a parent is read by all of the parent's readers unless this narrows it.
        """
        if self.follows:
            return Q()
        raise NotImplementedError(f"{type(self).__name__} does not say who may read its rows.")

    def public_rows(self) -> Q | None:
        """Return the rows that anybody may read, signed in or not; None where there are none."""
        return None

    def closed_with(self, keys: Any) -> Q | None:
        """Return the rows that are closed together with the objects of these keys (see `overrides.ClosedRows`).

        None where no single row of this model is ever closed. Children of a closed row are closed through `follows`.
        """
        return Q(pk__in=keys) if self.closed_singly else None

    @final
    def visible_to(self, user: Any) -> Self:
        """Return the rows `user` may read. Every page, list and search starts from it."""
        scope, public = self._condition(user), self.public_rows()
        rows: Any = self
        visible: Self = rows.filter(scope | public if scope and public else scope)
        return visible

    @final
    def within_scope(self, user: Any) -> Self:
        """Return the rows `user` may read as a participant: `visible_to` without the public rows."""
        rows: Any = self
        visible: Self = rows.filter(self._condition(user))
        return visible

    @final
    def but_for_closed_rows(self, user: Any) -> Self:
        """Return the rows `user` would read if no single row were closed to them: to say that something is, never what."""
        rows: Any = self
        readable: Self = rows.filter(self._scope(user, closing=False))
        return readable

    def _condition(self, user: Any) -> Q:
        """Return `_scope`, built once for a person as they are in memory, for today.

        It only says what is asked. The answer is the database's each time: nothing in it asks while it is built.
        """
        return built_once(user, self.model, lambda: self._scope(user))

    def _scope(self, user: Any, *, closing: bool = True) -> Q:
        """Return the condition; it matches nothing for anonymous users.

        In a preview (`scr_portal.preview`) it is what both may read: the person, and whoever looks as them.
        """
        previewer, own = getattr(user, "previewed_by", None), self._scope_of(user, closing=closing)
        return own & self._scope_of(previewer, closing=closing) if previewer else own

    def _scope_of(self, user: Any, *, closing: bool) -> Q:
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return NOTHING
        scope = Q()
        if self.follows:
            parents = scoped_manager(related_model(self.model, self.follows))
            open_parents = parents.within_scope(user) if closing else parents.but_for_closed_rows(user)
            scope &= Q(**{f"{self.follows}__in": open_parents})
        else:
            paths = Paths(self.board_path, self.case_path, self.case_code_path)
            for rule in overrides():
                scope &= rule.open_rows(user, paths)
        if closing:
            scope &= self._open_rows(user)
        return as_they_are(scope & self.readable_by(user))

    def _open_rows(self, user: Any) -> Q:
        """Return the condition for rows that no rule about single rows closes to this person."""
        open_rows = Q()
        for rule in closed_rows():
            closed = self.closed_with(built_once(user, rule, partial(rule.rows_of_keys, user)))
            if closed is not None:
                open_rows &= ~closed
        return open_rows


def built_once(user: Any, of: Any, build: Callable[[], Built]) -> Built:
    """Return what `build` returns: what is asked for this person as they are in memory, today. It is kept on the person.

    A queryset is handed out as a copy (`all()`), as one that has been evaluated would answer the same for ever.
    """
    built: dict[Any, Built] = user.__dict__.setdefault("_scopes_built", {})
    previewer = getattr(user, "previewed_by", None)
    key = (of, user.pk, user.is_active, previewer and previewer.pk, timezone.localdate())
    if key not in built:
        built[key] = build()
    return built[key]


class ScopedRows(ReadingScope, models.QuerySet[Row]):
    """The scoped queryset of a model without history."""


class ScopedQuerySet(ReadingScope, HistoryAwareQuerySet[Row]):
    """The scoped queryset of a model with history."""


def queryset_class(model: type[models.Model]) -> type[Any]:
    """Return the queryset class of a model's default manager."""
    queryset: type[Any] = getattr(model._default_manager, "_queryset_class", models.QuerySet)
    return queryset


def is_scoped(model: type[models.Model]) -> bool:
    """Return whether the model defines who may read its rows."""
    return issubclass(queryset_class(model), ReadingScope)


def scoped_models() -> Iterator[type[models.Model]]:
    """Yield every model that defines who may read its rows."""
    return (model for model in apps.get_models() if is_scoped(model))


def scoped_manager(model: type[models.Model]) -> Any:
    """Return the scoped manager of a model. Raises TypeError for one without a scope."""
    if not is_scoped(model):
        raise TypeError(f"{model._meta.label} does not say who may read its rows.")
    return model._default_manager


def related_model(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model at the end of a lookup. Raises FieldDoesNotExist for an invalid lookup."""
    for step in path.split(LOOKUP):
        target: Any = model._meta.get_field(step).related_model
        if not isinstance(target, type):
            raise FieldDoesNotExist(f"{model._meta.label}.{step} is no relation.")
        model = target
    return model


def paths_of(model: type[models.Model]) -> Paths:
    """Return the lookups of board and case from this model, through the parents it follows."""
    if not is_scoped(model):
        return Paths()
    rows = queryset_class(model)
    if rows.follows:
        return paths_of(related_model(model, rows.follows)).under(rows.follows)
    return Paths(rows.board_path, rows.case_path, rows.case_code_path)


def override_sentence(user: Any, on: Any) -> str | None:
    """Return the sentence of the override that closes this object to an authenticated `user`, or None."""
    paths = paths_of(type(on)) if isinstance(on, models.Model) else Paths()
    for rule in overrides():
        if rule.closes(user, on, paths):
            return rule.sentence
    return closed_row_sentence(user, on)


def closed_row_sentence(user: Any, on: Any) -> str | None:
    """Return the sentence of a rule that closes this single object, or one it is read with, to `user`; or None."""
    row = on if isinstance(on, models.Model) and is_scoped(type(on)) else None
    while row is not None:
        manager = scoped_manager(type(row))
        for rule in closed_rows():
            if manager.all().closed_with([]) is None:
                continue
            keys = rule.keys_now(user)
            if keys and manager.filter(manager.all().closed_with(keys), pk=row.pk).exists():
                return rule.sentence(row)
        row = followed(row)
    return None


def followed(row: Any) -> Any:
    """Return the parent object that a row is read with; None where it follows none."""
    path = queryset_class(type(row)).follows
    for step in path.split(LOOKUP) if path else ():
        row = getattr(row, step, None)
    return row if path else None
