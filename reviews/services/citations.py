"""Keep what a section cites in line with its text."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from scr_portal.accounts.models import User

from ..citing import found_for
from ..evidence_kinds import references_in
from ..models import Citation


@transaction.atomic
def settle(document: Any, *, section: str, text: str, by: User) -> None:
    """Record what each reference in the text leads to, for the service that saves it; it records the act.

    A reference that was there before leads where it led, also where another edition has taken the place of its source. One
    that leads nowhere stays words.
    """
    standing = {row.written: row for row in Citation.objects.about(document).filter(section=section)}
    references = references_in(text)
    for written, row in standing.items():
        if written not in references:
            row.delete()
    new = [reference for words, reference in references.items() if words not in standing]
    for words, (source, key) in found_for(document, new, by).items():
        Citation.objects.create(
            review=document.review,
            document=document,
            section=section,
            kind=source.slug,
            key=key,
            written=words,
            cited_by=by,
        )
