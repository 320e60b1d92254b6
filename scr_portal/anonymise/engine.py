"""The anonymiser: claims, mentions, verdicts, replacement, the residual check, the tripwire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scr_portal.anonymise import tripwire
from scr_portal.anonymise.check.flagging import Findings, list_residuals, with_doubts
from scr_portal.anonymise.contract import AnonymisationFailed, Decision, Grain, RegisterEntry, Result
from scr_portal.anonymise.decide.definitions import define_initials
from scr_portal.anonymise.decide.former import bind_former_names
from scr_portal.anonymise.decide.grammar import render
from scr_portal.anonymise.decide.initials import doubt_strange_initials
from scr_portal.anonymise.decide.judgement import judge
from scr_portal.anonymise.decide.links import half_named, without_inner
from scr_portal.anonymise.decide.memory import remember
from scr_portal.anonymise.decide.places import without_covered
from scr_portal.anonymise.decide.resolving import merge, resolve
from scr_portal.anonymise.decide.strangers import doubt_listed_strangers
from scr_portal.anonymise.decide.titled_letters import add_titled_letters
from scr_portal.anonymise.find.acting_initials import add_acting_initials
from scr_portal.anonymise.find.bodies import add_misspelt_bodies
from scr_portal.anonymise.find.claims import Claim, find_claims, is_collar
from scr_portal.anonymise.find.mentions import Mention, find_mentions
from scr_portal.anonymise.find.middles import join_middle_names, take_trailing_names
from scr_portal.anonymise.find.misspellings import add_misspellings
from scr_portal.anonymise.find.seniority import take_seniority
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register
from scr_portal.anonymise.register.settled import Phrases, mark_settled, mark_spans, phrases_of
from scr_portal.anonymise.text.edits import Edit, Editor
from scr_portal.anonymise.text.folding import Tokens, tokens_of
from scr_portal.anonymise.text.numbers import find_postcodes
from scr_portal.anonymise.text.slots import mark_slots

_ROUNDS = 3
_CODES = frozenset(
    {
        "date",
        "label",
        "settled",
        "reference",
        "vehicle_registration",
        "national_insurance",
        "nhs_number",
        "phone",
        "email",
    }
)


def anonymise(
    text: str,
    register: Sequence[RegisterEntry] | CompiledRegister,
    *,
    decisions: Iterable[Decision] | None = None,
    grain: Grain | None = "month",
    allow: Iterable[str] = (),
    glossary: Iterable[str] = (),
) -> Result:
    """Replace registered identifiers and list the residuals. See the package's docstring.

    Raises AnonymisationFailed on any error: a caller never gets a text that was not checked.
    """
    try:
        compiled = compile_register(register)
        kept = phrases_of(allow), phrases_of(glossary)
        return _anonymise(text, compiled, tuple(decisions or ()), grain, *kept)
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
    glossary: Phrases,
) -> Result:
    tokens = mark_slots(tokens_of(text))
    taken = bytearray(len(tokens))
    named = mark_settled(tokens, taken, allow)
    claims = find_claims(text, register.values, grain)
    coded = [
        (c.start, c.end)
        for c in claims
        if c.blocks and (c.entries or c.kind in _CODES) and not is_collar(text, c, register.forms)
    ]
    mark_spans(tokens, taken, coded)
    unnamed = bytearray(taken)
    mark_spans(tokens, unnamed, list(find_postcodes(text)))
    mentions = _mentions(tokens, register, unnamed)
    edits = _edits(text, register, claims, mentions, tokens)
    held = half_named(text, claims, edits)
    editor = Editor(text, without_inner(edits, held))
    if any(mention.verdict is not Verdict.NAME for mention in mentions):
        editor = _settle(editor, register, [*coded, *held], allow)
    findings = Findings(tokens, register, claims, mentions, taken, named, glossary, editor)
    residuals, passed = list_residuals(findings, decisions)
    doubts = tripwire.check(editor.output, [*passed, *editor.inserted], register.names)
    residuals = with_doubts(residuals, doubts, editor.output, decisions)
    return {"text": editor.output, "replacements": editor.replacements(), "residuals": residuals}


def _mentions(tokens: Tokens, register: CompiledRegister, taken: bytearray) -> list[Mention]:
    """Return every mention with its verdict, ambiguities resolved and parts of one name joined."""
    mentions = join_middle_names(tokens, find_mentions(tokens, register, taken))
    take_trailing_names(tokens, mentions)
    take_seniority(tokens, mentions)
    mentions = add_misspelt_bodies(tokens, register, mentions, taken)
    mentions = add_misspellings(tokens, register, mentions, _cover(tokens, mentions), taken)
    mentions = add_acting_initials(tokens, register, mentions, taken)
    covered = _cover(tokens, mentions)
    for mention in mentions:
        if mention.verdict is Verdict.NAME:
            judge(tokens, mention, covered)
    mentions = without_covered([mention for mention in mentions if mention.last > mention.first])
    doubt_strange_initials(tokens, mentions)
    doubt_listed_strangers(tokens, mentions)
    remember(tokens, mentions)
    bind_former_names(tokens, mentions)
    define_initials(tokens, mentions)
    mentions = add_titled_letters(tokens, register, mentions, taken)
    resolve(tokens, mentions)
    return merge(tokens, mentions)


def _settle(
    editor: Editor, register: CompiledRegister, coded: Sequence[tuple[int, int]], allow: Phrases
) -> Editor:
    """Replace what became clear only through earlier replacements, until nothing changes.

    This makes a second call on the output change nothing. `coded` are the spans of the input settled by value.
    """
    for _ in range(_ROUNDS):
        output = editor.output
        tokens = mark_slots(tokens_of(output))
        taken = bytearray(len(tokens))
        mark_settled(tokens, taken, allow)
        mark_spans(tokens, taken, [editor.to_output(*span) for span in coded] + editor.inserted)
        later = _edits(output, register, [], _mentions(tokens, register, taken), tokens)
        more = [edit for edit in map(editor.to_input, later) if edit]
        if not more:
            break
        editor = Editor(editor.text, [*editor.edits, *more])
    return editor


def _cover(tokens: Tokens, mentions: list[Mention]) -> list[int]:
    """Return for each token the index of the mention it belongs to, or -1."""
    covered = [-1] * len(tokens)
    for number, mention in enumerate(mentions):
        for k in range(mention.first, mention.last):
            covered[k] = number
    return covered


def _edits(
    text: str, register: CompiledRegister, claims: list[Claim], mentions: list[Mention], tokens: Tokens
) -> list[Edit]:
    """Return the replacements: values with one entry, names without doubt, postcodes of one registered address."""
    exact_values = [(c.start, c.end, c.entries[0]) for c in claims if c.blocks and len(c.entries) == 1]
    edits = [Edit(start, end, entry["id"], entry["pseudonym"]) for start, end, entry in exact_values]
    for number, mention in enumerate(mentions):
        if mention.verdict is Verdict.NAME:
            floor = mentions[number - 1].last if number else 0
            start, end, pseudonym = render(tokens, mention, floor)
            edits.append(Edit(start, end, mention.owners[0].id, pseudonym))
    for start, end in find_postcodes(text) if register.values.postcodes else ():
        entries = register.values.postcodes.get("".join(text[start:end].lower().split()), [])
        if len(entries) == 1 and not any(e.start < end and start < e.end for e in edits):
            edits.append(Edit(start, end, entries[0]["id"], entries[0]["pseudonym"]))
    return edits
