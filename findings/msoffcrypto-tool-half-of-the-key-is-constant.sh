#!/usr/bin/env bash
# msoffcrypto-tool 6.1.0 encrypts a workbook as AES with keyBits="256" (ECMA-376 agile encryption), but draws only 16 random bytes
# for the key of the content, as many as the salt has, and fills the other 16 with the constant 0x36. The file says 256 bits; its
# key has the strength of 128. Whoever chose the tool for AES-256 gets the form and half of the key.
#
# Input: a package of one part, encrypted twice. The key is read out of the file again with its password, by the published format
# ([MS-OFFCRYPTO] 2.3.4.13), with olefile and cryptography and none of the tool's own code.
# Needs Python 3.11 or later. Installs into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --progress-bar off --disable-pip-version-check --log "$folder/pip.log" \
    msoffcrypto-tool==6.1.0 olefile==0.47 cryptography==50.0.2
cat > "$folder/check.py" <<'PYTHON'
import base64
import hashlib
import io
import struct
import zipfile
from importlib.metadata import version
from xml.etree import ElementTree

import olefile
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "four quiet herons wading"
KEY = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}encryptedKey"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BLOCK = bytes.fromhex("146e0be7abacd0d6")


def package():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
    file.seek(0)
    return file


def key_of_the_content(encrypted):
    info = olefile.OleFileIO(io.BytesIO(encrypted)).openstream("EncryptionInfo").read()
    said = next(ElementTree.fromstring(info[8:]).iter(KEY)).attrib
    salt = base64.b64decode(said["saltValue"])
    digest = hashlib.sha512(salt + PASSWORD.encode("utf-16-le")).digest()
    for turn in range(int(said["spinCount"])):
        digest = hashlib.sha512(struct.pack("<I", turn) + digest).digest()
    wrapping = hashlib.sha512(digest + BLOCK).digest()[:32]
    reading = Cipher(algorithms.AES(wrapping), modes.CBC(salt)).decryptor()
    return said["keyBits"], reading.update(base64.b64decode(said["encryptedKeyValue"]))


print("msoffcrypto-tool", version("msoffcrypto-tool"))
keys = []
for _ in range(2):
    file = io.BytesIO()
    OOXMLFile(package()).encrypt(PASSWORD, file)
    bits, key = key_of_the_content(file.getvalue())
    print(f"keyBits={bits}  key={key[:16].hex()} {key[16:].hex()}")
    keys.append(key)
    assert bits == "256" and len(key) == 32

assert keys[0][:16] != keys[1][:16]
assert keys[0][16:] == keys[1][16:] == b"\x36" * 16
print("As described.")
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
