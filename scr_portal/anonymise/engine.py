"""The anonymiser itself: claims, mentions, verdicts, the exchange, the residual check, the tripwire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_portal.anonymise.check import tripwire
from scr_portal.anonymise.check.flagging import Findings, residuals_of
from scr_portal.anonymise.contract import AnonymisationFailed, Decision, Grain, RegisterEntry, Result
from scr_portal.anonymise.decide.grammar import render
from scr_portal.anonymise.decide.judgement import judge
from scr_portal.anonymise.decide.resolving import merge, resolve
from scr_portal.anonymise.find.claims import Claim, find_claims
from scr_portal.anonymise.find.mentions import Mention, find_mentions
from scr_portal.anonymise.find.misspellings import add_misspellings
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register
from scr_portal.anonymise.register.settled import Phrases, close, mark_settled, phrases_of
from scr_portal.anonymise.text.edits import Edit, Editor
from scr_portal.anonymise.text.folding import Shadow, shadow_of
from scr_portal.anonymise.text.numbers import find_postcodes

_ROUNDS = 3
_CODES = frozenset(
    {"date", "settled", "reference", "vehicle_registration", "national_insurance", "nhs_number", "phone"}
)


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
        return _anonymise(text, compiled, tuple(decisions or ()), grain, phrases_of(allow))
    except AnonymisationFailed:
        raise
    except Exception:
        raise AnonymisationFailed() from None


def _anonymise(
    text: str,
    register: CompiledRegister,
    decisions: Sequence[Decision],
    grain: Grain | None,
    allow: Phrases,
) -> Result:
    shadow = shadow_of(text)
    taken = bytearray(len(shadow))
    named = mark_settled(shadow, taken, allow)
    claims = find_claims(text, register.values, grain)
    coded = [(c.start, c.end) for c in claims if c.blocks and (c.entries or c.kind in _CODES)]
    close(shadow, taken, coded)
    unnamed = bytearray(taken)
    close(shadow, unnamed, list(find_postcodes(text)))
    mentions = _mentions(shadow, register, unnamed)
    editor = Editor(text, _edits(text, register, claims, mentions, shadow))
    if any(mention.verdict is not Verdict.NAME for mention in mentions):
        editor = _settle(editor, register, grain, allow)
    findings = Findings(shadow, register, claims, mentions, taken, named, editor)
    residuals, passed = residuals_of(findings, decisions)
    tripwire.check(editor.output, [*passed, *editor.inserted], register.names)
    return {"text": editor.output, "replacements": editor.replacements(), "residuals": residuals}


def _mentions(shadow: Shadow, register: CompiledRegister, taken: bytearray) -> list[Mention]:
    """Every mention with its verdict, told apart and joined."""
    mentions = find_mentions(shadow, register, taken)
    mentions = add_misspellings(shadow, register, mentions, _cover(shadow, mentions), taken)
    covered = _cover(shadow, mentions)
    for mention in mentions:
        if mention.verdict is Verdict.NAME:
            judge(shadow, mention, covered)
    mentions = [mention for mention in mentions if mention.last > mention.first]
    resolve(shadow, mentions)
    return merge(shadow, mentions)


def _settle(editor: Editor, register: CompiledRegister, grain: Grain | None, allow: Phrases) -> Editor:
    """Exchange what became clear only because its neighbours were exchanged, until nothing changes.

    So that a second call on the output would change nothing.
    """
    for _ in range(_ROUNDS):
        output = editor.output
        shadow = shadow_of(output)
        taken = bytearray(len(shadow))
        mark_settled(shadow, taken, allow)
        claims = find_claims(output, register.values, grain)
        close(
            shadow,
            taken,
            [(c.start, c.end) for c in claims if c.blocks and c.kind in _CODES] + editor.inserted,
        )
        later = _edits(output, register, [], _mentions(shadow, register, taken), shadow)
        more = [edit for edit in map(editor.to_input, later) if edit]
        if not more:
            break
        editor = Editor(editor.text, [*editor.edits, *more])
    return editor


def _cover(shadow: Shadow, mentions: list[Mention]) -> list[int]:
    """For each token the number of the mention it belongs to, or -1."""
    covered = [-1] * len(shadow)
    for number, mention in enumerate(mentions):
        for k in range(mention.first, mention.last):
            covered[k] = number
    return covered


def _edits(
    text: str, register: CompiledRegister, claims: list[Claim], mentions: list[Mention], shadow: Shadow
) -> list[Edit]:
    """What is exchanged: values with one entry, names without a doubt, postcodes of one registered address."""
    known = [(c.start, c.end, c.entries[0]) for c in claims if c.blocks and len(c.entries) == 1]
    edits = [Edit(start, end, entry["id"], entry["pseudonym"]) for start, end, entry in known]
    for mention in mentions:
        if mention.verdict is Verdict.NAME:
            start, end, pseudonym = render(shadow, mention)
            edits.append(Edit(start, end, mention.owners[0].id, pseudonym))
    for start, end in find_postcodes(text) if register.values.postcodes else ():
        entries = register.values.postcodes.get("".join(text[start:end].lower().split()), [])
        if len(entries) == 1 and not any(e.start < end and start < e.end for e in edits):
            edits.append(Edit(start, end, entries[0]["id"], entries[0]["pseudonym"]))
    return edits
