"""A title and one letter for a person the text or the register knows by surname: 'Mrs O' for Mrs Okonjo."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_TITLES = frozenset(word for word, group in lexicon.titles().items() if group != "other")
_SPEAKING = frozenset({"says", "said", "told", "saw", "asked", "with", "and", "mum", "dad"})
_FAMILIAR = frozenset(
    {
        "uncle",
        "auntie",
        "aunty",
        "nan",
        "nana",
        "nanna",
        "nanny",
        "granny",
        "gran",
        "grandad",
        "grandma",
        "grandpa",
    }
)
_SIDES = frozenset({"maternal", "paternal", "mat", "pat"})
_NEAR = frozenset({Gap.SPACE, Gap.DOT_SPACE, Gap.LINE})


def titled_initials(
    tokens: Tokens, register: CompiledRegister, closed: bytearray
) -> Iterator[tuple[int, int]]:
    """Yield a title and letter, as (first, last), where the letter begins a registered surname.

    Also a letter with its stop after "says" or "told", where it begins a registered given name: 'says K. is away'.

    A letter that begins none is the code of an anonymised text, 'Ms A', and stays.
    """
    yield from _after_kin(tokens, closed)
    letters = {person.family_key[0] for person in register.people if person.family_key}
    given = {person.initial for person in register.people if person.initial}
    for k in range(1, len(tokens)):
        word = tokens.folds[k]
        if len(word) != 1 or closed[k] or not tokens.raw(k).isupper() or _begins_name(tokens, k + 1):
            continue
        if word in given and tokens.after(k).startswith(".") and tokens.folds[k - 1] in _SPEAKING:
            yield k, k + 1
        if word in letters and tokens.folds[k - 1] in _TITLES and tokens.gaps[k] in _NEAR:
            yield k - 1, k + 1


def _after_kin(tokens: Tokens, closed: bytearray) -> Iterator[tuple[int, int]]:
    """Yield each letter after a familiar word for a relative, 'Uncle H': no code is written so."""
    for k in range(1, len(tokens)):
        word = tokens.folds[k - 1]
        if word not in _FAMILIAR or len(tokens.folds[k]) != 1 or closed[k] or not tokens.raw(k).isupper():
            continue
        coded = k > 1 and tokens.folds[k - 2] in _SIDES
        if (
            tokens.gaps[k] is Gap.SPACE
            and not coded
            and not _begins_name(tokens, k + 1)
            and tokens.folds[k] != "i"
        ):
            yield k, k + 1


def _begins_name(tokens: Tokens, j: int) -> bool:
    """Return whether the letter is the first of several, or joined to a word: 'Mr O Brandt', 'Dr K.R.'."""
    if j >= len(tokens):
        return False
    return tokens.gaps[j] in (Gap.DOT, Gap.APOSTROPHE, Gap.HYPHEN) or len(tokens.folds[j]) == 1
