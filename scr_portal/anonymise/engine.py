"""The anonymiser itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_portal.anonymise.contract import Decision, Grain, RegisterEntry, Replacement, Result
from scr_portal.anonymise.register import CompiledRegister, compile_register


def anonymise(
    text: str,
    register: Sequence[RegisterEntry] | CompiledRegister,
    *,
    decisions: Iterable[Decision] | None = None,
    grain: Grain | None = "month",
    allow: Iterable[str] = (),
) -> Result:
    """Exchange what the register knows; list what may still identify. See the package's docstring."""
    compiled = compile_register(register)
    replacements: list[Replacement] = []
    if compiled.pattern:
        for match in compiled.pattern.finditer(text):
            entry = compiled.names[match[0]]
            replacements.append(
                {
                    "start": match.start(),
                    "end": match.end(),
                    "entry_id": entry["id"],
                    "pseudonym": entry["pseudonym"],
                }
            )
    out, position = [], 0
    for row in replacements:
        out += [text[position : row["start"]], row["pseudonym"]]
        position = row["end"]
    return {"text": "".join(out) + text[position:], "replacements": replacements, "residuals": []}
