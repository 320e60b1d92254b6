"""The search for misspelt names among the words no list explains."""

from __future__ import annotations

from scr_portal.anonymise.find.agreement import agreement
from scr_portal.anonymise.find.mentions import Mention, take_title
from scr_portal.anonymise.find.spelling import is_near, is_nearly, sound
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_WITHIN = frozenset({Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK})
_LINKED = frozenset({Gap.HYPHEN, Gap.SPACE, Gap.APOSTROPHE})
_PARTICLES = lexicon.words("misspellings-particles")
_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.GIVEN, FormKind.ALIAS})
_BESIDE = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.UNDERSCORE})


def add_misspellings(
    shadow: Shadow, register: CompiledRegister, mentions: list[Mention], covered: list[int], taken: bytearray
) -> list[Mention]:
    """Mentions with misspelt names added: beside a name that is right, or alone when very near."""
    found: list[Mention] = []
    loose = _uncover_hyphened(shadow, mentions, covered)
    i, n = 0, len(shadow)
    while i < n:
        if covered[i] >= 0 or taken[i] or not (_is_unexplained(shadow, i) or _opens_name(shadow, covered, i)):
            i += 1
            continue
        end = _run_end(shadow, i, covered)
        mention = _beside(shadow, mentions, covered, i, end) or _alone(shadow, register, i, end)
        if mention is None and end - i > 1:
            mention = _alone(shadow, register, i, i + 1)
        if mention is not None:
            found.append(mention)
            end = max(end, mention.last)
        i = end
    kept = [m for m in mentions if m.last > m.first and m not in loose]
    kept += [m for m in loose if not any(f.first < m.last and m.first < f.last for f in found)]
    return sorted([*kept, *found], key=lambda m: m.first)


def _uncover_hyphened(shadow: Shadow, mentions: list[Mention], covered: list[int]) -> list[Mention]:
    """Single names that a hyphen ties to an unknown word: set free, doubtful, and grown over the whole word."""
    loose = []
    for mention in mentions:
        if mention.kind is FormKind.FULL:
            _grow_full(shadow, mention, covered)
        if mention.kind not in _SINGLE:
            continue
        first, last = mention.first, mention.last
        while (
            first
            and shadow.gaps[first] is Gap.HYPHEN
            and covered[first - 1] < 0
            and _is_letters(shadow, first - 1)
        ):
            first -= 1
        while (
            last < len(shadow)
            and shadow.gaps[last] is Gap.HYPHEN
            and covered[last] < 0
            and _is_letters(shadow, last)
        ):
            last += 1
        if (first, last) == (mention.first, mention.last):
            continue
        for k in range(mention.first, mention.last):
            covered[k] = -1
        mention.first, mention.last, mention.verdict, mention.doubt = first, last, Verdict.DOUBT, "name"
        loose.append(mention)
    return loose


def _grow_full(shadow: Shadow, mention: Mention, covered: list[int]) -> None:
    """A full name that goes on after a hyphen: the surname's other half misspelt, or somebody else's name."""
    last = mention.last
    if (
        last >= len(shadow)
        or shadow.gaps[last] not in (Gap.HYPHEN, Gap.SPACE)
        or not _is_letters(shadow, last)
    ):
        return
    if covered[last] >= 0 or lexicon.is_ordinary(shadow.folds[last]):
        return
    parts = {part for o in mention.owners if isinstance(o, Person) for unit in o.family for part in unit}
    near = len(parts) > 1 and any(is_near(shadow.folds[last], part) for part in parts)
    if shadow.gaps[last] is Gap.SPACE and not near:
        return
    if not near:
        mention.verdict, mention.doubt = Verdict.DOUBT, "name"
    covered[last] = covered[mention.first]
    mention.last = last + 1


def _is_letters(shadow: Shadow, k: int) -> bool:
    return shadow.shapes[k] is not Shape.DIGIT and context.is_capital(shadow, k)


def _is_unexplained(shadow: Shadow, i: int) -> bool:
    """A word with a capital that is no function word and no number; ordinary words only in mid sentence."""
    word = shadow.folds[i]
    if (
        len(word) < 3
        and context.is_capital(shadow, i)
        and i + 1 < len(shadow)
        and shadow.gaps[i + 1] in _WITHIN
    ):
        return len(word) > 1 or shadow.gaps[i + 1] is Gap.APOSTROPHE
    tied = i + 1 < len(shadow) and shadow.gaps[i + 1] is Gap.HYPHEN and shadow.shapes[i] is Shape.TITLE
    if len(word) < 3 or shadow.shapes[i] is Shape.DIGIT:
        return False
    if word in lexicon.explained_capitals():
        return tied and _is_letters(shadow, i + 1)
    if lexicon.is_ordinary(word):
        return shadow.shapes[i] is Shape.TITLE and bool(i) and shadow.gaps[i] in (*_BESIDE, Gap.HYPHEN)
    return word not in lexicon.words("function")


def _opens_name(shadow: Shadow, covered: list[int], i: int) -> bool:
    """An ordinary word that opens a sentence right before a registered surname: 'Rosy Marlowe'."""
    followed = i + 1 < len(shadow) and covered[i + 1] >= 0 and shadow.gaps[i + 1] is Gap.SPACE
    return followed and shadow.shapes[i] is Shape.TITLE and shadow.folds[i] not in lexicon.words("function")


def _run_end(shadow: Shadow, i: int, covered: list[int]) -> int:
    """The end of the word that begins at i, hyphens and apostrophes included."""
    j = i + 1
    while (
        j < len(shadow)
        and shadow.gaps[j] in _WITHIN
        and covered[j] < 0
        and not context.is_possessive(shadow, j)
    ):
        j += 1
    return j


def _key(shadow: Shadow, i: int, j: int) -> str:
    return "".join(shadow.folds[i:j])


def _beside(shadow: Shadow, mentions: list[Mention], covered: list[int], i: int, j: int) -> Mention | None:
    """A misspelt given name before a right surname, or a misspelt surname after a right given name."""
    while i and covered[i - 1] < 0 and shadow.folds[i - 1] in _PARTICLES and shadow.gaps[i] in _LINKED:
        i -= 1
    written = _key(shadow, i, j)
    if i and covered[i - 1] >= 0 and shadow.gaps[i] in _BESIDE:
        left = mentions[covered[i - 1]]
        if left.kind in (FormKind.GIVEN, FormKind.ALIAS, FormKind.FAMILY) and left.last > left.first:
            owners = [o for o in left.owners if _part_near(o, written, left.kind is FormKind.FAMILY)]
            if (
                owners
                and (left.kind is not FormKind.FAMILY or shadow.gaps[i] is Gap.COMMA or written != left.title)
                and not (shadow.gaps[i] is Gap.COMMA and lexicon.is_ordinary(written))
            ):
                return _absorb(left, covered, left.begin, j, owners)
    if j < len(shadow) and covered[j] >= 0 and shadow.gaps[j] in _BESIDE - {Gap.COMMA}:
        right = mentions[covered[j]]
        if right.kind in (FormKind.FAMILY, FormKind.FAMILY_PART) and not right.title:
            owners = [o for o in right.owners if _part_near(o, written, given=True)]
            if owners:
                mention = _absorb(right, covered, i, right.last, owners)
                take_title(shadow, mention, 0)
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
    """One full name out of a right part and a misspelt one; the part's own mention is emptied."""
    whole = Mention(
        min(first, mention.first), last, FormKind.FULL, (), owners, mention.title, mention.titled_from
    )
    number = next(covered[k] for k in range(whole.first, whole.last) if covered[k] >= 0)
    for k in range(whole.first, whole.last):
        covered[k] = number
    mention.first = mention.last
    return whole


def _alone(shadow: Shadow, register: CompiledRegister, i: int, j: int) -> Mention | None:
    """A word very near to one name of the register and to no other."""
    written = _key(shadow, i, j)
    if len(written) < 4 or lexicon.is_ordinary(written) or not context.is_capital(shadow, i):
        return None
    if written in lexicon.explained_capitals():
        return None
    hits: dict[str, tuple[FormKind, Owner]] = {}
    for person in register.people:
        for kind, name in person.singles:
            if name and is_nearly(written, name) and not _is_other(written, name, person):
                hits[person.id] = (kind, person)
    if not hits:
        return _thing_alone(shadow, register, i, j, written)
    kind = min(kind for kind, _ in hits.values())
    mention = Mention(i, j, kind, (), [owner for _, owner in hits.values()])
    take_title(shadow, mention, 0)
    if mention.title:
        mention.owners = [o for o in mention.owners if isinstance(o, Person) and agreement(mention.title, o)]
        return mention if mention.owners else None
    return mention


def _is_other(written: str, name: str, person: Person) -> bool:
    """Whether a near name is somebody else's: too short to tell by letters, or a name of the other gender."""
    if len(name) < 6 and sound(written) != sound(name):
        return True
    if written in lexicon.given_names() and written[0] != name[0]:
        return True
    gender = lexicon.gender_by_name().get(written, "")
    return bool(gender and person.gender and gender != person.gender)


def _thing_alone(shadow: Shadow, register: CompiledRegister, i: int, j: int, written: str) -> Mention | None:
    for thing in register.things:
        name = thing.place_key
        if len(name) >= 6 and is_nearly(written, name):
            return Mention(i, j, FormKind.THING, (), [thing], verdict=Verdict.NAME)
    return None
