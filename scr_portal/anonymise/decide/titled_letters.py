"""A title and one letter for the one person of that title and initial whom the text names elsewhere: 'Dr B' for Dr Bose."""

from __future__ import annotations

from scr_portal.anonymise.find.agreement import agreement
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_NEAR = frozenset({Gap.SPACE, Gap.DOT_SPACE})
_TITLES = frozenset(
    word for word, group in lexicon.titles().items() if group in ("male", "female", "medical", "police")
)
_SURE = 2


def add_titled_letters(
    tokens: Tokens, register: CompiledRegister, mentions: list[Mention], taken: bytearray
) -> list[Mention]:
    """Return the mentions with the titled letters of people named elsewhere in the text added."""
    letters = [k for k, fold in enumerate(tokens.folds) if len(fold) == 1 and k]
    places = [k for k in letters if _is_titled_letter(tokens, k) and not (taken[k] or taken[k - 1])]
    if not places:
        return mentions
    covered = {k for mention in mentions for k in range(mention.begin, mention.last)}
    met = {
        m.owners[0].id for m in mentions if m.is_person and m.verdict is Verdict.NAME and len(m.owners) == 1
    }
    added = []
    for k in places:
        person = _bearer(register, tokens.folds[k - 1], tokens.folds[k])
        if person is not None and person.id in met and k not in covered and k - 1 not in covered:
            added.append(_mention(tokens, k, person))
    return sorted([*mentions, *added], key=lambda mention: mention.first)


def _mention(tokens: Tokens, k: int, person: Person) -> Mention:
    """Return the mention of a person by title and letter."""
    return Mention(k, k + 1, FormKind.FAMILY, (), [person], title=tokens.folds[k - 1], titled_from=k - 1)


def _is_titled_letter(tokens: Tokens, k: int) -> bool:
    """Return whether one capital stands after a title and begins no longer name."""
    if tokens.folds[k - 1] not in _TITLES or tokens.gaps[k] not in _NEAR:
        return False
    if not tokens.raw(k).isupper() or not tokens.raw(k - 1)[0].isupper():
        return False
    j = k + 1
    if j >= len(tokens) or tokens.gaps[j] is Gap.COMMA:
        return True
    joined = tokens.gaps[j] in (Gap.DOT, Gap.APOSTROPHE, Gap.HYPHEN, Gap.AMPERSAND, Gap.JOIN)
    possessive = tokens.gaps[j] is Gap.APOSTROPHE and tokens.folds[j] == "s"
    longer = tokens.gaps[j] in _NEAR and (tokens.raw(j)[0].isupper() or len(tokens.folds[j]) == 1)
    return possessive or not (joined or longer)


def _bearer(register: CompiledRegister, title: str, letter: str) -> Person | None:
    """Return the one person whose surname begins with the letter and whom the title suits, if the title is their own."""
    people = [
        person for person in register.people if person.family_key[:1] == letter and agreement(title, person)
    ]
    sure = [person for person in people if agreement(title, person) == _SURE]
    return sure[0] if len(sure) == 1 else None
