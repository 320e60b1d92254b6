"""Anonymisation: a case's identity register in, a text in; coded text, replacements and residuals out.

Pure Python and free of Django, so that it can be tested, measured and reasoned about alone.

    anonymise(text, register, *, decisions=None, grain="month", allow=(), glossary=()) -> Result
        Replace every registered identifier by its pseudonym and list the spans that may still identify.
        `register`   rows (see RegisterEntry) or a CompiledRegister.
        `decisions`  what people settled before (see Decision); settled spans are not flagged again.
        `grain`      the finest date that is kept: "month" (flag days), "year" (flag months too),
                     "day" or None (flag no date but dates of birth; those in the register are replaced).
        `allow`      names that are kept on purpose, such as the chair's: neither replaced nor flagged.
        `glossary`   a board's own abbreviations and terms, which name nobody: they are not flagged, but a registered
                     name or set of initials among them is still replaced.
        Raises AnonymisationFailed, which carries no text, when a registered name would be left unflagged
        or when any other error occurs. No text is returned then, so the caller can show none.

    compile_register(register) -> CompiledRegister
        Prepare a register once for many texts. Plain lists are compiled on first use and cached.

    mask(result, kinds=None, *, words="[withheld]") -> str
        Return the coded text with every residual (or only those of `kinds`) masked, for a view that must fail closed.

    surfaces_of(result) -> [Surface], labelled(result, words) -> str, key_of(words) -> str
        The flagged spans, with what is equal for all spellings of one, and the coded text with a label of the caller's
        in place of each ("[person 3]"; LABEL matches any such label, and the engine leaves it alone).

Result is {"text", "replacements": [{start, end, entry_id, pseudonym}], "residuals": [{start, end, kind}]};
replacement offsets count characters of the input, residual offsets characters of the output.
How it works and how well: docs/anonymisation.md.
"""

from scr_portal.anonymise.contract import (
    AnonymisationFailed,
    Decision,
    Grain,
    RegisterEntry,
    Replacement,
    Residual,
    Result,
)
from scr_portal.anonymise.engine import anonymise
from scr_portal.anonymise.labelling import Surface, key_of, labelled, surfaces_of
from scr_portal.anonymise.masking import mask
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register
from scr_portal.anonymise.text.provisional import GROUPS, LABEL, label, unnumbered

__all__ = [
    "GROUPS",
    "LABEL",
    "AnonymisationFailed",
    "CompiledRegister",
    "Decision",
    "Grain",
    "RegisterEntry",
    "Replacement",
    "Residual",
    "Result",
    "Surface",
    "anonymise",
    "compile_register",
    "key_of",
    "label",
    "labelled",
    "mask",
    "surfaces_of",
    "unnumbered",
]
