"""Collect every span that a person must look at, with offsets into the output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from scr_portal.anonymise.check.beside_initials import with_initials
from scr_portal.anonymise.check.capitals import CapitalCheck
from scr_portal.anonymise.check.defined_initials import defined_initials
from scr_portal.anonymise.check.dictated import find_queried
from scr_portal.anonymise.check.dwellings import find_dwellings
from scr_portal.anonymise.check.firms import find_firms
from scr_portal.anonymise.check.generic_places import find_generic_places
from scr_portal.anonymise.check.inns import find_inns
from scr_portal.anonymise.check.line_ends import over_line_ends
from scr_portal.anonymise.check.misread import find_misread
from scr_portal.anonymise.check.people_placed import find_placed_people
from scr_portal.anonymise.check.postal import find_addresses
from scr_portal.anonymise.check.short_streets import find_neighbours, find_short_streets
from scr_portal.anonymise.check.signed_letters import find_signed_letters
from scr_portal.anonymise.check.single_letters import single_letters
from scr_portal.anonymise.check.strange_initials import strange_initials
from scr_portal.anonymise.check.stroked_initials import stroked_initials
from scr_portal.anonymise.check.sweep import named_words, unmatched_names
from scr_portal.anonymise.check.titled_initials import titled_initials
from scr_portal.anonymise.contract import Decision, Residual
from scr_portal.anonymise.find.claims import Claim
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.settled import Phrases, mark_settled, mark_spans
from scr_portal.anonymise.text.edits import Editor
from scr_portal.anonymise.text.folding import Tokens, fold_text

Span = tuple[int, int, str]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the engine has recognised in one text.

    `taken` marks tokens settled by value, `named` the spans of names that are kept on purpose;
    `glossary` are a board's own terms, which name nobody.
    """

    tokens: Tokens
    register: CompiledRegister
    claims: list[Claim]
    mentions: list[Mention]
    taken: bytearray
    named: list[Range]
    glossary: Phrases
    editor: Editor


def list_residuals(findings: Findings, decisions: Sequence[Decision]) -> tuple[list[Residual], list[Range]]:
    """Return the residuals of the output, overlapping ones joined, and every span the tripwire may pass over.

    A span that a person has settled is no longer a residual, but the tripwire passes over it.
    """
    named = [findings.editor.to_output(*span) for span in findings.named]
    spans = sorted(_in_output(findings.editor, _flagged(findings)))
    spans += _names_after_replacement(findings, [*named, *((a, b) for a, b, _ in spans)])
    settled = {fold_text(decision["text"]) for decision in decisions}
    output = findings.editor.output
    rows: list[Residual] = []
    for start, end, kind in sorted(spans):
        if settled and fold_text(output[start:end]) in settled:
            continue
        if kind == "file_name" and _is_bare_ending(findings.editor, start, end):
            continue
        if rows and start < rows[-1]["end"]:
            rows[-1]["end"] = max(rows[-1]["end"], end)
        else:
            rows.append({"start": start, "end": end, "kind": kind})
    return rows, [*named, *((a, b) for a, b, _ in spans)]


def with_doubts(
    residuals: list[Residual], doubts: Iterable[Range], output: str, decisions: Sequence[Decision]
) -> list[Residual]:
    """Return the residuals with the tripwire's doubts that nobody has settled."""
    settled = {fold_text(decision["text"]) for decision in decisions}
    added: list[Residual] = [
        {"start": start, "end": end, "kind": "possible_name"}
        for start, end in doubts
        if fold_text(output[start:end]) not in settled
    ]
    return sorted([*residuals, *added], key=lambda row: row["start"])


def _is_bare_ending(editor: Editor, start: int, end: int) -> bool:
    """Return whether only pseudonyms and the extension are left of a file name: 'Child 1.pdf'."""
    position = start
    for a, b in sorted(editor.inserted):
        if a == position and b < end:
            position = b
    tail = editor.output[position:end]
    return tail.startswith(".") and tail[1:].isalnum()


def _flagged(findings: Findings) -> list[Span]:
    """Return everything to flag as (start, end, kind), in offsets of the input."""
    tokens = findings.tokens
    exchanged = [(e.start, e.end) for e in findings.editor.edits]
    closed = bytearray(findings.taken)
    mark_settled(tokens, closed, findings.register.pseudonyms)
    mark_spans(tokens, closed, exchanged)
    replaced = bytearray(closed)
    flagged = [*_doubts(findings), *find_addresses(tokens, closed)]
    flagged += _spans(tokens, find_inns(tokens, closed), "place")
    flagged += _by_pattern(findings)
    flagged += _missed(findings, [*findings.named, *exchanged, *((a, b) for a, b, _ in flagged)])
    for find in (titled_initials, defined_initials, stroked_initials, single_letters):
        flagged += _spans(tokens, find(tokens, findings.register, closed), "possible_name")
    mark_spans(tokens, closed, [(a, b) for a, b, kind in flagged if kind != "file_name"])
    mark_settled(tokens, closed, findings.glossary)
    flagged += _strangers(findings, closed)
    return list(over_line_ends(tokens.text, with_initials(tokens, flagged, replaced), exchanged))


def _doubts(findings: Findings) -> Iterator[Span]:
    """Yield the claims that no single entry settles, and the mentions in doubt."""
    tokens = findings.tokens
    for claim in findings.claims:
        if claim.kind not in ("label", "settled") and not (claim.blocks and len(claim.entries) == 1):
            yield claim.start, claim.end, claim.kind
    for mention in findings.mentions:
        if mention.verdict is Verdict.DOUBT:
            yield tokens.starts[mention.begin], tokens.ends[mention.last - 1], mention.doubt


def _missed(findings: Findings, seen: Sequence[Range]) -> list[Span]:
    """Return registered names that neither a replacement nor a flag covers."""
    safe = bytearray(len(findings.tokens))
    mark_spans(findings.tokens, safe, seen, whole=True)
    missed = unmatched_names(findings.tokens, safe, findings.register.names)
    return list(_spans(findings.tokens, missed, "possible_name"))


def _strangers(findings: Findings, closed: bytearray) -> list[Span]:
    """Return initials and capitals that may name somebody who is not registered."""
    tokens = findings.tokens
    initials = list(_spans(tokens, strange_initials(tokens, closed), "possible_name"))
    mark_spans(tokens, closed, [(a, b) for a, b, _ in initials])
    runs = CapitalCheck(tokens, closed, findings.register.cuts).spans()
    return [*initials, *_spans(tokens, runs, "name")]


def _spans(tokens: Tokens, ranges: Iterable[Range], kind: str) -> Iterator[Span]:
    """Yield ranges of tokens, last excluded, as spans of the text."""
    yield from ((tokens.starts[i], tokens.ends[j - 1], kind) for i, j in ranges)


def _by_pattern(findings: Findings) -> Iterator[Span]:
    """Yield what the text shows by its form alone: places, firms, houses, names misread or queried, letters that sign."""
    text, register = findings.tokens.text, findings.register
    addresses = register.values.addresses
    found = {
        "place": find_generic_places(text),
        "organisation": find_firms(text),
        "name": find_queried(text),
        "address": chain(
            find_dwellings(text), find_short_streets(text, addresses), find_neighbours(text, addresses)
        ),
        "possible_name": chain(
            find_misread(text, register.names), find_signed_letters(text), find_placed_people(text)
        ),
    }
    for kind, spans in found.items():
        yield from ((start, end, kind) for start, end in spans)


def _in_output(editor: Editor, flagged: Iterable[Span]) -> Iterable[Span]:
    for start, end, kind in flagged:
        if not editor.is_whole(start, end):
            a, b = editor.to_output(start, end)
            if b > a:
                yield a, b, kind


def _names_after_replacement(findings: Findings, passed: list[Range]) -> list[Span]:
    """Return names that are also ordinary words and read as names only after the rest is replaced."""
    safe = passed + findings.editor.inserted
    late = named_words(findings.editor.output, findings.register.names)
    return [(a, b, "possible_name") for a, b in late if not any(x <= a and b <= y for x, y in safe)]
