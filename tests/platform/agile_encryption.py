"""Opens an encrypted workbook by the published format ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15), with nothing of what made it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import struct
from typing import Any

import olefile
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from defusedxml import ElementTree

KEY = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}encryptedKey"
AGILE = "{http://schemas.microsoft.com/office/2006/encryption}"
INPUT, VALUE, SECRET, HMAC_KEY, HMAC_VALUE = (
    bytes.fromhex(block)
    for block in (
        "fea7d2763b4b9e79",
        "d7aa0f6d3061344e",
        "146e0be7abacd0d6",
        "5fb2ad010cb9e1f6",
        "a0677f02b22c8433",
    )
)


class WrongPassphrase(Exception):
    """The verifier of the file does not know this passphrase."""


def described(content: bytes) -> tuple[Any, Any, Any, bytes]:
    """Return the parameters of the key, of the data and of the integrity, and the encrypted package."""
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        info = file.openstream("EncryptionInfo").read()
        package = file.openstream("EncryptedPackage").read()
    assert struct.unpack("<HHI", info[:8]) == (4, 4, 0x40)
    root = ElementTree.fromstring(info[8:])
    key = next(root.iter(KEY)).attrib
    data, integrity = (root.find(f"{AGILE}{name}").attrib for name in ("keyData", "dataIntegrity"))
    return key, data, integrity, package


def opened(content: bytes, passphrase: str) -> bytes:
    """Return the workbook within. Raises WrongPassphrase; a file that was changed fails an assertion."""
    key, data, integrity, package = described(content)
    salt = value(key, "saltValue")
    digest = sha512(salt, passphrase.encode("utf-16-le"))
    for turn in range(int(key["spinCount"])):
        digest = sha512(struct.pack("<I", turn), digest)
    inner = {
        block: decrypted(value(key, name), sha512(digest, block)[:32], salt)
        for block, name in (
            (INPUT, "encryptedVerifierHashInput"),
            (VALUE, "encryptedVerifierHashValue"),
            (SECRET, "encryptedKeyValue"),
        )
    }
    if sha512(inner[INPUT]) != inner[VALUE]:
        raise WrongPassphrase
    secret, data_salt = inner[SECRET], value(data, "saltValue")
    mac_key = decrypted(value(integrity, "encryptedHmacKey"), secret, sha512(data_salt, HMAC_KEY)[:16])
    mac = decrypted(value(integrity, "encryptedHmacValue"), secret, sha512(data_salt, HMAC_VALUE)[:16])
    assert hmac.compare_digest(hmac.new(mac_key, package, hashlib.sha512).digest(), mac)
    (length,) = struct.unpack("<Q", package[:8])
    pieces = [package[start : start + 4096] for start in range(8, len(package), 4096)]
    plain = b"".join(
        decrypted(piece, secret, sha512(data_salt, struct.pack("<I", number))[:16])
        for number, piece in enumerate(pieces)
    )
    return plain[:length]


def value(attributes: Any, name: str) -> bytes:
    return base64.b64decode(attributes[name])


def sha512(*parts: bytes) -> bytes:
    return hashlib.sha512(b"".join(parts)).digest()


def decrypted(text: bytes, key: bytes, start: bytes) -> bytes:
    reading = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    return reading.update(text) + reading.finalize()
