"""Declare who may reach a view. A view without a declaration is refused by the middleware."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from .actions import Action
from .rules import Denied, note_shown, refusal
from .scope import closed_row_sentence, is_scoped, scoped_manager


class Access(Enum):
    """`PUBLIC`: anyone. `SIGNED_IN`: anyone with an account; the queryset decides what they see."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


def public(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a function view public."""
    view.access = Access.PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Declare a function view for people with an account."""
    view.access = Access.SIGNED_IN  # type: ignore[attr-defined]
    return view


class ActionMixin:
    """A page for one action without an object (referring a case). 403 where it is refused."""

    access = Access.SIGNED_IN
    action: Action
    request: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check the policy before anything else of the view runs."""
        if sentence := refusal(self.action, request.user, None):
            raise Denied(sentence, action=self.action)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ObjectAccessMixin:
    """A view of one object, fetched through `visible_to(user)`: 404 if not visible, 403 if refused.

    Where the URL names a parent (`/reviews/<review_id>/imrs/<pk>/`), list it in `parents` as
    {"review_id": "commission__review_id"}: a child under another parent is not found.
    """

    access = Access.SIGNED_IN
    action: Action
    model: type[Model]
    parents: dict[str, str] = {}
    request: Any
    kwargs: dict[str, Any]

    def get_queryset(self) -> QuerySet[Any]:
        """Return all rows of this model that the user may see; narrow it, never widen it."""
        manager: Any = self.model._default_manager
        queryset: QuerySet[Any] = manager.visible_to(self.request.user)
        return queryset

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """Return the object of the URL, fetched once a request. Raises Http404 (not visible) or `Denied`."""
        if not hasattr(self, "_object"):
            instance = (
                (queryset if queryset is not None else self.get_queryset())
                .filter(
                    pk=self.kwargs["pk"], **{path: self.kwargs[name] for name, path in self.parents.items()}
                )
                .first()
            )
            if instance is None:
                self.refuse_closed_row()
                raise Http404
            if queryset is None:
                note_shown(self.request.user, instance)
            if sentence := refusal(self.action, self.request.user, instance):
                raise Denied(sentence, action=self.action, on=instance)
            self._object = instance
        return self._object

    def refuse_closed_row(self) -> None:
        """Raise `Denied` where only a rule about single rows closes what the URL names: its readers know that it exists."""
        model = getattr(self, "model", None)
        if model is None or not is_scoped(model):
            return
        found = {"pk": self.kwargs["pk"]} | {path: self.kwargs[name] for name, path in self.parents.items()}
        closed = scoped_manager(model).but_for_closed_rows(self.request.user).filter(**found).first()
        if closed is not None and (sentence := closed_row_sentence(self.request.user, closed)):
            raise Denied(sentence, action=self.action, on=closed)
