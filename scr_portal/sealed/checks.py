"""A system check that stops start-up when the keys would fail at the first save."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from .keys import keyed_index, seal, unseal


@checks.register(checks.Tags.security)
def keys_work(**kwargs: Any) -> list[checks.CheckMessage]:
    """Encrypt, decrypt and index a word with the configured keys."""
    try:
        unseal(seal(b"trial"))
        keyed_index("trial")
    except ImproperlyConfigured as error:
        return [checks.Critical(str(error), id="sealed.E002")]
    return []


@checks.register(checks.Tags.database)
def keys_are_those_of_the_database(**kwargs: Any) -> list[checks.CheckMessage]:
    """Compare each key with its witness; a database that does not answer, or has no tables yet, is not for this to say."""
    from . import witnesses  # a model, which is not there yet when checks are registered

    if not kwargs.get("databases"):
        return []
    try:
        return [checks.Critical(sentence, id="sealed.E003") for sentence in witnesses.wrong()]
    except DatabaseError:
        return []
