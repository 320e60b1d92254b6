"""How rate limits are kept: in the database, under keys that tell nothing of address or account."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def limit_key(key: str, key_prefix: str, version: int) -> str:
    """Return what a value of the cache is stored under: 64 hex characters, since the key of a limit holds a visitor's address."""
    return salted_hmac("rate limits", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
