"""What the family's pages read together."""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from typing import Any

from reviews.passages import closing
from scr_portal.sealed.coding import Coder

from .models import Relative


@dataclass(frozen=True, slots=True)
class WishChange:
    """One change of how a relative is reached and spoken to.

    It says who made it, when, and what it said before, in clear or in labels as the reader may have it.
    """

    changed_at: datetime.datetime
    changed_by: Any
    safe_contact: str
    wishes: str


def wish_changes(relative: Relative, *, in_clear: bool) -> list[WishChange]:
    """Return the changes, newest first, from the history of the relative.

    The history keeps originals only, so the coded forms are made with the register of today. A text that holds sealed words
    is closed to whoever may not read them, and so is one whose present text holds them: it may say the same in other words.
    """
    coder = Coder(relative.identity_register())
    versions = list(relative.history.order_by("history_date", "history_id").select_related("history_user"))
    changes = []
    for before, after in itertools.pairwise(versions):
        earlier = (before.safe_contact_sealed, before.wishes_sealed)
        if earlier == (after.safe_contact_sealed, after.wishes_sealed) or not any(earlier):
            continue
        now = (relative.safe_contact.original, relative.wishes.original)
        shown = (as_kept(coder, *texts, in_clear=in_clear) for texts in zip(earlier, now, strict=True))
        changes.append(WishChange(after.history_date, after.history_user, *shown))
    return changes[::-1]


def as_kept(coder: Coder, earlier: str, now: str, *, in_clear: bool) -> str:
    """Return an earlier text as whoever reads now may have it: a notice where it, or the present one, holds sealed words."""
    coded = coder.code(earlier)
    for original, label in ((earlier, coded), (now, coder.code(now))):
        if earlier and (closed := closing(coder.register, original, label)):
            return closed.notice
    return earlier if in_clear else coded
