"""The search for misspelt names among words that no list explains."""

from __future__ import annotations

from scr_portal.anonymise.find.agreement import agreement
from scr_portal.anonymise.find.mentions import Mention, take_title
from scr_portal.anonymise.find.spelling import is_near, is_nearly, sound
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_WITHIN = frozenset({Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK})
_LINKED = frozenset({Gap.HYPHEN, Gap.SPACE, Gap.APOSTROPHE})
_PARTICLES = lexicon.words("misspellings-particles")
_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS})
_BESIDE = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.UNDERSCORE})


def add_misspellings(
    tokens: Tokens, register: CompiledRegister, mentions: list[Mention], covered: list[int], taken: bytearray
) -> list[Mention]:
    """Return the mentions with misspelt names added: beside a correct name, or alone when very near."""
    misspelt: list[Mention] = []
    released = _uncover_hyphened(tokens, mentions, covered)
    i, n = 0, len(tokens)
    while i < n:
        if covered[i] >= 0 or taken[i] or not (_is_unexplained(tokens, i) or _opens_name(tokens, covered, i)):
            i += 1
            continue
        end = _run_end(tokens, i, covered)
        mention = _beside(tokens, mentions, covered, i, end) or _alone(tokens, register, i, end)
        if mention is None and end - i > 1:
            mention = _alone(tokens, register, i, i + 1)
        if mention is not None:
            misspelt.append(mention)
            end = max(end, mention.last)
        i = end
    settled = [m for m in mentions if m.last > m.first and m not in released]
    settled += [m for m in released if not any(f.first < m.last and m.first < f.last for f in misspelt)]
    return sorted([*settled, *misspelt], key=lambda m: m.first)


def _uncover_hyphened(tokens: Tokens, mentions: list[Mention], covered: list[int]) -> list[Mention]:
    """Release single names that a hyphen joins to an unknown word, as doubts over the complete word."""
    released = []
    for mention in mentions:
        if mention.kind is FormKind.FULL:
            _grow_full(tokens, mention, covered)
        if mention.kind not in _SINGLE:
            continue
        first, last = mention.first, mention.last
        while (
            first
            and tokens.gaps[first] is Gap.HYPHEN
            and covered[first - 1] < 0
            and _is_letters(tokens, first - 1)
        ):
            first -= 1
        while (
            last < len(tokens)
            and tokens.gaps[last] is Gap.HYPHEN
            and covered[last] < 0
            and _is_letters(tokens, last)
        ):
            last += 1
        if (first, last) == (mention.first, mention.last):
            continue
        for k in range(mention.first, mention.last):
            covered[k] = -1
        mention.first, mention.last, mention.verdict, mention.doubt = first, last, Verdict.DOUBT, "name"
        released.append(mention)
    return released


def _grow_full(tokens: Tokens, mention: Mention, covered: list[int]) -> None:
    """Extend a full name over a part after its hyphen: a misspelt half of the surname, or another person's name."""
    last = mention.last
    if (
        last >= len(tokens)
        or tokens.gaps[last] not in (Gap.HYPHEN, Gap.SPACE)
        or not _is_letters(tokens, last)
    ):
        return
    if covered[last] >= 0 or lexicon.is_ordinary(tokens.folds[last]):
        return
    parts = {part for o in mention.owners if isinstance(o, Person) for unit in o.family for part in unit}
    near = len(parts) > 1 and any(is_near(tokens.folds[last], part) for part in parts)
    if tokens.gaps[last] is Gap.SPACE and not near:
        return
    if not near:
        mention.verdict, mention.doubt = Verdict.DOUBT, "name"
    covered[last] = covered[mention.first]
    mention.last = last + 1


def _is_letters(tokens: Tokens, k: int) -> bool:
    return tokens.shapes[k] is not Shape.DIGIT and context.is_capital(tokens, k)


def _is_unexplained(tokens: Tokens, i: int) -> bool:
    """Return whether a word may be a misspelt name.

    It has a capital and is neither a function word nor a number; an ordinary word counts only in mid sentence.
    """
    word = tokens.folds[i]
    if (
        len(word) < 3
        and context.is_capital(tokens, i)
        and i + 1 < len(tokens)
        and tokens.gaps[i + 1] in _WITHIN
    ):
        return len(word) > 1 or tokens.gaps[i + 1] is Gap.APOSTROPHE
    tied = i + 1 < len(tokens) and tokens.gaps[i + 1] is Gap.HYPHEN and tokens.shapes[i] is Shape.TITLE
    if len(word) < 3 or tokens.shapes[i] is Shape.DIGIT:
        return False
    if word in lexicon.explained_capitals():
        return tied and _is_letters(tokens, i + 1)
    if word in lexicon.words("kin"):
        return False
    if lexicon.is_ordinary(word):
        return tokens.shapes[i] is Shape.TITLE and bool(i) and tokens.gaps[i] in (*_BESIDE, Gap.HYPHEN)
    return word not in lexicon.words("function")


def _opens_name(tokens: Tokens, covered: list[int], i: int) -> bool:
    """Return whether an ordinary word opens a sentence directly before a registered surname: 'Rosy Marlowe'."""
    followed = i + 1 < len(tokens) and covered[i + 1] >= 0 and tokens.gaps[i + 1] is Gap.SPACE
    return followed and tokens.shapes[i] is Shape.TITLE and tokens.folds[i] not in lexicon.words("function")


def _run_end(tokens: Tokens, i: int, covered: list[int]) -> int:
    """Return the end of the word that begins at i, hyphens and apostrophes included."""
    j = i + 1
    while (
        j < len(tokens)
        and tokens.gaps[j] in _WITHIN
        and covered[j] < 0
        and not context.is_possessive(tokens, j)
    ):
        j += 1
    return j


def _key(tokens: Tokens, i: int, j: int) -> str:
    return "".join(tokens.folds[i:j])


def _beside(tokens: Tokens, mentions: list[Mention], covered: list[int], i: int, j: int) -> Mention | None:
    """Return a full name made of a misspelt part and a correct one, either order, or None."""
    while i and covered[i - 1] < 0 and tokens.folds[i - 1] in _PARTICLES and tokens.gaps[i] in _LINKED:
        i -= 1
    written = _key(tokens, i, j)
    if i and covered[i - 1] >= 0 and tokens.gaps[i] in _BESIDE:
        left = mentions[covered[i - 1]]
        if left.kind in (FormKind.GIVEN, FormKind.ALIAS, FormKind.FAMILY) and left.last > left.first:
            owners = [o for o in left.owners if _part_near(o, written, left.kind is FormKind.FAMILY)]
            if (
                owners
                and (left.kind is not FormKind.FAMILY or tokens.gaps[i] is Gap.COMMA or written != left.title)
                and not (tokens.gaps[i] is Gap.COMMA and lexicon.is_ordinary(written))
            ):
                return _absorb(left, covered, left.begin, j, owners)
    if j < len(tokens) and covered[j] >= 0 and tokens.gaps[j] in _BESIDE - {Gap.COMMA}:
        right = mentions[covered[j]]
        if right.kind in (FormKind.FAMILY, FormKind.FAMILY_PART) and not right.title:
            owners = [o for o in right.owners if _part_near(o, written, given=True)]
            if owners:
                mention = _absorb(right, covered, i, right.last, owners)
                take_title(tokens, mention, 0)
                return mention
    return None


def _part_near(owner: Owner, written: str, given: bool) -> bool:
    if not isinstance(owner, Person):
        return False
    if not given:
        return is_near(written, owner.family_key)
    aliases = ["".join(a.lower().split()) for a in owner.entry["aliases"]]
    return any(is_near(written, name) for name in (owner.given_key, *aliases) if name)


def _absorb(mention: Mention, covered: list[int], first: int, last: int, owners: list[Owner]) -> Mention:
    """Return one full name from a correct part and a misspelt one, and empty the part's own mention."""
    full_name = Mention(
        min(first, mention.first), last, FormKind.FULL, (), owners, mention.title, mention.titled_from
    )
    number = next(covered[k] for k in range(full_name.first, full_name.last) if covered[k] >= 0)
    for k in range(full_name.first, full_name.last):
        covered[k] = number
    mention.first = mention.last
    return full_name


def _alone(tokens: Tokens, register: CompiledRegister, i: int, j: int) -> Mention | None:
    """Return a mention for a word very near to one registered name and to no other, or None."""
    written = _key(tokens, i, j)
    if len(written) < 4 or lexicon.is_ordinary(written) or not context.is_capital(tokens, i):
        return None
    if written in lexicon.explained_capitals():
        return None
    hits: dict[str, tuple[FormKind, Owner]] = {}
    for person in register.people:
        for kind, name in person.singles:
            if name and is_nearly(written, name) and not _is_other(written, name, person):
                hits[person.id] = (kind, person)
    if not hits:
        return _entity_alone(tokens, register, i, j, written)
    kind = min(kind for kind, _ in hits.values())
    mention = Mention(i, j, kind, (), [owner for _, owner in hits.values()])
    take_title(tokens, mention, 0)
    given = kind is FormKind.GIVEN and _may_be_stranger(tokens, i, written, mention.owners)
    if not mention.title and (given or (kind is FormKind.FAMILY and lexicon.is_first_name(written))):
        mention.verdict, mention.doubt = Verdict.DOUBT, "name"
    if mention.title:
        mention.owners = [o for o in mention.owners if isinstance(o, Person) and agreement(mention.title, o)]
        return mention if mention.owners else None
    return mention


def _may_be_stranger(tokens: Tokens, i: int, written: str, owners: list[Owner]) -> bool:
    """Return whether a bare given name is a known name itself, or a kin word before it contradicts the role."""
    if lexicon.is_listed_name(written):
        return True
    kin = lexicon.words("kin")
    if not i or tokens.gaps[i] not in _BESIDE or tokens.folds[i - 1] not in kin:
        return False
    return not any(isinstance(o, Person) and (o.is_child or o.role_words & kin) for o in owners)


def _is_other(written: str, name: str, person: Person) -> bool:
    """Return whether a near name is another person's: too short to compare by letters, or of the other gender."""
    if len(name) < 6 and sound(written) != sound(name):
        return True
    if written in lexicon.given_names() and written[0] != name[0]:
        return True
    gender = lexicon.gender_by_name().get(written, "")
    return bool(gender and person.gender and gender != person.gender)


def _entity_alone(tokens: Tokens, register: CompiledRegister, i: int, j: int, written: str) -> Mention | None:
    for entity in register.entities:
        name = entity.place_key
        if len(name) >= 6 and is_nearly(written, name):
            return Mention(i, j, FormKind.ENTITY, (), [entity], verdict=Verdict.NAME)
    return None
