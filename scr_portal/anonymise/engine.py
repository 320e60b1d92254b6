"""The anonymiser itself: claims, mentions, verdicts, the exchange, the residual check, the tripwire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_portal.anonymise import tripwire
from scr_portal.anonymise.capitals import CapitalCheck
from scr_portal.anonymise.claims import Claim, find_claims
from scr_portal.anonymise.contract import (
    AnonymisationFailed,
    Decision,
    Grain,
    RegisterEntry,
    Replacement,
    Residual,
    Result,
)
from scr_portal.anonymise.edits import Edit, Editor
from scr_portal.anonymise.folding import Shadow, fold_text, shadow_of
from scr_portal.anonymise.grammar import render
from scr_portal.anonymise.judgement import judge
from scr_portal.anonymise.mentions import Mention, Verdict, find_mentions
from scr_portal.anonymise.misspellings import add_misspellings
from scr_portal.anonymise.postal import find_addresses
from scr_portal.anonymise.register import CompiledRegister, compile_register
from scr_portal.anonymise.resolving import merge, resolve
from scr_portal.anonymise.settled import mark_settled

Span = tuple[int, int, str]


def anonymise(
    text: str,
    register: Sequence[RegisterEntry] | CompiledRegister,
    *,
    decisions: Iterable[Decision] | None = None,
    grain: Grain | None = "month",
    allow: Iterable[str] = (),
) -> Result:
    """Exchange what the register knows; list what may still identify. See the package's docstring.

    Raises AnonymisationFailed for anything that goes wrong: a caller never gets a text that was not checked.
    """
    try:
        compiled = compile_register(register)
        return _anonymise(text, compiled, list(decisions or ()), grain, tuple(allow))
    except AnonymisationFailed:
        raise
    except Exception:
        raise AnonymisationFailed() from None


def _anonymise(
    text: str,
    register: CompiledRegister,
    decisions: list[Decision],
    grain: Grain | None,
    allow: tuple[str, ...],
) -> Result:
    shadow = shadow_of(text)
    taken = bytearray(len(shadow))
    named = mark_settled(shadow, taken, allow)
    claims = find_claims(text, register.values, grain)
    _close(
        shadow,
        taken,
        [(c.start, c.end) for c in claims if c.blocks and (c.entries or c.kind in ("date", "settled"))],
    )
    mentions = _mentions(shadow, register, taken)
    editor = Editor(text, _edits(shadow, claims, mentions))
    flagged = _flagged(shadow, register, claims, mentions, taken, editor)
    residuals = _residuals(editor, flagged, decisions)
    result: Result = {"text": editor.output, "replacements": editor.replacements(), "residuals": residuals}
    covered = [(r["start"], r["end"]) for r in residuals] + editor.inserted
    covered += [editor.to_output(*span) for span in named] + _decided(editor.output, flagged, editor)
    tripwire.check(editor.output, covered, register.entries)
    return result


def _close(shadow: Shadow, taken: bytearray, spans: list[tuple[int, int]]) -> None:
    """Mark the tokens inside character spans as taken."""
    if not spans:
        return
    spans.sort()
    at = 0
    for i, start in enumerate(shadow.starts):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] <= start:
            taken[i] = 1


def _mentions(shadow: Shadow, register: CompiledRegister, taken: bytearray) -> list[Mention]:
    mentions = find_mentions(shadow, register, taken)
    covered = _cover(shadow, mentions)
    mentions = add_misspellings(shadow, register, mentions, covered, taken)
    covered = _cover(shadow, mentions)
    for mention in mentions:
        judge(shadow, mention, covered)
    mentions = [mention for mention in mentions if mention.last > mention.first]
    resolve(shadow, mentions)
    return merge(shadow, mentions)


def _cover(shadow: Shadow, mentions: list[Mention]) -> list[int]:
    covered = [-1] * len(shadow)
    for number, mention in enumerate(mentions):
        for k in range(mention.first, mention.last):
            covered[k] = number
    return covered


def _edits(shadow: Shadow, claims: list[Claim], mentions: list[Mention]) -> list[Edit]:
    edits = [
        Edit(c.start, c.end, c.entries[0]["id"], c.entries[0]["pseudonym"])
        for c in claims
        if len(c.entries) == 1 and c.blocks
    ]
    for mention in mentions:
        if mention.verdict is Verdict.NAME:
            start, end, pseudonym = render(shadow, mention)
            edits.append(Edit(start, end, mention.owners[0].id, pseudonym))
    return edits


def _flagged(
    shadow: Shadow,
    register: CompiledRegister,
    claims: list[Claim],
    mentions: list[Mention],
    taken: bytearray,
    editor: Editor,
) -> list[Span]:
    """Everything to flag, as spans of the input with a kind."""
    flagged = [(c.start, c.end, c.kind) for c in claims if len(c.entries) != 1 and c.kind != "settled"]
    for m in mentions:
        if m.verdict is Verdict.DOUBT:
            flagged.append((shadow.starts[m.begin], shadow.ends[m.last - 1], m.doubt))
    flagged += [(c.start, c.end, c.kind) for c in claims if len(c.entries) == 1 and not c.blocks]
    closed = bytearray(taken)
    mark_settled(shadow, closed, (e["pseudonym"] for e in register.entries))
    _close(shadow, closed, [(e.start, e.end) for e in editor.edits])
    flagged += find_addresses(shadow, closed)
    _close(shadow, closed, [(a, b) for a, b, kind in flagged if kind != "file_name"])
    runs = CapitalCheck(shadow, closed, frozenset()).spans()
    flagged += [(shadow.starts[i], shadow.ends[j - 1], "name") for i, j in runs]
    return flagged


def _residuals(editor: Editor, flagged: list[Span], decisions: list[Decision]) -> list[Residual]:
    """Flagged spans in the output, joined where they overlap, without what people have settled."""
    settled = {fold_text(decision["text"]) for decision in decisions}
    rows: list[Residual] = []
    for start, end, kind in sorted(_outputs(editor, flagged)):
        if fold_text(editor.output[start:end]) in settled:
            continue
        if rows and start < rows[-1]["end"]:
            rows[-1]["end"] = max(rows[-1]["end"], end)
        else:
            rows.append({"start": start, "end": end, "kind": kind})
    return rows


def _outputs(editor: Editor, flagged: list[Span]) -> Iterable[Span]:
    for start, end, kind in flagged:
        if editor.is_whole(start, end):
            continue
        a, b = editor.to_output(start, end)
        if b > a:
            yield a, b, kind


def _decided(output: str, flagged: list[Span], editor: Editor) -> list[tuple[int, int]]:
    """Spans that were flagged or would have been, had nobody settled them: the tripwire passes over them."""
    return [(a, b) for a, b, _ in _outputs(editor, flagged)]


__all__ = ["Replacement", "anonymise"]
