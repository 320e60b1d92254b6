"""Answer several unknown names at once: the spellings of one person, place or word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from scr_portal.accounts.models import User
from scr_portal.refusals import Checks

from ..enums import UnknownAnswer
from ..models import Identity, UnknownName
from . import identities, unknown_names
from .spelling import suggest_label


@transaction.atomic
def answer_as_known(names: Sequence[UnknownName], *, identity: Identity, by: User) -> None:
    """Answer that each of these is this identity. Raises Refused, and answers none, where one cannot be."""
    for name in _in_order(names):
        unknown_names.answer_as_known(name, identity=identity, by=by)


@transaction.atomic
def answer_as_new(
    names: Sequence[UnknownName],
    *,
    kind: str,
    canonical: str,
    role: str,
    pseudonym: str,
    by: User,
    **values: Any,
) -> None:
    """Enter one identity for these names: under the name given, with the others as its further forms.

    Where no label is given one is drawn from the role. Raises Refused as `identities.enter` does.
    """
    first, *others = _longest_first(names)
    label = pseudonym or suggest_label(first.register, role)
    answered = unknown_names.answer_as_new(
        first, kind=kind, canonical=canonical, role=role, pseudonym=label, by=by, **values
    )
    identity: Any = answered.identity
    for name in others:
        unknown_names.answer_as_known(name, identity=identity, by=by)


def checks_new(
    names: Sequence[UnknownName], *, kind: str = "", canonical: str = "", pseudonym: str = "", **others: Any
) -> Checks:
    """Return what the register refuses of the identity; a label that is drawn is not judged."""
    first = _longest_first(names)[0]
    written = unknown_names.written(first, kind=kind, canonical=canonical)
    return identities.checks_keep(
        Identity(register=first.register, kind=kind), **written, pseudonym=pseudonym
    )


@transaction.atomic
def answer_as_word(names: Sequence[UnknownName], *, settled_as: str, by: User) -> None:
    """Answer that each of these may stay."""
    for name in _in_order(names):
        unknown_names.answer_as_word(name, settled_as=settled_as, by=by)


@transaction.atomic
def take_back(names: Sequence[UnknownName], *, by: User) -> None:
    """Take the answers to these names back; an identity goes last, after the further forms of it."""
    for name in sorted(_in_order(names), key=lambda name: name.answer == UnknownAnswer.NEW):
        unknown_names.take_back(name, by=by)


def _longest_first(names: Sequence[UnknownName]) -> list[UnknownName]:
    """Return the names with the fullest spelling first, which is the one entered."""
    return sorted(_in_order(names), key=lambda name: len(str(name.surface)), reverse=True)


def _in_order(names: Sequence[UnknownName]) -> list[UnknownName]:
    """Return the names as every transaction locks them, so that two of them never wait for each other."""
    return sorted(names, key=lambda name: name.pk)
