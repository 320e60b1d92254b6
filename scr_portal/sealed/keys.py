"""The keys of every sealed column and file, and the keyed index for looking up a sealed value.

Encryption is `cryptography`'s Fernet (AES-128-CBC with HMAC-SHA256); no cryptography is implemented here.
`SEALED_KEYS` is a list: the first key encrypts, all of them decrypt, so that a new key can be prepended and
`manage.py rotate_sealed` re-encrypts the rest. `INDEX_KEY` is separate, because rotating it would invalidate
every index made with it.
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
    """A sealed value cannot be decrypted with any key in SEALED_KEYS, or was altered. Carries no content."""


def secret_setting(name: str) -> bytes:
    """Return the setting `name` as bytes. Raises ImproperlyConfigured when it is missing or too short."""
    value = getattr(settings, name, None)
    if not isinstance(value, str) or len(value) < SHORTEST_SECRET:
        raise ImproperlyConfigured(f"{name} must be a text of at least {SHORTEST_SECRET} characters.")
    return value.encode()


def sealed_keys() -> tuple[str, ...]:
    """Return SEALED_KEYS, the encrypting key first. Raises ImproperlyConfigured when there is none."""
    keys = getattr(settings, "SEALED_KEYS", None)
    if not keys or isinstance(keys, (str, bytes)):
        raise ImproperlyConfigured(
            f"SEALED_KEYS must be a list with at least one Fernet key. {HOW_TO_MAKE_ONE}"
        )
    return tuple(keys)


@lru_cache(maxsize=8)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ImproperlyConfigured(f"A key in SEALED_KEYS is not a Fernet key. {HOW_TO_MAKE_ONE}") from None


def seal(content: bytes) -> bytes:
    """Encrypt `content`, all of it in memory, with the first key. The token is a third longer."""
    return _cipher(sealed_keys()).encrypt(content)


def unseal(token: bytes) -> bytes:
    """Decrypt a token of `seal`. Raises SealBroken, without the content, when no key decrypts it."""
    try:
        return _cipher(sealed_keys()).decrypt(token)
    except InvalidToken:
        raise SealBroken("A sealed value could not be opened with the keys in SEALED_KEYS.") from None


def reseal(token: bytes) -> bytes:
    """Re-encrypt the content of `token` with the first key; the time of the first encryption is kept."""
    try:
        return _cipher(sealed_keys()).rotate(token)
    except InvalidToken:
        raise SealBroken("A sealed value could not be opened with the keys in SEALED_KEYS.") from None


def rotation(name: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register a function that `rotate_sealed` calls for content outside columns, such as files on disk.

    The decorated function takes no arguments, re-encrypts all its content with `reseal`, and returns the
    number of items. It must be safe to run twice.
    """

    def register(rotate: Callable[[], int]) -> Callable[[], int]:
        _rotations[name] = rotate
        return rotate

    return register


def rotations() -> dict[str, Callable[[], int]]:
    """Return the registered rotations by name."""
    return dict(_rotations)


def fold(value: str) -> str:
    """Normalise equivalent spellings to one form: NFKC, case folded, runs of white space as one space."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return " ".join(folded.split())


@lru_cache(maxsize=8)
def _derived(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"scr_portal keyed index").derive(secret)


def keyed_index(value: str) -> str:
    """Return 64 hex characters by which the folded `value` can be looked up but not read.

    Equal names have equal indexes, in any table: that is its purpose, and the information it discloses. An
    empty value has the empty index, so that missing values do not match each other.
    """
    folded = fold(value)
    if not folded:
        return ""
    return hmac.new(_derived(secret_setting("INDEX_KEY")), folded.encode(), sha256).hexdigest()
