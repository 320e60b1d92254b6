"""Mentions: spans of a text that match a form of a registered name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scr_portal.anonymise.find import letters
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import Form, FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.register.settled import VALUE
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_SMALL_TITLES = frozenset({"mr", "mrs", "ms", "dr", "doctor", "pc", "dc", "ds", "sgt", "sergeant", "pcso"})
_MOST_TOKENS = 14
_ROLES = lexicon.words("role") & lexicon.words("acronym-strong", "capitals.txt")
_DETECTIVES = frozenset({"detective", "det"})
_TITLE_GAPS = frozenset({Gap.SPACE, Gap.LINE, Gap.DOT, Gap.DOT_SPACE, Gap.JOIN, Gap.UNDERSCORE})
_PERSONAL = frozenset(k for k in FormKind if k < FormKind.ENTITY)


@dataclass(slots=True)
class Mention:
    """A span of tokens (last excluded) and the entries it may refer to."""

    first: int
    last: int
    kind: FormKind
    forms: tuple[Form, ...]
    owners: list[Owner] = field(default_factory=list)
    title: str = ""
    titled_from: int = -1
    verdict: Verdict = Verdict.NAME
    doubt: str = "possible_name"
    suffix: str = ""
    article: bool = False
    defined: bool = False
    cores: list[Owner] = field(default_factory=list)

    @property
    def begin(self) -> int:
        """The first token to replace: that of the title, or of the name."""
        return self.first if self.titled_from < 0 else self.titled_from

    @property
    def is_person(self) -> bool:
        """Whether this may be a person's name."""
        return self.kind in _PERSONAL


def find_mentions(tokens: Tokens, register: CompiledRegister, taken: bytearray) -> list[Mention]:
    """Return the longest match of a registered form at each position; tokens marked in `taken` are skipped."""
    mentions: list[Mention] = []
    folds, prefixes = tokens.folds, register.prefixes
    i, n = 0, len(tokens)
    while i < n:
        if folds[i] not in prefixes or taken[i]:
            i += 1
            continue
        mention = _longest(tokens, i, register, taken)
        if mention is None:
            i += 1
            continue
        take_title(tokens, mention, mentions[-1].last if mentions else 0)
        mentions.append(mention)
        i = mention.last
    return mentions


def _longest(tokens: Tokens, i: int, register: CompiledRegister, taken: bytearray) -> Mention | None:
    longest: Mention | None = None
    for j, forms in _fits(tokens, i, register, taken):
        complete = tuple(form for form in forms if form.kind is not FormKind.FAMILY_PART)
        titled = i > 0 and folds_title(tokens, i - 1)
        forms = forms if titled else _streets(tokens, i, j, forms) or complete or forms
        forms = tuple(form for form in forms if not _is_half(form)) or forms
        kind = min(form.kind for form in forms)
        chosen = tuple(form for form in forms if form.kind == kind or _level(form.kind) == _level(kind))
        longest = Mention(i, j, kind, chosen, _owners(chosen))
        longest.cores = _owners(tuple(form for form in forms if form.kind is FormKind.ENTITY_CORE))
    return longest


def _streets(tokens: Tokens, i: int, j: int, forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Return the streets among forms where the words stand apart and no full name is meant.

    'Mason Row' is the street, 'Mason-Row' the surname.
    """
    apart = j - i > 1 and all(tokens.gaps[k] is Gap.SPACE for k in range(i + 1, j))
    if not apart or any(form.kind is FormKind.FULL for form in forms):
        return ()
    return tuple(form for form in forms if form.kind is FormKind.STREET)


def folds_title(tokens: Tokens, k: int) -> bool:
    """Return whether token k is a title, which decides between the bearers of a surname old and new."""
    return tokens.folds[k] in lexicon.titles() and tokens.gaps[k + 1] in _TITLE_GAPS


def _is_half(form: Form) -> bool:
    """Return whether a form is only the first half of a given name, or has the initial of a second name.

    Such a form gives precedence to a person with exactly that name or initial.
    """
    owner = form.owner
    if form.kind is FormKind.INITIAL_FAMILY and isinstance(owner, Person):
        return owner.initial not in (form.key[:1], form.key[-1:])
    if form.kind is not FormKind.GIVEN or not isinstance(owner, Person):
        return False
    return len(form.key) < len(owner.given_key)


def _level(kind: FormKind) -> int:
    """Return the precedence of a kind; kinds that compete on equal terms for a single word share one."""
    return (
        1
        if kind in (FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS, FormKind.ENTITY)
        else -int(kind)
    )


def _owners(forms: tuple[Form, ...]) -> list[Owner]:
    owners: dict[str, Owner] = {}
    for form in forms:
        owners.setdefault(form.owner.id, form.owner)
    return list(owners.values())


def _fits(
    tokens: Tokens, i: int, register: CompiledRegister, taken: bytearray
) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """Yield (end, forms) for growing runs of tokens from i that match a form."""
    key = ""
    cuts: list[tuple[int, Gap]] = []
    for j in range(i, min(i + _MOST_TOKENS, len(tokens))):
        if j > i:
            gap = tokens.gaps[j]
            if gap is Gap.OTHER or gap is Gap.WIDE or taken[j] == VALUE:
                return
            cuts.append((len(key), gap))
        key += tokens.folds[j]
        if key not in register.prefixes:
            return
        fits = tuple(
            f for f in register.forms.get(key, ()) if f.fits(cuts) and _well_written(tokens, i, j + 1, f)
        )
        if any(taken[i : j + 1]):  # an eponym such as Church of England may stand inside the name of a body
            fits = tuple(form for form in fits if form.kind is FormKind.ENTITY)
        if fits:
            yield j + 1, fits


def _well_written(tokens: Tokens, i: int, j: int, form: Form) -> bool:
    """Return whether the tokens meet a form's requirements on capitals and on words written together."""
    kind = form.kind
    if kind is FormKind.INITIALS:
        initials = letters.are_initials(tokens, i, j) or letters.have_particles(tokens, i, j, form.owner)
        return initials and not letters.touches_digits(tokens, i, j)
    if kind in (FormKind.INITIAL_FAMILY, FormKind.GIVEN_INITIAL):
        singles = [k for k in range(i, j) if len(tokens.folds[k]) == 1]
        return any(letters.is_initial_letter(tokens, k, i, j) for k in singles)
    if j - i == 1 and form.words > 1:
        return not lexicon.is_ordinary(form.key)
    if kind in (FormKind.GIVEN_S, FormKind.PLURAL) and tokens.folds[j - 1] == "s":
        return False
    if kind is FormKind.FULL and (_is_mixed(tokens, i, j) or letters.runs_over_list(tokens, i, j)):
        return False
    if form.short_capitals and tokens.is_small and j - i == 1:
        return len(form.key) > 2 and not lexicon.is_ordinary(form.key)
    if form.short_capitals:
        return (
            all(tokens.shapes[k] in (Shape.UPPER, Shape.TITLE) for k in range(i, j))
            and tokens.raw(j - 1).isupper()
        )
    return True


def _is_mixed(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a run has capitals and also an ordinary word in lower case: 'Will may'.

    The second half of a hyphened name is no word of its own: 'Mei-ling'.
    """
    small = [
        k
        for k in range(i, j)
        if tokens.shapes[k] is Shape.LOWER and (k == i or tokens.gaps[k] not in (Gap.BREAK, Gap.HYPHEN))
    ]
    if len(small) in (0, j - i):
        return False
    return any(lexicon.is_word(tokens.folds[k]) and len(tokens.folds[k]) > 2 for k in small)


def take_title(tokens: Tokens, mention: Mention, floor: int) -> None:
    """Extend the mention over its titles: 'Dr.', 'Detective Sergeant', 'Mrs' at the end of a line."""
    if not mention.is_person or mention.kind is FormKind.INITIALS:
        return
    k = mention.first
    while k - 1 >= floor and tokens.gaps[k] in _TITLE_GAPS and _is_title(tokens, k - 1, mention):
        if tokens.folds[k - 1] in _ROLES:
            mention.title = mention.title or tokens.folds[k - 1]
            break  # a role that nobody is addressed by, and no part of the name
        if tokens.folds[k - 1] in lexicon.words("kin") | lexicon.words("role") and "\n" in tokens.before(k):
            break  # a heading, not a title
        k -= 1
        mention.title = mention.title or tokens.folds[k]
        mention.titled_from = k
    if tokens.folds[mention.begin] in _DETECTIVES and mention.begin < mention.first - 1:
        mention.title = f"detective-{mention.title}"


def _is_title(tokens: Tokens, k: int, mention: Mention) -> bool:
    word = tokens.folds[k]
    if word not in lexicon.titles():
        return _is_office(tokens, k, mention)
    if tokens.shapes[k] is Shape.LOWER:
        given = mention.kind in (FormKind.GIVEN, FormKind.ALIAS)
        return word in _SMALL_TITLES or (word == "miss" and not given)
    return word != "sister" or mention.kind in (FormKind.FAMILY, FormKind.PLURAL)


def _is_office(tokens: Tokens, k: int, mention: Mention) -> bool:
    """Return whether a capitalised word is the office of everybody who bears the surname after it: Father, a priest."""
    people = [owner for owner in mention.owners if isinstance(owner, Person)]
    surname = mention.kind in (FormKind.FAMILY, FormKind.FULL) and context.is_capital(tokens, k)
    if "\n" in tokens.before(k + 1):
        return False
    return surname and bool(people) and all(tokens.folds[k] in person.offices for person in people)
