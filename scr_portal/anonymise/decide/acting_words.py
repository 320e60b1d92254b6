"""A registered name that is a word, where its place or what follows makes it a person's: '(Cedar)', 'Bass to ring'."""

from __future__ import annotations

import re

from scr_portal.anonymise.decide.openings import MODALS
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_TIME = (
    r"\[?(?:\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?,?[ \t]+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ \t]?[ap]m)?\]?"
)
_SENT = re.compile(rf"^[ \t>*•\-]*{_TIME}[ \t]*[-–—,]?[ \t]*$")
_DATED = re.compile(r"^[ \t>*•\-]*\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})[ \t]*$")
_TURN = re.compile(r"[^\w\n:|]{0,6}:(?=\s)")
_BULLET = re.compile(r"[ \t]*(?:[-–•*>]|\d{1,2}[.)])[ \t]+")
_HEADED = re.compile(r":[ ]|[ ][-–][ ]")
_SPEECH = frozenset({' "', " “", " ‘", " '"})
_TASKS = lexicon.words("task", "people.txt")
_STAYS = {
    "in": lexicon.words("stays-in", "people.txt"),
    "at": lexicon.words("stays-at", "people.txt"),
}
_CARRYING = lexicon.words("carrying", "people.txt")
_UNLIKE = (
    lexicon.words("openings-things")
    | lexicon.words("openings-bodies")
    | lexicon.words("openings-times")
    | lexicon.words("mass-noun")
    | lexicon.words("adjective")
    | lexicon.words("mark-words")
    | lexicon.words("label")
    | MODALS
)
_NOBODY = (
    lexicon.words("role") | lexicon.words("label") | lexicon.words("kin") | lexicon.words("openings-bodies")
)
_HOLDERS = (
    lexicon.words("role")
    | lexicon.words("kin")
    | lexicon.words("office")
    | lexicon.words("holder", "people.txt")
)
_PLACING = frozenset({"on", "at", "in", "from", "with", "present"})
_KIN_REACH = 4


def is_bearer(tokens: Tokens, i: int, j: int, *, given: bool, nickname: bool = False) -> bool:
    """Return whether tokens i to j (excluded), a name that is a word, stand where only a person does."""
    if j - i > 1 or tokens.shapes[i] is not Shape.TITLE:
        return False
    if _is_in_row(tokens, i) or _has_task(tokens, i) or (not given and _is_beside_office(tokens, i)):
        return True
    if (given or nickname) and _heads_item(tokens, i):
        return True
    return given and (_is_beside_kin(tokens, i) or _acts(tokens, i))


def _is_in_row(tokens: Tokens, i: int) -> bool:
    """Return whether the word sends a stamped message, or writes a dated row: '22:14 Rip:', '09/01/2020 Sedge:'."""
    word = tokens.folds[i]
    if not _TURN.match(tokens.after(i)) or word in _NOBODY or word in _UNLIKE:
        return False
    before = tokens.text[tokens.text.rfind("\n", 0, tokens.starts[i]) + 1 : tokens.starts[i]]
    dated = _DATED.match(before) and word not in lexicon.explained_capitals()
    return bool(dated or _SENT.match(before))


def _has_task(tokens: Tokens, i: int) -> bool:
    """Return whether a task follows the word that opens a sentence or an item: 'Bass to brief the head'."""
    task = i + 2
    opens = context.is_initial(tokens, i) and tokens.folds[i] not in _NOBODY | _UNLIKE
    if not opens or context.next_word(tokens, i + 1) != "to":
        return False
    return context.next_word(tokens, task) in _TASKS and tokens.shapes[task] is Shape.LOWER


def _is_beside_kin(tokens: Tokens, i: int) -> bool:
    """Return whether the word stands alone in brackets after a word for a relative: 'by father on arrival (Cedar)'."""
    if not tokens.before(i).endswith("(") or not tokens.after(i).startswith(")"):
        return False
    for k in range(i - 1, max(-1, i - 1 - _KIN_REACH), -1):
        if tokens.folds[k] in lexicon.words("kin"):
            return k == i - 1 or tokens.folds[k + 1] in _PLACING
        if not context.previous_word(tokens, k) or tokens.shapes[k] is not Shape.LOWER:
            return False
    return False


def _is_beside_office(tokens: Tokens, i: int) -> bool:
    """Return whether a surname stands alone in brackets after an office, a relative or a body: 'Police (Sharp)', 'School worry (Salt)'."""
    if not tokens.before(i).endswith(" (") or not tokens.after(i).startswith(")"):
        return False
    beside = [
        tokens.folds[k] for k in range(max(0, i - 2), i) if k == i - 1 or tokens.gaps[i - 1] is Gap.SPACE
    ]
    return any(word in _HOLDERS for word in beside)


def _acts(tokens: Tokens, i: int) -> bool:
    """Return whether a word that opens a sentence is somewhere as people are, speaks, or does something to things."""
    if not context.is_initial(tokens, i) or tokens.folds[i] in _UNLIKE:
        return False
    if tokens.after(i) in _SPEECH and tokens.shapes[i + 1] is Shape.LOWER:
        return True
    verb, after = context.next_word(tokens, i + 1), context.next_word(tokens, i + 2)
    if verb in _STAYS:
        return after in _STAYS[verb] and not _is_number(tokens, i + 3)
    if not verb or tokens.shapes[i + 1] is not Shape.LOWER or verb not in _CARRYING or not after:
        return False
    thing = after in lexicon.words("determiner") or (
        lexicon.is_ordinary(after) and after not in lexicon.words("function") | lexicon.words("adverb")
    )
    return tokens.shapes[i + 2] is Shape.LOWER and tokens.gaps[i + 2] is Gap.SPACE and thing


def _heads_item(tokens: Tokens, i: int) -> bool:
    """Return whether the word heads an item of a list, with a colon or a dash after it: '- Rubes - weight 14.6'."""
    word = tokens.folds[i]
    if word in _NOBODY or word in _UNLIKE or word in lexicon.words("domain", "capitals.txt"):
        return False
    before = tokens.text[tokens.text.rfind("\n", 0, tokens.starts[i]) + 1 : tokens.starts[i]]
    return bool(_BULLET.fullmatch(before)) and bool(_HEADED.match(tokens.after(i)))


def _is_number(tokens: Tokens, k: int) -> bool:
    """Return whether figures that tell no time number the thing before them: 'in bed 3', but not 'in bed 1pm'."""
    if k >= len(tokens) or tokens.shapes[k] is not Shape.DIGIT or tokens.gaps[k] is not Gap.SPACE:
        return False
    return tokens.after(k)[:1] not in (":", ".") and tokens.folds[k + 1 : k + 2] not in (["am"], ["pm"])
