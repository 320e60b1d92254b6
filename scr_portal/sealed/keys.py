"""The keys behind every sealed column and file, and the keyed index that finds a sealed value again.

Encryption is `cryptography`'s Fernet (AES-128-CBC with HMAC-SHA256); nothing here is home-made.
`SEALED_KEYS` is a list: the first key encrypts, all of them decrypt, so that a new key can be put in
front and `manage.py rotate_sealed` can do the rest. `INDEX_KEY` is separate, because an index made with
a key that rotates would lose every value it was made for.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 32
HOW_TO_MAKE_ONE = (
    'Make one with: python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)

_rotations: dict[str, Callable[[], int]] = {}


class SealBroken(Exception):
    """A sealed value does not open with any key in SEALED_KEYS, or was altered. Carries no content."""


def secret_setting(name: str) -> bytes:
    """Return the setting `name` as bytes, refusing one that is missing or too short to keep a secret."""
    value = getattr(settings, name, None)
    if not isinstance(value, str) or len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"{name} must be a text of at least {SHORTEST_SECRET} characters.")
    return value.encode()


def sealed_keys() -> tuple[str, ...]:
    """Return SEALED_KEYS, the encrypting key first."""
    keys = getattr(settings, "SEALED_KEYS", None)
    if not keys or isinstance(keys, (str, bytes)):
        raise ImproperlyConfigured(
            f"SEALED_KEYS must be a list with at least one Fernet key. {HOW_TO_MAKE_ONE}"
        )
    return tuple(keys)


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ImproperlyConfigured(f"A key in SEALED_KEYS is not a Fernet key. {HOW_TO_MAKE_ONE}") from None


def seal(content: bytes) -> bytes:
    """Encrypt `content` with the first key. Whole content in memory: the token is a third longer."""
    return _box(sealed_keys()).encrypt(content)


def unseal(token: bytes) -> bytes:
    """Decrypt what `seal` made. Raises SealBroken, without the content, when no key opens it."""
    try:
        return _box(sealed_keys()).decrypt(token)
    except InvalidToken:
        raise SealBroken("A sealed value could not be opened with the keys in SEALED_KEYS.") from None


def reseal(token: bytes) -> bytes:
    """Encrypt the content of `token` anew with the first key; the time it was first sealed is kept."""
    try:
        return _box(sealed_keys()).rotate(token)
    except InvalidToken:
        raise SealBroken("A sealed value could not be opened with the keys in SEALED_KEYS.") from None


def rotation(name: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register what `rotate_sealed` must re-encrypt besides the columns, such as files on disk.

    The decorated function takes nothing, re-encrypts everything it keeps with `reseal`, and returns how
    many it did. It must be safe to run twice.
    """

    def register(rotate: Callable[[], int]) -> Callable[[], int]:
        _rotations[name] = rotate
        return rotate

    return register


def rotations() -> dict[str, Callable[[], int]]:
    """Return the registered rotations by name."""
    return dict(_rotations)


def fold(value: str) -> str:
    """Bring spellings that mean the same to one form: NFKC, case folded, runs of white space as one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return " ".join(folded.split())


@lru_cache(maxsize=8)
def _derived(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"scr_portal keyed index").derive(secret)


def keyed_index(value: str) -> str:
    """Return 64 hex characters by which the folded `value` can be found but not read.

    Equal names give equal indexes, in any table: that is what it is for, and what it gives away.
    An empty value has the empty index, so that missing values do not all match each other's searches.
    """
    folded = fold(value)
    if not folded:
        return ""
    return hmac.new(_derived(secret_setting("INDEX_KEY")), folded.encode(), sha256).hexdigest()
