"""Who may read which rows: said once for each model, in its queryset.

`visible_to(user)` is the same for every model and cannot be changed by one: an active account, the person's
own boards, no override (see `overrides`), then what the model itself says in `readable_by`. The view
policies are derived from it (`access.view_policy`), and lists, searches and work lists begin with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final, Self, TypeVar, final

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q

from scr_portal.audit.history import HistoryAwareQuerySet

from .overrides import LOOKUP, NOTHING, Paths, overrides

Row = TypeVar("Row", bound=models.Model)

FINAL: Final = ("visible_to", "within_scope")


class ReadingScope:
    """What a queryset says about who may read its rows; mixed in before the queryset class.

    A model says where its rows keep their board and their case (`board_path`, `case_path`), or which parent
    they are read with (`follows`), and narrows that in `readable_by`. Rows that anybody may read, without an
    account, are named by `public_rows`.
    """

    board_path: ClassVar[str] = ""
    """Lookup of the board (`"review__board"`); `"pk"` for the board itself. Empty: belongs to no board."""

    case_path: ClassVar[str] = ""
    """Lookup of the case to which overrides apply (`"review"`); `"pk"` for the case itself."""

    case_code_path: ClassVar[str] = ""
    """Column with the case's code, for platform tables that know a case by nothing else."""

    model: Any

    follows: ClassVar[str] = ""
    """Lookup of the parent whose readers read these rows. Board, case and overrides are the parent's. What is
    public of the parent does not make its children public."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a queryset that changes what is the same for every model."""
        super().__init_subclass__(**kwargs)
        if changed := [name for name in FINAL if name in vars(cls)]:
            raise TypeError(f"{cls.__name__} may not override {', '.join(changed)}: write readable_by().")

    def readable_by(self, user: Any) -> Q:
        """Which rows this active person may read, within their boards and past every override.

        Whatever follows a parent is read by all of the parent's readers unless it says less here.
        """
        if self.follows:
            return Q()
        raise NotImplementedError(f"{type(self).__name__} does not say who may read its rows.")

    def public_rows(self) -> Q | None:
        """Rows that anybody may read, signed in or not; None where there are none."""
        return None

    @final
    def visible_to(self, user: Any) -> Self:
        """The rows `user` may read. Where a page, a list or a search begins."""
        scope, public = self._scope(user), self.public_rows()
        rows: Any = self
        visible: Self = rows.filter(scope | public if scope and public else scope)
        return visible

    @final
    def within_scope(self, user: Any) -> Self:
        """The rows `user` may read as somebody who takes part: `visible_to` without what is public."""
        rows: Any = self
        visible: Self = rows.filter(self._scope(user))
        return visible

    def _scope(self, user: Any) -> Q:
        """The condition; nothing for somebody who has not signed in."""
        if not getattr(user, "is_authenticated", False):
            return NOTHING
        scope = Q()
        if self.follows and user.is_active:
            parents = scoped_manager(related_model(self.model, self.follows)).within_scope(user)
            scope &= Q(**{f"{self.follows}__in": parents})
        else:
            paths = Paths(self.board_path, self.case_path, self.case_code_path)
            for rule in overrides():
                scope &= rule.open_rows(user, paths)
        return scope & self.readable_by(user) if user.is_active else NOTHING


class ScopedRows(ReadingScope, models.QuerySet[Row]):
    """The scoped queryset of a model without history."""


class ScopedQuerySet(ReadingScope, HistoryAwareQuerySet[Row]):
    """The scoped queryset of a model with history."""


def queryset_class(model: type[models.Model]) -> type[Any]:
    """The queryset class behind a model's default manager."""
    found: type[Any] = getattr(model._default_manager, "_queryset_class", models.QuerySet)
    return found


def is_scoped(model: type[models.Model]) -> bool:
    """Whether the model says who may read its rows."""
    return issubclass(queryset_class(model), ReadingScope)


def scoped_models() -> Iterator[type[models.Model]]:
    """Every model that says who may read its rows."""
    return (model for model in apps.get_models() if is_scoped(model))


def scoped_manager(model: type[models.Model]) -> Any:
    """The manager through which a model's readers are asked. Raises TypeError for one without a scope."""
    if not is_scoped(model):
        raise TypeError(f"{model._meta.label} does not say who may read its rows.")
    return model._default_manager


def related_model(model: type[models.Model], path: str) -> type[models.Model]:
    """The model at the end of a lookup. Raises FieldDoesNotExist where the path leads nowhere."""
    for step in path.split(LOOKUP):
        found: Any = model._meta.get_field(step).related_model
        if not isinstance(found, type):
            raise FieldDoesNotExist(f"{model._meta.label}.{step} is no relation.")
        model = found
    return model


def paths_of(model: type[models.Model]) -> Paths:
    """Where rows of this model keep their board and their case, through the parents they follow."""
    if not is_scoped(model):
        return Paths()
    rows = queryset_class(model)
    if rows.follows:
        return paths_of(related_model(model, rows.follows)).under(rows.follows)
    return Paths(rows.board_path, rows.case_path, rows.case_code_path)


def override_sentence(user: Any, on: Any) -> str | None:
    """What shuts this object to an authenticated `user` before any policy is asked, or None."""
    paths = paths_of(type(on)) if isinstance(on, models.Model) else Paths()
    for rule in overrides():
        if rule.closes(user, on, paths):
            return rule.sentence
    return None
