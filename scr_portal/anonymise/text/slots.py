"""Places of a text that announce a name, so that a word there is a name whatever it means elsewhere.

One step before matching: sender and recipient lines, message bubbles, fields such as "Surname:", attendance and
apologies, columns such as "Who", signatures, speakers, family trees, and what follows "called" or "known as".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from scr_portal.anonymise.text import callings, columns, lexicon, relatives
from scr_portal.anonymise.text.folding import Gap, Shape, Slot, Tokens, fold

_STAMP = r"\[?(?:\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?,?[ \t]+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:[ \t]?[ap]m)?\]?[ \t]*[-–—,]?[ \t]*"
_NAME = r"[^\W\d_][\w'’.\-]*(?:[ \t][^\W\d_][\w'’.\-]*){0,2}"
_TURN = re.compile(
    rf"^[ \t>*•\-]*(?P<stamp>{_STAMP})?(?P<way>(?:from|to)[ \t]+)?(?P<name>{_NAME})(?:[ \t]\([^()\n]{{1,20}}\))?[^\w\n:|]{{0,6}}:(?=\s)",
    re.M | re.I,
)
_DATED = re.compile(r"\d[/.\-]\d")
_STAMPED_AFTER = re.compile(rf"^[ \t>]*(?P<name>{_NAME})[ \t]+\d{{1,2}}:\d{{2}}\b", re.M)
_BY = re.compile(
    r"(?<!be )\b(?:taken|signed|typed|added|completed|recorded|written|noted|logged|entered|updated|prepared|dictated|witnessed|"
    r"countersigned)[ \t]+by[ \t]*:?[ \t]+(?P<name>[^\W\d_])",
    re.I,
)
_PRINTED = re.compile(r"\bprinted\b[^\n]{0,30}?\bby[ \t]+(?P<name>[^\W\d_])", re.IGNORECASE)
_ADDRESSED = re.compile(r"^[ \t>|]*(?:from|frm?|to|cc|bcc)[ \t]*[:|][ \t]*(?P<rest>[^|\n\t]+)", re.M | re.I)
_SPLIT = re.compile(r"[,;/&]|\band\b")
_CLOSING = re.compile(
    r"^[ \t]*(?:(?:kind|best|warm|many|with)\s+)*(?:regards|wishes|thanks|love|yours(?: \w+)?|cheers|ta|thx)[ \t]*,?[ \t]*\n+[ \t]*(?P<name>[^\n|:]{2,40})$",
    re.M | re.I,
)
_BRANCH = re.compile(r"^[ \t]*(?:[│|][ \t]*)*(?:[├└┌┬]|\+|`|\\)[─\-–—]*[ \t]*(?P<name>[^\W\d_])", re.M)
_UNION = re.compile(r"(?P<left>[^\W\d_]+)[ \t]+(?:=|∞|m\.)[ \t]+(?P<right>[^\W\d_]+)")
_LABEL = re.compile(r"(?<![^\W\d_])(?P<label>[^\W\d_]+)(?:\(s\))?[ \t]*[:|][ \t]*")
_VALUE = re.compile(r"(?P<rest>[^|\n\t]+)")
_OFFICE = re.compile(r"\b(?P<name>[a-z]{3,}) (?:is|was) (?:the|my|our|his|her|their|a) (?P<role>[a-z]+)")
_BOTH_BY = re.compile(r"\bby [A-Z][\w'’-]+ and by (?P<name>[A-Z][\w'’-]+)")
_MOST_WORDS = 4
_FEW_TURNS = 2
_FEW_ADDRESSED = 3
_FEW_WORDS = 4
_SMALL_TITLE = re.compile(
    r"\b(?P<title>mr|mrs|ms|miss|dr|doctor|pc|dc|ds|pcso|sgt|sergeant|nurse|auntie|aunty|uncle)\.?[ \t]+(?P<name>[^\W\d_])"
)
_COLUMN = re.compile(r"  (?=[A-Z][\w/ ]{1,24}:)")
_RANKED = re.compile(
    r"\b(?:A/)?(?:PC|DC|DS|PS|PCSO|WPC|SGT|Sgt|INSP|Insp|DI|TDC|CON|Con)[ ](?:[A-Z]{1,2})?\d{2,6}[ ](?P<name>[A-Z][\w'’-]+)"
)
_PARTY = re.compile(
    r"\b(?:VICTIM|SUSPECT|WITNESS|CALLER|INFT|INFORMANT|OFFENDER|IP|COMPLAINANT|DRIVER|PASSENGER|ACCUSED|AGGRIEVED|MISPER|DETAINEE)"
    r"(?:[ ]?[:\-–]|[ ]IS)?[ ](?P<name>[A-Z][A-Z'’]+)\b|"
    r"\b(?:[Vv]ictim|[Ss]uspect|[Ww]itness|[Cc]aller|[Ii]nformant|[Oo]ffender|[Cc]omplainant|[Dd]river|[Pp]assenger|[Aa]ccused)[ ]?:[ ](?P<title>[A-Z][a-z]+)\b"
)
_STRICT = frozenset({"mr", "mrs", "ms", "dr", "pc", "dc", "ds"})


def mark_slots(tokens: Tokens) -> Tokens:
    """Mark in `tokens.slots` each token that stands where a name is announced; return the tokens."""
    tokens.slots = bytearray(len(tokens))
    tokens.is_small = _is_small(tokens)
    text = tokens.text
    _part_columns(tokens)
    for start, slot in [*_places(text), *callings.called(text), *columns.named_columns(text)]:
        _mark_name(tokens, start, slot)
    for match in _RANKED.finditer(text):
        _mark_officer(tokens, match.start("name"))
    for match in _PARTY.finditer(text):
        name = match.lastgroup or "name"
        if lexicon.is_listed_name(fold(match[name])):
            _mark_officer(tokens, match.start(name))
    for start in relatives.named_after_kin(text):
        k = bisect_left(tokens.starts, start)
        tokens.slots[k] = max(tokens.slots[k], Slot.FIELD)
    callings.mark_foreign(tokens)
    return tokens


def _part_columns(tokens: Tokens) -> None:
    """Let no name run across two spaces before a label: 'Worker: Esther Pryce  Date: ...'."""
    for match in _COLUMN.finditer(tokens.text) if "  " in tokens.text else ():
        k = bisect_left(tokens.starts, match.end())
        tokens.gaps[k] = Gap.OTHER


def _mark_officer(tokens: Tokens, start: int) -> None:
    """Mark the one word after a rank and a number, unless it says what the officer did."""
    k = bisect_left(tokens.starts, start)
    doing = lexicon.words("verb-human") | lexicon.words("participle") | lexicon.words("function")
    if tokens.folds[k] not in doing and _names(tokens, k, True, Slot.FIELD):
        tokens.slots[k] = max(tokens.slots[k], Slot.FIELD)


def _is_small(tokens: Tokens) -> bool:
    """Return whether the text is written without capitals: words enough to say so, and none but "I" begins with one."""
    shapes = tokens.shapes
    if shapes.count(Shape.LOWER) < _FEW_WORDS or shapes.count(Shape.MIXED):
        return False
    titles = shapes.count(Shape.TITLE)
    return not titles or titles == sum(
        1 for fold, shape in zip(tokens.folds, shapes, strict=True) if fold == "i" and shape is Shape.TITLE
    )


def _places(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield where a name may begin, with the kind of place."""
    yield from _turns(text)
    yield from _stamped_after(text)
    for match in _BY.finditer(text) if "by" in text else ():
        yield match.start("name"), Slot.FIELD
    yield from _by_their_work(text)
    for match in _PRINTED.finditer(text):
        yield match.start("name"), Slot.FIELD
    for match in _ADDRESSED.finditer(text):
        short = len(match["rest"].split()) <= _FEW_ADDRESSED
        yield from ((start, Slot.CALLED if short else Slot.FIELD) for start in _items(match))
    for match in _LABEL.finditer(text):
        label = fold(match["label"])
        if "|" in match.group() and columns.is_heading_row(text, match.start()):
            continue
        if label in lexicon.words("slot-list", "people.txt"):
            if value := _VALUE.match(text, match.end()):
                yield from ((start, Slot.FIELD) for start in _items(value))
        elif label in lexicon.words("slot-identity", "people.txt") and _VALUE.match(text, match.end()):
            yield match.end(), Slot.FIELD
    yield from ((match.start("name"), Slot.FIELD) for match in _CLOSING.finditer(text))
    yield from ((match.start("name"), Slot.SPOKEN) for match in _BRANCH.finditer(text))
    for match in _SMALL_TITLE.finditer(text):
        if match["name"].islower():
            yield match.start("name"), Slot.CALLED if match["title"] in _STRICT else Slot.SPOKEN
    for match in _UNION.finditer(text):
        if len(match["left"]) == 1 and match["right"].startswith(match["left"]):
            continue  # the key of a chart: 'A = AMBER'
        yield from ((match.start(side), Slot.SPOKEN) for side in ("left", "right"))


def _by_their_work(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield a word that is said to hold an office, 'will is the manager', and the second of two who did something."""
    roles = lexicon.words("role")
    for match in _OFFICE.finditer(text):
        if match["role"] in roles and match["name"] in lexicon.given_names():
            yield match.start("name"), Slot.FIELD
    for match in _BOTH_BY.finditer(text) if " and by " in text else ():
        if match["name"].lower() in lexicon.given_names():
            yield match.start("name"), Slot.FIELD


def _stamped_after(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield the senders of an export that writes the time after the name: 'curt 19:23 why cant he'."""
    turns = list(_STAMPED_AFTER.finditer(text)) if ":" in text else []
    if len(turns) >= _FEW_TURNS:
        yield from ((turn.start("name"), Slot.CALLED) for turn in turns)


def _turns(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield the senders of stamped messages, and the speakers of a conversation."""
    turns = list(_TURN.finditer(text)) if ":" in text else []
    speakers = [fold(turn["name"]) for turn in turns]
    for turn, speaker in zip(turns, speakers, strict=True):
        if turn["way"]:
            yield turn.start("name"), Slot.FIELD
        elif turn["stamp"] and _DATED.search(turn["stamp"]):
            yield turn.start("name"), Slot.CALLED
        elif turn["stamp"] or speakers.count(speaker) >= _FEW_TURNS or turn["name"].islower():
            yield turn.start("name"), Slot.SPOKEN


def _items(match: re.Match[str]) -> Iterator[int]:
    """Yield where each item of a list of names begins."""
    at = match.start("rest")
    for item in _SPLIT.split(match["rest"]):
        start = match.string.find(item, at)
        yield start
        at = start + len(item)


def _mark_name(tokens: Tokens, start: int, slot: Slot) -> None:
    """Mark the words of one name that begins at character `start`: titles are passed over, a word that names nobody ends it."""
    k = first = bisect_left(tokens.starts, start)
    while k < len(tokens) and tokens.folds[k] in _PASSED_OVER and "\n" not in tokens.after(k):
        k += 1
        first = k
    if first < len(tokens) and slot is Slot.CALLED and _is_kin_named(tokens, first, start):
        tokens.slots[first] = slot
        return
    while k < len(tokens) and k - first < _MOST_WORDS and _names(tokens, k, k == first, slot):
        tokens.slots[k] = max(tokens.slots[k], slot)
        k += 1


def _is_kin_named(tokens: Tokens, k: int, start: int) -> bool:
    """Return whether a function word in capitals follows a word for a relative: 'Uncle Cos', 'Nanny Up'."""
    named = tokens.starts[k] > start and tokens.shapes[k] is Shape.TITLE and tokens.gaps[k] is Gap.SPACE
    return named and tokens.folds[k] in lexicon.words("function") | lexicon.words("slang")


def _names(tokens: Tokens, k: int, opens: bool, slot: Slot) -> bool:
    word, shape = tokens.folds[k], tokens.shapes[k]
    if shape is Shape.DIGIT or (not opens and tokens.gaps[k] not in _WITHIN):
        return False
    if shape in (Shape.TITLE, Shape.UPPER) and _stands_for_role(tokens, k, slot):
        return False
    if tokens.gaps[k] is Gap.DOT_SPACE and not opens and len(tokens.folds[k - 1]) > 1:
        return False
    known = word in lexicon.given_names() or word in lexicon.familiar_names()
    if shape is Shape.LOWER and slot is Slot.CALLED:
        return opens and not (word in lexicon.words("function") or word in lexicon.words("verb-human"))
    if word in lexicon.geography() and slot is Slot.CALLED:
        return True
    if not known and (
        word in _NOBODY or word in lexicon.explained_capitals() or word in lexicon.words("function")
    ):
        return False
    if slot is Slot.SPOKEN or shape is Shape.LOWER:
        return known or not lexicon.is_ordinary(word)
    return True


def _stands_for_role(tokens: Tokens, k: int, slot: Slot) -> bool:
    """Return whether letters are no name: one letter of a turn, an abbreviation, or what the text explains, 'C = child'."""
    word = tokens.folds[k]
    if len(word) == 1:
        return slot is Slot.SPOKEN or tokens.after(k).lstrip().startswith("=")
    if not tokens.raw(k).isupper() or tokens.after(k).strip() not in (":", "=", "-"):
        return False
    return word in lexicon.abbreviations() or is_explained(tokens, k)


_PASSED_OVER = lexicon.words("kin") | frozenset(lexicon.titles())
_WITHIN = frozenset({Gap.SPACE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.DOT, Gap.DOT_SPACE, Gap.BREAK})
_NOBODY = (
    lexicon.words("slot-no-name", "people.txt")
    | lexicon.words("role")
    | lexicon.words("kin")
    | lexicon.words("label")
)


def is_explained(tokens: Tokens, k: int) -> bool:
    """Return whether the text says what letters in capitals stand for, and it is a word: 'CLR = caller'."""
    meant = (
        re.search(rf"\b{re.escape(tokens.raw(k))}[ ]?=[ ]?([a-z]+)\b", tokens.text)
        if "=" in tokens.text
        else None
    )
    return meant is not None and not (lexicon.is_first_name(meant[1]) or lexicon.is_listed_name(meant[1]))
