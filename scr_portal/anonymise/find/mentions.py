"""Where a name of the register may stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import Form, FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_MOST_TOKENS = 14
_TITLE_GAPS = frozenset({Gap.SPACE, Gap.LINE, Gap.DOT, Gap.DOT_SPACE, Gap.JOIN, Gap.UNDERSCORE})
_DOING = lexicon.words("verb-human") | lexicon.words("human-state") | lexicon.words("participle")
_PERSONAL = frozenset(k for k in FormKind if k < FormKind.THING)


@dataclass(slots=True)
class Mention:
    """A span of tokens (last excluded) and whom it may mean."""

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

    @property
    def begin(self) -> int:
        """The first token that goes when the mention is exchanged: its title, or its name."""
        return self.first if self.titled_from < 0 else self.titled_from

    @property
    def is_person(self) -> bool:
        """Whether this may be a person's name."""
        return self.kind in _PERSONAL


def find_mentions(shadow: Shadow, register: CompiledRegister, taken: bytearray) -> list[Mention]:
    """Every longest fit of a registered form, left to right; tokens marked in `taken` are left alone."""
    found: list[Mention] = []
    folds, beginnings = shadow.folds, register.beginnings
    i, n = 0, len(shadow)
    while i < n:
        if folds[i] not in beginnings or taken[i]:
            i += 1
            continue
        mention = _longest(shadow, i, register, taken)
        if mention is None:
            i += 1
            continue
        take_title(shadow, mention, found[-1].last if found else 0)
        found.append(mention)
        i = mention.last
    return found


def _longest(shadow: Shadow, i: int, register: CompiledRegister, taken: bytearray) -> Mention | None:
    best: Mention | None = None
    for j, forms in _fits(shadow, i, register, taken):
        whole = tuple(form for form in forms if form.kind is not FormKind.FAMILY_PART)
        forms = whole or forms
        forms = tuple(form for form in forms if not _is_half(form)) or forms
        kind = min(form.kind for form in forms)
        chosen = tuple(form for form in forms if form.kind == kind or _level(form.kind) == _level(kind))
        best = Mention(i, j, kind, chosen, _owners(chosen))
    return best


def _is_half(form: Form) -> bool:
    """Whether a form is only the first half of a given name, which gives way to somebody called just that."""
    owner = form.owner
    if form.kind is not FormKind.GIVEN or not isinstance(owner, Person):
        return False
    return len(form.key) < len(owner.given_key)


def _level(kind: FormKind) -> int:
    """Kinds that compete on equal terms for a single word."""
    return (
        1
        if kind in (FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS, FormKind.THING)
        else -int(kind)
    )


def _owners(forms: tuple[Form, ...]) -> list[Owner]:
    seen: dict[str, Owner] = {}
    for form in forms:
        seen.setdefault(form.owner.id, form.owner)
    return list(seen.values())


def _fits(
    shadow: Shadow, i: int, register: CompiledRegister, taken: bytearray
) -> Iterator[tuple[int, tuple[Form, ...]]]:
    """Growing runs of tokens from i that a form fits, with those forms."""
    key = ""
    cuts: list[tuple[int, Gap]] = []
    for j in range(i, min(i + _MOST_TOKENS, len(shadow))):
        if j > i:
            gap = shadow.gaps[j]
            if gap is Gap.OTHER or gap is Gap.WIDE or taken[j]:
                return
            cuts.append((len(key), gap))
        key += shadow.folds[j]
        if key not in register.beginnings:
            return
        fits = tuple(
            f for f in register.forms.get(key, ()) if f.fits(cuts) and _well_written(shadow, i, j + 1, f)
        )
        if fits:
            yield j + 1, fits


def _well_written(shadow: Shadow, i: int, j: int, form: Form) -> bool:
    """What a form asks of capitals and of words run together."""
    kind = form.kind
    if kind is FormKind.INITIALS:
        return not _touches_digits(shadow, i, j) and _are_initials(shadow, i, j)
    if kind in (FormKind.INITIAL_FAMILY, FormKind.GIVEN_INITIAL):
        singles = [k for k in range(i, j) if len(shadow.folds[k]) == 1]
        return any(_is_initial_letter(shadow, k, i, j) for k in singles)
    if j - i == 1 and form.words > 1:
        return not lexicon.is_ordinary(form.key)
    if kind in (FormKind.GIVEN_S, FormKind.PLURAL) and shadow.folds[j - 1] == "s":
        return False
    if kind is FormKind.FULL and _is_mixed(shadow, i, j):
        return False
    if form.short_capitals:
        return (
            all(shadow.shapes[k] in (Shape.UPPER, Shape.TITLE) for k in range(i, j))
            and shadow.raw(j - 1).isupper()
        )
    return True


def _touches_digits(shadow: Shadow, i: int, j: int) -> bool:
    """Whether digits stand right before or after: '2AB' is part of a code."""
    before = i > 0 and shadow.gaps[i] is Gap.JOIN and shadow.shapes[i - 1] is Shape.DIGIT
    after = j < len(shadow) and shadow.gaps[j] is Gap.JOIN and shadow.shapes[j] is Shape.DIGIT
    return before or after


def _is_mixed(shadow: Shadow, i: int, j: int) -> bool:
    """Whether a run has capitals and, beside them, an ordinary word in small letters: 'Will may'."""
    small = [k for k in range(i, j) if shadow.shapes[k] is Shape.LOWER and shadow.gaps[k] is not Gap.BREAK]
    if len(small) in (0, j - i):
        return False
    return any(lexicon.is_word(shadow.folds[k]) and len(shadow.folds[k]) > 2 for k in small)


def _are_initials(shadow: Shadow, i: int, j: int) -> bool:
    if any(shadow.shapes[k] is Shape.LOWER for k in range(i, j)) or not shadow.raw(i).isupper():
        return False
    if j - i == 1:
        return shadow.folds[i] not in lexicon.words("acronym-strong", "capitals.txt") or _is_signed(shadow, i)
    if any(len(shadow.folds[k]) > 1 for k in range(i, j)):
        return False
    if shadow.gaps[i + 1] is Gap.HYPHEN or (
        shadow.gaps[i + 1] is Gap.SPACE and shadow.folds[i] in ("a", "i")
    ):
        return False
    return not shadow.before(i).endswith(("/", "&")) and not _surname_follows(shadow, j)


def _is_signed(shadow: Shadow, i: int) -> bool:
    """Whether letters that are also a rank, an agency or a time stand for somebody: '| PC' ends a row, 'AM refused'."""
    if context.fills_cell(shadow, i, i + 1):
        return "|" in shadow.before(i) and not shadow.after(i).strip(" ").startswith("|")
    word = shadow.folds[i]
    if word not in ("am", "pm") and word not in lexicon.titles():
        return False
    if i and shadow.shapes[i - 1] is Shape.DIGIT and shadow.gaps[i] is not Gap.DOT_SPACE:
        return False
    after = context.next_word(shadow, i + 1)
    return bool(after) and shadow.shapes[i + 1] is Shape.LOWER and after in _DOING


def _surname_follows(shadow: Shadow, j: int) -> bool:
    """Whether dotted letters are the initials of the surname after them: 'R. K. Blight'."""
    if j >= len(shadow) or shadow.shapes[j] is not Shape.TITLE or len(shadow.folds[j]) < 2:
        return False
    if "\n" in shadow.before(j):
        return False
    return shadow.gaps[j] in (Gap.DOT, Gap.DOT_SPACE, Gap.SPACE) and not lexicon.is_ordinary(shadow.folds[j])


def _is_initial_letter(shadow: Shadow, k: int, i: int, j: int) -> bool:
    """Whether the single letter at k is an initial: a capital, and not the words 'A' or 'I' in mid sentence."""
    if shadow.shapes[k] is Shape.LOWER:
        return (
            shadow.gaps[j if j < len(shadow) and k == i else k] is not Gap.SPACE
            and k == i
            and shadow.after(k) == "."
        )
    if shadow.folds[k] not in ("a", "i"):
        return True
    if k == i:
        return shadow.folds[k] == "a" or shadow.after(k).startswith(".")
    family = shadow.shapes[k - 1] is Shape.UPPER and len(shadow.folds[k - 1]) > 1
    return family or shadow.after(k)[:1] in (".", "|", "\n") or k + 1 == len(shadow)


def take_title(shadow: Shadow, mention: Mention, floor: int) -> None:
    """Let the mention take its titles along: 'Dr.', 'Detective Sergeant', 'Mrs' at the end of a line."""
    if not mention.is_person or mention.kind is FormKind.INITIALS:
        return
    k = mention.first
    while k - 1 >= floor and shadow.gaps[k] in _TITLE_GAPS and _is_title(shadow, k - 1, mention):
        k -= 1
        mention.title = mention.title or shadow.folds[k]
        mention.titled_from = k


def _is_title(shadow: Shadow, k: int, mention: Mention) -> bool:
    word = shadow.folds[k]
    if word not in lexicon.titles():
        return False
    if shadow.shapes[k] is Shape.LOWER:
        given = mention.kind in (FormKind.GIVEN, FormKind.ALIAS)
        return word in ("mr", "mrs", "ms", "dr", "pc") or (word == "miss" and not given)
    return word != "sister" or mention.kind in (FormKind.FAMILY, FormKind.PLURAL)
