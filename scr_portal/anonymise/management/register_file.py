"""The register of a case as a JSON file, for commands that run without the portal's database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from django.core.management.base import CommandError

from scr_portal.anonymise.contract import RegisterEntry

_REQUIRED = ("id", "kind", "canonical", "pseudonym")


def read_register(path: str) -> list[RegisterEntry]:
    """Return the rows of a register file: a JSON list of entries, or an object with such a list as "register".

    Raises CommandError with a plain sentence that names the row, never its content.
    """
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError("The register file could not be opened.") from error
    except ValueError as error:
        raise CommandError("The register file is not valid JSON.") from error
    rows = content.get("register") if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise CommandError("The register file must hold a list of entries.")
    for number, row in enumerate(rows, 1):
        _check(row, number)
    return cast(list[RegisterEntry], rows)


def _check(row: object, number: int) -> None:
    if not isinstance(row, dict):
        raise CommandError(f"Entry {number} of the register is not an object.")
    missing = [name for name in _REQUIRED if not isinstance(row.get(name), str) or not row[name].strip()]
    if missing:
        raise CommandError(f"Entry {number} of the register has no {', '.join(missing)}.")
    aliases = row.setdefault("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise CommandError(f"The aliases of entry {number} of the register must be a list of texts.")
