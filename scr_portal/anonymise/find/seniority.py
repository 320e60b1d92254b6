"""Two people of one name: junior and senior decide between them, and go with the name."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_JUNIOR = lexicon.words("junior", "people.txt")
_SENIOR = lexicon.words("senior", "people.txt")
_YOUNGER = lexicon.words("younger", "people.txt")
_ELDER = lexicon.words("elder", "people.txt")
_ELDERS = frozenset({"grandmother", "grandfather", "grandparent"})
_FIRST_NAMES = frozenset(
    {
        FormKind.FULL,
        FormKind.FAMILY,
        FormKind.GIVEN,
        FormKind.ALIAS,
        FormKind.GIVEN_INITIAL,
        FormKind.INITIAL_FAMILY,
    }
)


def take_seniority(tokens: Tokens, mentions: list[Mention]) -> None:
    """Extend names over 'jnr' and 'senior' and keep the owners whom the word fits."""
    for mention in mentions:
        k = mention.last
        if mention.kind not in _FIRST_NAMES or k >= len(tokens) or tokens.folds[k] not in _JUNIOR | _SENIOR:
            continue
        bracketed = tokens.before(k) == " (" and tokens.after(k).startswith((")", ","))
        if not bracketed and tokens.gaps[k] not in (Gap.SPACE, Gap.COMMA):
            continue
        if _qualifies_next(tokens, k):
            continue
        if _is_another(mention, tokens.folds[k]):
            mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
            mention.last = mention.last if bracketed else k + 1
            continue
        owners = [owner for owner in mention.owners if _fits(owner, tokens.folds[k])]
        if len(owners) == 1:
            mention.owners, mention.last = owners, mention.last if bracketed else k + 1
        elif len(mention.owners) == 1 and not bracketed and tokens.gaps[k] is Gap.SPACE:
            mention.last = k + 1


def _is_another(mention: Mention, word: str) -> bool:
    """Return whether 'Mrs X snr' is somebody else: the register has parents of that surname and no elder."""
    people = [owner for owner in mention.owners if isinstance(owner, Person)]
    if word not in _SENIOR or mention.kind is not FormKind.FAMILY or not mention.title:
        return False
    if not any(person.is_family for person in people):
        return False
    return not any(person.role_words & _ELDERS or _named_elder(person) for person in people)


def _named_elder(person: Person) -> bool:
    """Return whether a name in the register says that its bearer is the elder: 'Martin Connors Snr', 'Big Martin'."""
    names = (person.entry["canonical"], *person.entry["aliases"])
    return any(fold in _SENIOR | _ELDER for name in names for fold in name.lower().replace(".", "").split())


def _qualifies_next(tokens: Tokens, k: int) -> bool:
    """Return whether the word belongs to what follows: 'senior nurse', 'junior school', 'Sr. Fahy'."""
    j = k + 1
    if tokens.folds[k] == "sr" and j < len(tokens) and tokens.gaps[j] in (Gap.SPACE, Gap.DOT_SPACE):
        return context.is_capital(tokens, j) and not tokens.after(k).startswith(".\n")
    if j >= len(tokens) or tokens.gaps[j] is not Gap.SPACE:
        return False
    office = lexicon.words("role") | lexicon.words("office") | lexicon.words("place-noun", "structure.txt")
    return tokens.folds[j] in office


def _fits(owner: Owner, word: str) -> bool:
    """Return whether a person is the younger or the elder of their name, by role or by an alias such as Big Thomas."""
    if not isinstance(owner, Person):
        return False
    aliases = {fold for alias in owner.entry["aliases"] for fold in alias.lower().split()}
    if aliases & (_YOUNGER | _ELDER):
        return bool(aliases & (_YOUNGER if word in _JUNIOR else _ELDER))
    return owner.is_child == (word in _JUNIOR)
