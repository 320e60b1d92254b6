"""A case's register, prepared once for many texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scr_portal.anonymise.contract import RegisterEntry


@dataclass(frozen=True)
class CompiledRegister:
    """Rows and what was made from them."""

    entries: tuple[RegisterEntry, ...]
    pattern: re.Pattern[str] | None
    names: dict[str, RegisterEntry]


def compile_register(register: Sequence[RegisterEntry] | CompiledRegister) -> CompiledRegister:
    """Prepare `register` (rows as in RegisterEntry) for many calls of `anonymise`."""
    if isinstance(register, CompiledRegister):
        return register
    names: dict[str, RegisterEntry] = {}
    for entry in register:
        for name in [entry["canonical"], *entry["aliases"], entry.get("family", ""), entry.get("given", "")]:
            if name:
                names.setdefault(name, entry)
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)") if ordered else None
    return CompiledRegister(tuple(register), pattern, names)
