"""Letters that may be a person's initials: dotted or plain, with particles, with a surname after them."""

from __future__ import annotations

import re

from scr_portal.anonymise.register.forms import Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_ENDS_CELL = re.compile(r"\.|[ ]*[|\n\t,;:()]|[ ]{2}")
_DOING = lexicon.words("verb-human") | lexicon.words("human-state") | lexicon.words("participle")
_AFTER_NAME = (
    _DOING
    | lexicon.words("verb-state")
    | frozenset({"to", "and", "with", "about", "at", "on", "for", "from", "re"})
)


def touches_digits(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether digits are directly before or after: '2AB' is part of a code."""
    before = i > 0 and tokens.gaps[i] is Gap.JOIN and tokens.shapes[i - 1] is Shape.DIGIT
    after = j < len(tokens) and tokens.gaps[j] is Gap.JOIN and tokens.shapes[j] is Shape.DIGIT
    return before or after


def are_initials(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether the tokens are written as initials: capitals, one letter each, and no agency or rank."""
    if any(tokens.shapes[k] is Shape.LOWER for k in range(i, j)) or not tokens.raw(i).isupper():
        return False
    if j - i == 1 and _names_office(tokens, j):
        return False
    if j - i == 1:
        return tokens.folds[i] not in lexicon.words("acronym-strong", "capitals.txt") or _is_signed(tokens, i)
    if any(len(tokens.folds[k]) > 1 for k in range(i, j)) or _stand_in_row(tokens, i, j):
        return False
    if _abbreviate(tokens, i, j):
        return False
    if tokens.gaps[i + 1] in (Gap.HYPHEN, Gap.APOSTROPHE) or (
        tokens.gaps[i + 1] is Gap.SPACE and tokens.folds[i] in ("a", "i")
    ):
        return False
    return not tokens.before(i).endswith(("/", "&")) and not _surname_follows(tokens, j)


def have_particles(tokens: Tokens, i: int, j: int, owner: Owner) -> bool:
    """Return whether letters are initials with those of the particles small: 'PvdM' for Piet van der Merwe."""
    letters = "".join(tokens.raw(k) for k in range(i, j))
    return isinstance(owner, Person) and not letters.isupper() and letters == owner.particled


def _is_signed(tokens: Tokens, i: int) -> bool:
    """Return whether letters that are also a rank, an agency or a time are initials.

    '| PC' at the end of a row is, and so is 'AM refused'.
    """
    if context.fills_cell(tokens, i, i + 1):
        return "|" in tokens.before(i) and not tokens.after(i).strip(" ").startswith("|")
    word = tokens.folds[i]
    if word not in ("am", "pm") and word not in lexicon.titles():
        return False
    if i and tokens.shapes[i - 1] is Shape.DIGIT and tokens.gaps[i] is not Gap.DOT_SPACE:
        return False
    after = context.next_word(tokens, i + 1)
    return bool(after) and tokens.shapes[i + 1] is Shape.LOWER and after in _DOING


def _surname_follows(tokens: Tokens, j: int) -> bool:
    """Return whether dotted letters are the initials of the surname after them: 'R. K. Blight'."""
    if j >= len(tokens) or tokens.shapes[j] is not Shape.TITLE or len(tokens.folds[j]) < 2:
        return False
    if "\n" in tokens.before(j):
        return False
    return tokens.gaps[j] in (Gap.DOT, Gap.DOT_SPACE, Gap.SPACE) and not lexicon.is_ordinary(tokens.folds[j])


def _stand_in_row(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether another single letter stands before or after the letters, as in a register of attendance."""
    before = (
        i > 0
        and tokens.gaps[i] is Gap.SPACE
        and len(tokens.folds[i - 1]) == 1
        and tokens.raw(i - 1).isupper()
    )
    after = (
        j < len(tokens)
        and tokens.gaps[j] is Gap.SPACE
        and len(tokens.folds[j]) == 1
        and tokens.raw(j).isupper()
    )
    return tokens.gaps[i + 1] is Gap.SPACE and (before or after)


def _abbreviate(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether dotted letters end a known abbreviation: 'O.B' in 'D.O.B'."""
    if (
        not i
        or len(tokens.folds[i - 1]) != 1
        or tokens.gaps[i] is not Gap.DOT
        or tokens.gaps[j - 1] is not Gap.DOT
    ):
        return False
    return "".join(tokens.folds[i - 1 : j]) in lexicon.words("dotted", "people.txt")


def _names_office(tokens: Tokens, j: int) -> bool:
    """Return whether a surname that no list explains follows: the letters are its bearer's office, 'SN Brannigan'."""
    k = j
    if k + 1 < len(tokens) and tokens.folds[k] in lexicon.given_names() and tokens.gaps[k] is Gap.SPACE:
        k += 1
    if k >= len(tokens) or tokens.shapes[k] is not Shape.TITLE or tokens.gaps[k] is not Gap.SPACE:
        return False
    word = tokens.folds[k]
    known = word in lexicon.explained_capitals() or word in lexicon.given_names() or word in lexicon.titles()
    return len(word) > 2 and not known and not lexicon.is_ordinary(word)


def runs_over_list(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a surname before a comma ends the name of the one before: 'Anh Nguyen, Annie Teixeira'."""
    if not i or tokens.gaps[i] is not Gap.SPACE or Gap.COMMA not in tokens.gaps[i + 1 : j]:
        return False
    word = tokens.folds[i - 1]
    if tokens.shapes[i - 1] is not Shape.TITLE or len(word) < 2 or word in lexicon.titles():
        return False
    known = word in lexicon.given_names()
    return known or not (lexicon.is_ordinary(word) or word in lexicon.explained_capitals())


def follows_title(tokens: Tokens, k: int) -> bool:
    """Return whether a capital letter stands after a title, where it is an initial and no word: 'Mr I Quill'."""
    near = k > 0 and tokens.gaps[k] in (Gap.SPACE, Gap.DOT_SPACE) and tokens.raw(k).isupper()
    return near and tokens.folds[k - 1] in lexicon.titles() and context.is_capital(tokens, k - 1)


def is_initial_letter(tokens: Tokens, k: int, i: int, j: int) -> bool:
    """Return whether the single letter at k is an initial: a capital, not the words 'A' or 'I' in mid sentence."""
    if tokens.shapes[k] is Shape.LOWER:
        return (
            tokens.gaps[j if j < len(tokens) and k == i else k] is not Gap.SPACE
            and k == i
            and tokens.after(k) == "."
        )
    if tokens.folds[k] not in ("a", "i") or follows_title(tokens, k):
        return True
    if k == i:
        rare = k + 1 < len(tokens) and not lexicon.is_word(tokens.folds[k + 1])
        return tokens.folds[k] == "a" or tokens.after(k).startswith(".") or rare
    family = tokens.shapes[k - 1] is Shape.UPPER and len(tokens.folds[k - 1]) > 1
    if (
        tokens.folds[k] == "a"
        and context.next_word(tokens, k + 1) in _AFTER_NAME
        and not context.is_capital(tokens, k + 1)
    ):
        return True
    return family or k + 1 == len(tokens) or bool(_ENDS_CELL.match(tokens.after(k)))
