"""Whether a mention agrees with a person: titles, initials, and neighbouring names that contradict."""

from __future__ import annotations

from scr_portal.anonymise.find.letters import follows_title, touches_digits
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_DOCTORS = lexicon.words("people-doctors")
_NURSES = lexicon.words("people-nurses")
_POLICE = lexicon.words("people-police")
_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})
_DOTTED = frozenset({Gap.DOT, Gap.DOT_SPACE, Gap.JOIN})
_BESIDE = frozenset({Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.BREAK})
_SAME = {word: frozenset(row) for row in lexicon.rows("title-same", "people.txt") for word in row}


def agreement(title: str, person: Person) -> int:
    """Return how well a title fits a person: 2 it is theirs, 1 it may be, 0 it contradicts."""
    if title == person.title or title in person.offices or person.title in _SAME.get(title, ()):
        return 2
    title = "ds" if title.startswith("detective-") else title
    group = lexicon.titles().get(title, "")
    roles = person.role_words
    if title == "master":
        return int(person.is_child and person.gender != "f")
    if group in ("female", "male") and title != "sister":
        return int(not person.is_child and person.gender in ("", group[0]))
    if group == "police":
        return int(lexicon.titles().get(person.title) == "police" or bool(roles & _POLICE))
    if title in ("nurse", "midwife", "sister", "matron"):
        return int(bool(roles & _NURSES) or (not roles and not person.is_family))
    if group == "medical":
        known = person.title in ("dr", "doctor", "prof", "professor")
        return int(known or bool(roles & _DOCTORS) or (not roles and not person.is_family))
    return int(not person.is_family and person.gender != "x")


def fitting(mention: Mention) -> list[Owner]:
    """Return the owners that a mention's title fits best, by surname before given name; none when it fits nobody."""
    people = [owner for owner in mention.owners if isinstance(owner, Person)]
    if not mention.title or not mention.is_person:
        return mention.owners
    surnames = {form.owner.id for form in mention.forms if form.kind in _SURNAMES}
    titled = [person for person in people if person.id in surnames and agreement(mention.title, person)]
    best = max((agreement(mention.title, person) for person in titled or people), default=0)
    fit: list[Owner] = [p for p in titled or people if best and agreement(mention.title, p) == best]
    written = {form.key for form in mention.forms}
    return [p for p in fit if isinstance(p, Person) and p.family_key in written] or fit


def is_couple(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a title is one of a pair: 'Mr and Mrs Holloway' are two people, and the words name both."""
    k = mention.begin
    if mention.titled_from < 1 or tokens.gaps[k] not in (Gap.SPACE, Gap.AMPERSAND, Gap.OTHER, Gap.LINE):
        return False
    word = k - 1 if tokens.gaps[k] is Gap.AMPERSAND else k - 2
    joined = (
        tokens.gaps[k] is Gap.AMPERSAND or tokens.folds[k - 1] == "and" or tokens.before(k).strip() == "/"
    )
    word = k - 1 if tokens.before(k).strip() == "/" else word
    return joined and tokens.folds[word] in lexicon.titles() and context.is_capital(tokens, word)


def longer_name(tokens: Tokens, mention: Mention, covered: list[int]) -> int:
    """Return the end of 'Bishop Mark Smith', which only looks like Mark Bishop with the surname first."""
    person = mention.owners[0]
    if (
        not isinstance(person, Person)
        or not person.family
        or tokens.folds[mention.first] != person.family[0][0]
    ):
        return mention.last
    if any(tokens.gaps[k] is Gap.COMMA for k in range(mention.first + 1, mention.last)):
        return mention.last
    if tokens.shapes[mention.first] is Shape.UPPER or not lexicon.is_word(tokens.folds[mention.first]):
        return mention.last
    return _other_family_after(tokens, mention.last, covered)


def contradiction(tokens: Tokens, mention: Mention, covered: list[int]) -> tuple[int, int] | None:
    """Return the tokens of a longer name, nobody's in the register, that a single name is part of; or None."""
    if not mention.title:
        first = _other_given_before(tokens, mention.first, covered)
        if first < mention.first:
            return first - _follows_epithet(tokens, first, covered), mention.last
    if mention.kind in (FormKind.GIVEN, FormKind.ALIAS):
        last = _other_family_after(tokens, mention.last, covered)
        if last > mention.last:
            while last < len(tokens) and tokens.gaps[last] is Gap.JOIN and covered[last] < 0:
                last += 1  # 'Iain MacP'
            return mention.begin, last
    return None


def longer_initials(tokens: Tokens, mention: Mention, covered: list[int]) -> tuple[int, int]:
    """Return the tokens of 'A.M. Joyce-Reilly', which only contains the registered M. Joyce; else the mention's own."""
    first, last = mention.first, mention.last
    while (
        first
        and covered[first - 1] < 0
        and tokens.gaps[first]
        in (_DOTTED if tokens.folds[first - 1] in ("a", "i") else _DOTTED | {Gap.SPACE})
        and _is_capital_letter(tokens, first - 1)
    ):
        first -= 1
    while last < len(tokens) and tokens.gaps[last] is Gap.HYPHEN and context.is_capital(tokens, last):
        last += 1
    return first, last


def _is_capital_letter(tokens: Tokens, k: int) -> bool:
    return len(tokens.folds[k]) == 1 and tokens.raw(k).isupper()


def is_prefixed(tokens: Tokens, mention: Mention) -> bool:
    """Return whether O' or D' before a surname makes it another one: O'Daly is not Daly."""
    k = mention.first - 1
    return k >= 0 and tokens.gaps[k + 1] is Gap.APOSTROPHE and tokens.folds[k] in ("o", "d")


def unfinished_run(tokens: Tokens, mention: Mention, covered: list[int]) -> int:
    """Return the end of 'Trần Thị Bưởi', which shares surname and middle name with a registered Trần Thị Hoa."""
    person = mention.owners[0]
    if not isinstance(person, Person) or person.given_key in "".join(
        tokens.folds[mention.first : mention.last]
    ):
        return mention.last
    if not person.names or tokens.folds[mention.first] != person.names[0][0]:
        return mention.last
    return _other_family_after(tokens, mention.last, covered)


def is_infant(tokens: Tokens, mention: Mention) -> bool:
    """Return whether 'Baby' or 'Infant' stands before a surname, which names a child before it has a given name."""
    k = mention.first - 1
    near = k >= 0 and tokens.gaps[k + 1] is Gap.SPACE and context.is_capital(tokens, k)
    return near and tokens.folds[k] in lexicon.words("infant", "people.txt")


def other_bearer(tokens: Tokens, mention: Mention, covered: list[int]) -> int:
    """Return the end of 'Trần Văn Đức' where a registered Trần Thị Hương writes the surname first, or the mention's."""
    people = [owner for owner in mention.owners if isinstance(owner, Person)]
    surname_first = [p for p in people if p.given and p.names and p.names[0] in p.family[:1]]
    last = mention.last
    while surname_first and (further := _other_family_after(tokens, last, covered)) > last:
        last = further
    return last


def opens_other(tokens: Tokens, mention: Mention, covered: list[int]) -> int:
    """Return the end of 'Gold Pemberton', where a registered surname opens a name that no list explains, or 0."""
    k = mention.last
    if k >= len(tokens) or covered[k] >= 0 or tokens.gaps[k] is not Gap.SPACE or len(tokens.folds[k]) < 3:
        return 0
    if tokens.shapes[k] is not Shape.TITLE or tokens.shapes[mention.first] is not Shape.TITLE:
        return 0
    word = tokens.folds[k]
    if lexicon.is_ordinary(word) or word in lexicon.explained_capitals() or word in lexicon.titles():
        return 0
    return _other_family_after(tokens, k, covered)


def body_before(tokens: Tokens, at: int, covered: list[int]) -> int:
    """Return where a word for a kind of body begins before a name, 'Gurdwara Singh Sabha', or `at`."""
    k = at - 1
    if k < 0 or covered[k] >= 0 or tokens.gaps[at] is not Gap.SPACE or not context.is_capital(tokens, k):
        return at
    bodies = lexicon.words("place-noun", "structure.txt") | lexicon.words("terms", "glossary.txt")
    return k if tokens.folds[k] in bodies else at


def _other_given_before(tokens: Tokens, at: int, covered: list[int]) -> int:
    """Return where an unregistered given name or initial begins before a surname, or `at`."""
    k = at - 1
    if k < 0 or not context.is_capital(tokens, k):
        return at
    word = tokens.folds[k]
    if len(word) == 1:
        near = tokens.gaps[at] in (Gap.SPACE, Gap.DOT, Gap.DOT_SPACE, Gap.LINE) and not context.ends_line(
            tokens, at
        )
        article = word in ("a", "i") and tokens.gaps[at] is Gap.SPACE and not follows_title(tokens, k)
        article = article and (word == "a" or lexicon.is_word(tokens.folds[at]))
        label = context.is_label_letter(tokens, k)
        return k if near and not article and not label and covered[k] < 0 else at
    if tokens.gaps[at] not in _BESIDE or tokens.shapes[at] is Shape.LOWER or covered[k] >= 0:
        return at
    if context.ends_line(tokens, at):
        return at
    return k if _may_be_given(tokens, k) else at


def _follows_epithet(tokens: Tokens, at: int, covered: list[int]) -> bool:
    """Return whether Old, Big or Little stands before the name: 'Old Johnny Stokes'."""
    k = at - 1
    if k < 0 or covered[k] >= 0 or tokens.gaps[at] is not Gap.SPACE:
        return False
    return tokens.folds[k] in lexicon.words("epithet", "people.txt") and context.is_capital(tokens, k)


def _may_be_given(tokens: Tokens, k: int) -> bool:
    word = tokens.folds[k]
    if word in lexicon.words("month-short", "people.txt") and context.follows_day(tokens, k):
        return False
    if tokens.shapes[k] is Shape.UPPER and lexicon.is_ordinary(word) and word not in lexicon.given_names():
        return False
    if word in lexicon.words("function") or word in lexicon.titles() or word in lexicon.words("kin"):
        return False
    if tokens.shapes[k] is Shape.UPPER and word in lexicon.words("acronym", "capitals.txt"):
        return False
    if word in lexicon.given_names():
        return word not in lexicon.words("month", "structure.txt")
    if word in lexicon.explained_capitals() or word in lexicon.words("role"):
        return False
    return not lexicon.is_ordinary(word) or not context.is_initial(tokens, k)


def _other_family_after(tokens: Tokens, at: int, covered: list[int]) -> int:
    """Return where a surname other than this person's ends after a given name, or `at`."""
    if at >= len(tokens) or not context.is_capital(tokens, at) or tokens.gaps[at] not in _BESIDE:
        return at
    if context.ends_line(tokens, at):
        return at
    word = tokens.folds[at]
    line = tokens.gaps[at] is Gap.LINE
    if covered[at] >= 0:
        return at
    if len(word) == 1:
        return (
            at + 1 if word not in ("a", "i") and not line and not touches_digits(tokens, at, at + 1) else at
        )
    if (
        word in lexicon.words("function")
        or word in lexicon.titles()
        or word in lexicon.words("month", "structure.txt")
    ):
        return at
    if word in lexicon.explained_capitals() or word in lexicon.words("role"):
        return at
    if word in lexicon.words("kin") and tokens.raw(at).isascii():
        return at
    if tokens.shapes[at] is Shape.UPPER and tokens.shapes[at - 1] is not Shape.UPPER and len(word) <= 5:
        return at
    if tokens.shapes[at - 1] is Shape.UPPER and lexicon.is_ordinary(word):
        return at
    return at if lexicon.is_ordinary(word) and (line or tokens.shapes[at - 1] is Shape.LOWER) else at + 1
