"""A working view that fails closed: unsettled residuals are masked."""

from __future__ import annotations

from collections.abc import Container

from scr_portal.anonymise.contract import Result

WITHHELD = "[withheld]"


def mask(result: Result, kinds: Container[str] | None = None, *, words: str = WITHHELD) -> str:
    """Return the coded text with residual spans replaced by `words`; only those of `kinds` when given."""
    text = result["text"]
    out: list[str] = []
    position = 0
    for residual in sorted(result["residuals"], key=lambda r: (r["start"], -r["end"])):
        if kinds is not None and residual["kind"] not in kinds:
            continue
        if residual["start"] >= position:
            out += [text[position : residual["start"]], words]
        position = max(position, residual["end"])
    return "".join(out) + text[position:]
