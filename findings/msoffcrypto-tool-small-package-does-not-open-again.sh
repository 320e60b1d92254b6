#!/usr/bin/env bash
# A package of less than 4,096 bytes that msoffcrypto-tool 6.1.0 has encrypted does not open again, also not with msoffcrypto-tool:
# the encrypted package is a small stream, kept in the mini stream of the compound file, and comes back shorter and altered. The
# tool raises no error when it writes the file. A package of 4,096 bytes or more comes back whole.
#
# Input: packages of one part of two sizes, encrypted and opened again by the tool with `verify_integrity=True`.
# Needs Python 3.11 or later. Installs into a temporary folder.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --progress-bar off --disable-pip-version-check --log "$folder/pip.log" \
    msoffcrypto-tool==6.1.0 olefile==0.47 cryptography==50.0.2
cat > "$folder/check.py" <<'PYTHON'
import io
import zipfile
from importlib.metadata import version

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

PASSWORD = "four quiet herons wading"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def package(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.ljust(size))
    return file.getvalue()


def opened_again(plain):
    encrypted, again = io.BytesIO(), io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(PASSWORD, encrypted)
    file = msoffcrypto.OfficeFile(encrypted)
    file.load_key(password=PASSWORD, verify_password=True)
    try:
        file.decrypt(again, verify_integrity=True)
    except InvalidKeyError as error:
        return f"{type(error).__name__}: {error}"
    return "the same" if again.getvalue() == plain else "altered"


print("msoffcrypto-tool", version("msoffcrypto-tool"))
answers = {size: opened_again(package(size)) for size in (1500, 3000, 5000)}
for size, answer in answers.items():
    print(f"part of {size} bytes: {answer}")
assert answers[5000] == "the same"
assert answers[1500] == answers[3000] == "InvalidKeyError: Payload integrity verification failed"
print("As described.")
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
