"""The token inside a form that says whose draft it writes, of which form, and which fields may be kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "scr_portal.drafts"


class TokenInvalid(Exception):
    """The token was altered, is too old or was never ours."""


@dataclass(frozen=True, slots=True)
class DraftToken:
    """One opening of a form. It lets its holder write this draft, never read it.

    `replaces` is the draft this opening continues, and `replaces_sequence` the state in which it was read: it
    is deleted once the new one holds its text, unless it has been written to since.
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
    """Return the token. Raises TokenInvalid; a token lives for `settings.DRAFT_TOKEN_SECONDS`."""
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
