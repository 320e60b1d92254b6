"""The signed token in a form: the draft it writes, its owner, the form, and the fields that may be stored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "scr_portal.drafts"


class TokenInvalid(Exception):
    """The token was altered, has expired or was not issued by the portal."""


@dataclass(frozen=True, slots=True)
class DraftToken:
    """One opening of a form. It permits writing this draft, never reading it.

    `replaces` is the draft this opening continues, and `replaces_sequence` the state in which it was read: it
    is deleted once the new draft has its text, unless it has been saved again since.
    """

    draft: uuid.UUID
    user: uuid.UUID
    form: str
    fields: tuple[str, ...]
    replaces: uuid.UUID | None = None
    replaces_sequence: int = 0

    def signed(self) -> str:
        replaces = str(self.replaces) if self.replaces else ""
        values = [str(self.draft), str(self.user), self.form, list(self.fields)]
        return signing.dumps([*values, replaces, self.replaces_sequence], salt=SALT, compress=True)


def read(signed: str) -> DraftToken:
    """Return the token. Raises TokenInvalid; a token expires after `settings.DRAFT_TOKEN_SECONDS`."""
    try:
        values: Any = signing.loads(signed, salt=SALT, max_age=settings.DRAFT_TOKEN_SECONDS)
        draft, user, form, fields, replaces, sequence = values
        return DraftToken(
            uuid.UUID(draft),
            uuid.UUID(user),
            form,
            tuple(fields),
            uuid.UUID(replaces) if replaces else None,
            sequence,
        )
    except (signing.BadSignature, ValueError) as error:
        raise TokenInvalid from error
