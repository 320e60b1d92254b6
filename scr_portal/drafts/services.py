"""Save, offer, complete and delete drafts. None of this is an act on a case, so nothing is audited."""

from __future__ import annotations

import datetime
import json
import logging
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from . import tokens
from .models import Draft
from .tokens import DraftToken, TokenInvalid

if TYPE_CHECKING:
    from scr_portal.accounts.models import User

logger = logging.getLogger(__name__)

TOKEN_FIELD = "draft_token"  # noqa: S105  the name of a form field
LAST_SEQUENCE = 2**62
"""The sequence of a form that was submitted and not accepted: no save of the same opening comes after it."""

OFFERED = 5
"""Most drafts of one form that are offered at once, the newest first. Older ones are offered later."""

Content = dict[str, list[str]]


class AlreadySent(Exception):
    """The form of this draft was submitted in the meantime, so there is nothing left to save."""


class NotTheOwner(Exception):
    """Another person is signed in than the owner of this form, or the owner's account is closed."""


class TooLong(Exception):
    """The typed text is longer than `settings.DRAFT_MAX_CHARACTERS`."""


def form_key(view_name: str, keys: Mapping[str, Any]) -> str:
    """Return the key of one form about one object, for example `reviews:referral_edit:1f3c…`."""
    return ":".join([view_name, *(str(keys[name]) for name in sorted(keys))])[:200]


def opened(form: str, *, user: User, fields: Iterable[str], replaces: Draft | None = None) -> DraftToken:
    """Return the token for a form that is being displayed. Writes nothing."""
    return DraftToken(
        uuid.uuid4(),
        user.pk,
        form,
        tuple(fields),
        replaces.pk if replaces else None,
        replaces.sequence if replaces else 0,
    )


def continued(token: DraftToken) -> DraftToken:
    """Return the token for the same form displayed again with what was just typed."""
    return DraftToken(uuid.uuid4(), token.user, token.form, token.fields, token.draft, LAST_SEQUENCE)


def offered(forms: Collection[str], *, user: User) -> list[Draft]:
    """Return the drafts of these forms that the person typed and did not submit, the newest first."""
    return list(Draft.objects.visible_to(user).unsent().filter(form__in=forms)[: OFFERED * len(forms)])


def content_of(token: DraftToken, data: MultiValueDict[str, Any]) -> Content:
    """Return the typed values of the form's own fields, so no files, passwords or tokens."""
    names = [name for name in data if any(is_part_of(name, field) for field in token.fields)]
    return {name: [str(value) for value in data.getlist(name)] for name in names}


def is_part_of(name: str, field: str) -> bool:
    """Return whether an input belongs to a field: it has its name, or is one of the three boxes of a date."""
    return name == field or name in (f"{field}_day", f"{field}_month", f"{field}_year")


@transaction.atomic
def keep(token: DraftToken, content: Content, *, sequence: int = LAST_SEQUENCE) -> Draft:
    """Save the draft. Raises AlreadySent, NotTheOwner or TooLong, and then saves nothing."""
    if len(json.dumps(content)) > settings.DRAFT_MAX_CHARACTERS:
        raise TooLong
    if not get_user_model().objects.filter(pk=token.user, is_active=True).exists():
        raise NotTheOwner
    values = {"content": content, "sequence": sequence, "saved_at": timezone.now()}
    draft, created = Draft.objects.select_for_update().get_or_create(
        pk=token.draft, defaults={"user_id": token.user, "form": token.form, **values}
    )
    if draft.sent_at is not None:
        raise AlreadySent
    if not created and sequence >= draft.sequence:
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save()
    forget_replaced(token)
    return draft


@transaction.atomic
def sent(token: DraftToken) -> None:
    """Record that the form was accepted: delete its text, and refuse saves still in transit."""
    now = timezone.now()
    Draft.objects.update_or_create(
        pk=token.draft,
        defaults={"content": None, "sent_at": now, "saved_at": now},
        create_defaults={
            "user_id": token.user,
            "form": token.form,
            "content": None,
            "sent_at": now,
            "saved_at": now,
        },
    )
    forget_replaced(token)


def forget_replaced(token: DraftToken) -> None:
    """Delete the draft this one continues, unless it was saved again after it had been read."""
    if token.replaces is not None:
        older = Draft.objects.unsent().filter(pk=token.replaces, user_id=token.user)
        older.filter(sequence=token.replaces_sequence).delete()


def throw_away(draft: Draft) -> None:
    draft.delete()


def purge() -> int:
    """Delete drafts that nobody resumed within `settings.DRAFT_DAYS`; return how many."""
    before = timezone.now() - datetime.timedelta(days=settings.DRAFT_DAYS)
    count, _ = Draft.objects.filter(saved_at__lt=before).delete()
    return count


def token_in(data: Mapping[str, Any]) -> DraftToken | None:
    """Return the valid token among posted values, or None."""
    signed = data.get(TOKEN_FIELD)
    if not signed:
        return None
    try:
        return tokens.read(str(signed))
    except TokenInvalid:
        return None


def keep_posted(request: HttpRequest) -> bool:
    """Save the text of a form that cannot be accepted now; return whether it was saved.

    For a request without a session or with an expired one, the signed token alone identifies the owner. It
    was given to that person in a page only they could open, and it permits writing without reading. Where
    another person is signed in, nothing is saved. Never raises: the refusal of the request comes first.
    """
    if request.method != "POST":
        return False
    data: QueryDict = request.POST
    token = token_in(data)
    if token is None or belongs_to_another(token, request):
        return False
    try:
        keep(token, content_of(token, data))
    except (AlreadySent, NotTheOwner, TooLong) as error:
        logger.info("typed text of a refused form was not kept", extra={"reason": type(error).__name__})
        return False
    return True


def belongs_to_another(token: DraftToken, request: HttpRequest) -> bool:
    """Return whether another person than the owner of this token is signed in."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and user.pk != token.user


def values_of(draft: Draft) -> MultiValueDict[str, Any]:
    """Return the content of a draft in the form of posted values."""
    content: Mapping[str, Sequence[str]] = draft.content or {}
    return MultiValueDict({name: [str(value) for value in values] for name, values in content.items()})
