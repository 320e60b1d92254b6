"""Answer what nobody has settled: somebody in the register, somebody new, a word, or a name kept on purpose.

Each answer counts as a change of the register, so that every text of the case follows. It can be taken back; the
name then waits again, under the label that it had.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.anonymise import key_of
from scr_portal.refusals import Refused

from ..actions import ReviewAction
from ..enums import IdentityKind, Settlement, UnknownAnswer
from ..models import Identity, SettledName, UnknownName
from . import identities, recoding, spelling, taken_back
from .own_names import of_author


class AnsweredAlready(Refused):
    """Somebody has answered this name meanwhile."""

    sentence = "Somebody has answered this name already. Take that answer back first."


class NotAnswered(Refused):
    """There is no answer to take back."""

    sentence = "This name has no answer that could be taken back."


class BeyondOwnWords(Refused):
    """An author answers with what stands in their own text; the register is the manager's."""

    sentence = "You answer with names as you wrote them and with labels of your own text. The business manager does the rest."


class OfAnotherCase(Refused):
    """The identity belongs to another case."""

    field = "identity"
    sentence = "Choose somebody of this case."


@transaction.atomic
def answer_as_known(name: UnknownName, *, identity: Identity, by: User) -> UnknownName:
    """Answer that this is somebody or something in the register already, under another spelling."""
    name = _waiting(name, by=by)
    if (own := of_author(name, by=by)) is not None and not own.may_mean(identity):
        raise BeyondOwnWords
    identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    if identity.register_id != name.register_id:
        raise OfAnotherCase
    aliases = list(identity.aliases or [])
    spelled = key_of(name.surface) in {key_of(known) for known in (identity.canonical, *aliases)}
    if not spelled:
        identity = identities.keep(identity, aliases=[*aliases, str(name.surface)], by=by)
    return _answered(name, UnknownAnswer.KNOWN, identity=identity, wrote_register=not spelled, by=by)


@transaction.atomic
def answer_as_new(name: UnknownName, *, kind: str, pseudonym: str, by: User, **values: Any) -> UnknownName:
    """Answer with an identity that nobody has entered yet. `values` are further fields of it.

    Raises Refused as `identities.enter` does.
    """
    name = _waiting(name, by=by)
    own = of_author(name, by=by)
    if own is not None and not own.may_enter(kind, values):
        raise BeyondOwnWords
    fields = written(name, kind=kind, **values)
    identity = Identity(register=name.register, kind=kind, of=fields.pop("of", None))
    identity = identities.keep(identity, pseudonym=pseudonym, by=by, **fields)
    return _answered(name, UnknownAnswer.NEW, identity=identity, wrote_register=True, by=by)


def written(name: UnknownName, *, kind: str, **values: Any) -> dict[str, Any]:
    """Return what is written of an identity entered for this name: `values`, and a person's name in its parts."""
    fields: dict[str, Any] = {"canonical": str(name.surface)}
    fields |= {field: value for field, value in values.items() if value}
    if kind != IdentityKind.PERSON:
        return fields
    title = str(fields.get("title", ""))
    parts = spelling.spelled(spelling.with_title(title, str(fields["canonical"])))
    return parts | fields | {"canonical": parts["canonical"]} | ({"title": title} if title else {})


@transaction.atomic
def answer_as_word(name: UnknownName, *, settled_as: str, by: User) -> UnknownName:
    """Answer that it may stay: it is a word and no name, or it is named on purpose."""
    name = _waiting(name, by=by)
    if settled_as == Settlement.ALLOW:
        access.require(ReviewAction.SETTLE_NAMES, by, name.register)
    identities.keep_settled(name.register, text=str(name.surface), settled_as=Settlement(settled_as), by=by)
    name.refresh_from_db()
    return name


@transaction.atomic
def take_back(name: UnknownName, *, by: User) -> UnknownName:
    """Take an answer back: what it wrote in the register goes, and its label stands for the name again.

    A report that is public and was made with it is withdrawn in the same transaction. Raises Refused where the
    identity that it entered has become somebody for others too.
    """
    taken_back.lock_case(name.register)
    name = _locked(name)
    access.require(ReviewAction.ANSWER_NAME, by, name)
    if name.answer == UnknownAnswer.OPEN:
        raise NotAnswered
    if name.answer in (UnknownAnswer.KNOWN, UnknownAnswer.NEW):
        _take_back_identity(name, by=by)
    else:
        for settled in _settlements(name):
            identities.drop_settled(settled, by=by)
        name.refresh_from_db()
    taken_back.withdraw(name.register, [str(name.surface)], by=by)
    audit.record("unknown_name.reopened", by=by, on=name)
    return name


def _take_back_identity(name: UnknownName, *, by: User) -> None:
    identity, entered, wrote = name.identity, name.answer == UnknownAnswer.NEW, name.wrote_register
    name.reopen()
    if identity is not None and entered:
        identities.take_out(identity, by=by)
    elif identity is not None and wrote:
        kept = [alias for alias in identity.aliases or [] if key_of(alias) != name.key]
        identities.keep(identity, aliases=kept, by=by)
    else:
        identities.count(name.register, by=by)


def _settlements(name: UnknownName) -> list[SettledName]:
    return [row for row in name.register.settled_names.all() if key_of(row.text) == name.key]


def _locked(name: UnknownName) -> UnknownName:
    """Lock the register and then the name, in the order of every change of a register."""
    recoding.locked(name.register)
    return (
        UnknownName.objects.select_for_update(of=("self",), no_key=True)
        .select_related("register")
        .get(pk=name.pk)
    )


def _waiting(name: UnknownName, *, by: User) -> UnknownName:
    name = _locked(name)
    access.require(ReviewAction.ANSWER_NAME, by, name)
    if name.answer != UnknownAnswer.OPEN:
        raise AnsweredAlready
    return name


def _answered(
    name: UnknownName, answer: UnknownAnswer, *, identity: Identity, wrote_register: bool, by: User
) -> UnknownName:
    name.close(answer, by=by, identity=identity, wrote_register=wrote_register)
    if not wrote_register:
        identities.count(name.register, by=by)
    audit.record("unknown_name.answered", by=by, on=name, answer=answer.value)
    return name
