"""A system check that stops start-up when the keys would fail at the first save."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

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
