"""Everything that must be looked at by a person, gathered and carried over to the output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scr_portal.anonymise.check.capitals import CapitalCheck
from scr_portal.anonymise.check.postal import find_addresses
from scr_portal.anonymise.check.sweep import left_over, named_words
from scr_portal.anonymise.contract import Decision, Residual
from scr_portal.anonymise.find.claims import Claim
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.settled import close, mark_settled
from scr_portal.anonymise.text.edits import Editor
from scr_portal.anonymise.text.folding import Shadow, fold_text

Span = tuple[int, int, str]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the engine found in one text. `taken` marks tokens settled by value, `named` spans kept on purpose."""

    shadow: Shadow
    register: CompiledRegister
    claims: list[Claim]
    mentions: list[Mention]
    taken: bytearray
    named: list[Range]
    editor: Editor


def residuals_of(found: Findings, decisions: Sequence[Decision]) -> tuple[list[Residual], list[Range]]:
    """Residuals of the output, joined where they overlap; and every span the tripwire may pass over.

    What people have settled is no residual any more, but the tripwire passes over it.
    """
    kept = [found.editor.to_output(*span) for span in found.named]
    spans = sorted(_in_output(found.editor, _flagged(found)))
    spans += _late(found, [*kept, *((a, b) for a, b, _ in spans)])
    settled = {fold_text(decision["text"]) for decision in decisions}
    output = found.editor.output
    rows: list[Residual] = []
    for start, end, kind in sorted(spans):
        if settled and fold_text(output[start:end]) in settled:
            continue
        if kind == "file_name" and _is_bare_ending(found.editor, start, end):
            continue
        if rows and start < rows[-1]["end"]:
            rows[-1]["end"] = max(rows[-1]["end"], end)
        else:
            rows.append({"start": start, "end": end, "kind": kind})
    return rows, [*kept, *((a, b) for a, b, _ in spans)]


def _is_bare_ending(editor: Editor, start: int, end: int) -> bool:
    """Whether nothing of a file's name is left but pseudonyms and the ending: 'Child 1.pdf'."""
    at = start
    for a, b in sorted(editor.inserted):
        if a == at and b < end:
            at = b
    rest = editor.output[at:end]
    return rest.startswith(".") and rest[1:].isalnum()


def _flagged(found: Findings) -> list[Span]:
    """Everything to flag, as spans of the input with a kind."""
    shadow, editor = found.shadow, found.editor
    flagged = [
        (c.start, c.end, c.kind)
        for c in found.claims
        if c.kind != "settled" and not (c.blocks and len(c.entries) == 1)
    ]
    for m in found.mentions:
        if m.verdict is Verdict.DOUBT:
            flagged.append((shadow.starts[m.begin], shadow.ends[m.last - 1], m.doubt))
    exchanged = [(e.start, e.end) for e in editor.edits]
    closed = bytearray(found.taken)
    mark_settled(shadow, closed, found.register.pseudonyms)
    close(shadow, closed, exchanged)
    flagged += find_addresses(shadow, closed)
    safe = bytearray(len(shadow))
    close(shadow, safe, [*found.named, *exchanged, *((a, b) for a, b, _ in flagged)], whole=True)
    over = list(left_over(shadow, safe, found.register.names))
    flagged += [(shadow.starts[i], shadow.ends[j - 1], "possible_name") for i, j in over]
    close(shadow, closed, [(a, b) for a, b, kind in flagged if kind != "file_name"])
    runs = CapitalCheck(shadow, closed).spans()
    return flagged + [(shadow.starts[i], shadow.ends[j - 1], "name") for i, j in runs]


def _in_output(editor: Editor, flagged: Iterable[Span]) -> Iterable[Span]:
    for start, end, kind in flagged:
        if not editor.is_whole(start, end):
            a, b = editor.to_output(start, end)
            if b > a:
                yield a, b, kind


def _late(found: Findings, passed: list[Range]) -> list[Span]:
    """Names that are words and look like names only now that the rest is exchanged."""
    safe = passed + found.editor.inserted
    late = named_words(found.editor.output, found.register.names)
    return [(a, b, "possible_name") for a, b in late if not any(x <= a and b <= y for x, y in safe)]
