"""Houses without a street, 'the neighbour at no 14', and the floor before a street, '5th Floor, 17 Quay Street'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_NUMBER = r"\d{1,3}[A-Za-z]?\b"
_STREETS = "|".join(sorted(lexicon.words("street-plain", "structure.txt")))
_UNITS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_LIST = rf"(?P<numbers>{_NUMBER}(?:\s?(?:,|&|and|or|to)\s?{_NUMBER})*)(?![:/.\-–]\d|%|\s(?:of|on|in|out|per|times|more|or|left)\b)"
_LIVING = re.compile(
    rf"\b(?:at|from|to|of|outside|opposite|beside|behind|near|lives?|living|neighbours?)\s(?:nos?\.?\s?|numbers?\s){_LIST}",
    re.IGNORECASE,
)
_NEXT_DOOR = re.compile(
    rf"\b(?:next door|neighbours?)[ ,]{{1,2}}(?:at|to|in)\s(?:nos?\.?\s?|numbers?\s)?{_LIST}", re.IGNORECASE
)
_SPEAKING = re.compile(
    rf"(?:^|[.!?:\n]\s*)(?:No|Number)\.?\s?(?P<numbers>{_NUMBER})\s(?P<verb>[a-z]+)", re.MULTILINE
)
_FLOOR = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|ground|top|basement)\s(?:floor|flr)(?:\sflat)?,?\s(?=\d{1,4}[a-z]?\s(?-i:[A-Z]))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"\b(?P<name>[a-z]{{3,}})[ ](?:{_STREETS})[, ]{{1,2}}(?:number|no)[ ](?:\d{{1,4}}[a-z]?|(?:{_TENS})(?:[ -](?:{_UNITS}))?|(?:{_UNITS}))\b"
)
_SPOKEN_NUMBER = rf"(?P<numbers>(?:{_TENS})(?:[ -](?:{_UNITS}))?|(?:{_UNITS}))\b(?![ ](?:past|to|minutes?|hours?|o|am|pm|years?|months?|weeks?|days?|pounds?|of|priority|times)\b)"
_SPOKEN_HOUSES = (
    re.compile(rf"\b(?:at|from|to|of|outside|opposite|in)[ ](?:number|no)[ ]{_SPOKEN_NUMBER}", re.IGNORECASE),
    re.compile(rf"\bnext door (?:at|in)[ ]{_SPOKEN_NUMBER}", re.IGNORECASE),
)
_NAMED_HOUSE = re.compile(
    rf"\b(?P<name>[A-Za-z]{{3,}})[ ](?:at|from)[ ](?P<numbers>(?:{_TENS})[ -](?:{_UNITS}))\b(?![ ](?:past|to)\b)"
)
_NO_NAME = (
    lexicon.words("function")
    | lexicon.words("determiner")
    | lexicon.words("kin")
    | lexicon.words("adjective")
)
_ANNOUNCED = re.compile(r"\b(?:no|nos|number|numbers|next door|neighbours?)\b", re.IGNORECASE)
_SAYING = lexicon.words("verb-human") - lexicon.words("verb-state") - lexicon.words("verb-noun")


def find_dwellings(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of numbers that are somebody's house, and of floors before the number of a house."""
    if _ANNOUNCED.search(text):
        yield from (m.span() for m in _SPOKEN.finditer(text) if m["name"] not in _NO_NAME)
        for pattern in (_LIVING, _NEXT_DOOR):
            yield from (match.span("numbers") for match in pattern.finditer(text))
        yield from (m.span("numbers") for pattern in _SPOKEN_HOUSES for m in pattern.finditer(text))
        for match in _SPEAKING.finditer(text):
            if match["verb"] in _SAYING:
                yield match.span("numbers")
    for match in _NAMED_HOUSE.finditer(text) if "ty " in text or "ty-" in text else ():
        if fold(match["name"]) in lexicon.given_names():
            yield match.span("numbers")
    for match in _FLOOR.finditer(text) if "loor" in text or "LOOR" in text else ():
        yield match.start(), match.start() + len(match.group().rstrip(" ,\n"))
