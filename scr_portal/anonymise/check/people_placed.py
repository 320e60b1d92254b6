"""Names of strangers that their place in a note shows: '(Grace)' after a role, 'Pat next door', 'CREW: LEECH T / DAVIES', 'my husband ron'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_BRACKETED = re.compile(r"[ ]\((?P<name>[A-Z][a-z]+)(?:,[ ](?P<more>[a-z]+)(?:[ ][a-z]+)?)?\)")
_WORDS = re.compile(r"[^\W\d_]+")
_NEXT_DOOR = re.compile(
    r"(?:^|[.!?:;][ ]|\n[ \t>*•\-]*)(?P<name>[A-Z][a-z]{2,})[ ](?:next door|over the (?:road|way)|across the (?:road|street|way|landing)|"
    r"(?:from|at) (?:number|no\.?)[ ]?\d{1,3}|(?:opposite|upstairs|downstairs)[ ](?P<verb>[a-z]+))\b"
)
_CREW = re.compile(r"\b(?:crew|CREW|Crew)(?P<colon>[ ]?:)?[ ](?P<people>[A-Z][^.\n|]{2,60})")
_MEMBER = re.compile(r"(?:[A-Z]\.?[ ])?(?P<name>[A-Z][A-Za-z'’-]+)(?P<initial>[ ][A-Z])?")
_SPLIT = re.compile(r"[ ]?[/,&+][ ]?|[ ](?:and|AND)[ ]")
_AFTER_KIN = re.compile(
    r"\b(?:my|her|his|our|their|your|mums|dads)[ ](?P<kin>[a-z]+)[ ](?P<name>[a-z]{2,})\b"
)
_ITS = re.compile(r"\bit['’]?s[ ](?P<name>[a-z]{2,})(?=,|[ ](?:here|from|calling|speaking|again)\b)")
_ILLEGIBLE = re.compile(
    r"\b(?P<title>[A-Za-z]{2,9})\.?[ ](?P<name>(?:[A-Z][a-z'’-]*)?\[(?:\.{2,3}|…|\?)\][a-z'’-]*)"
)
_HOLDERS = (
    lexicon.words("role")
    | lexicon.words("kin")
    | lexicon.words("slot-people", "people.txt")
    | lexicon.words("holder", "people.txt")
    | lexicon.words("bracket-holder", "people.txt")
)
_SHIFTS = lexicon.words("shift", "people.txt")
_NOBODY = (
    lexicon.words("function")
    | lexicon.words("slang")
    | lexicon.words("participle")
    | lexicon.words("human-state")
    | lexicon.words("verb-human")
    | lexicon.words("slot-no-name", "people.txt")
    | lexicon.words("role")
    | lexicon.words("kin")
)
_REACH, _BEFORE = 3, 40
_NEAR = ("next door", " over the ", " across the ", " opposite ", "stairs ", " from n", " at n")


def find_placed_people(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of names that stand where somebody is said to be or to act."""
    yield from _bracketed(text)
    for match in _NEXT_DOOR.finditer(text) if any(words in text for words in _NEAR) else ():
        if lexicon.is_first_name(fold(match["name"])) and (not match["verb"] or _is_act(match["verb"])):
            yield match.span("name")
    for match in _ILLEGIBLE.finditer(text) if "[" in text else ():
        if match["name"].strip("[].…?") and fold(match["title"]) in lexicon.titles():
            yield match.span("name")
    for match in _CREW.finditer(text) if "rew" in text or "CREW" in text else ():
        yield from _members(match)
    yield from _in_small(text)


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    """Yield a given name alone in brackets after a role, or before a shift: 'HCA overnight (Comfort, bank)'."""
    for match in _BRACKETED.finditer(text) if "(" in text else ():
        before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _BEFORE) : match.start()]
        words = [fold(word) for word in _WORDS.findall(before.rpartition(". ")[2])][-_REACH:]
        held = not match["more"] and any(word in _HOLDERS for word in words)
        if (held or match["more"] in _SHIFTS) and lexicon.is_first_name(fold(match["name"])):
            yield match.span("name")


def _members(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the names of a crew: any after a colon, without one only those that have an initial."""
    at = match.start("people")
    for item in _SPLIT.split(match["people"]):
        start = match.string.find(item, at)
        at = start + len(item)
        member = _MEMBER.fullmatch(item.strip())
        if member is None or not (match["colon"] or member["initial"]):
            return
        known = fold(member["name"]) in _NOBODY or fold(member["name"]) in lexicon.explained_capitals()
        if not known:
            yield start, at


def _in_small(text: str) -> Iterator[tuple[int, int]]:
    """Yield a name in small letters after a relative, 'my husband ron', and one that a caller gives, 'its jean'."""
    for match in _AFTER_KIN.finditer(text):
        word = match["name"]
        strange = not (lexicon.is_ordinary(word) or word in lexicon.explained_capitals())
        if (
            match["kin"] in lexicon.words("kin")
            and word not in _NOBODY
            and (strange or lexicon.is_first_name(word))
        ):
            yield match.span("name")
    yield from (
        m.span("name")
        for m in _ITS.finditer(text)
        if lexicon.is_first_name(m["name"]) and m["name"] not in _NOBODY
    )


def _is_act(verb: str) -> bool:
    return verb.endswith("ed") or verb in lexicon.words("verb-human") | lexicon.words(
        "irregular-past", "people.txt"
    )
