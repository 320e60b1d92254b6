"""What a parent works as. The professionals of the case are known by their work and are no finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..model import Hit
from ..vocabulary import as_pattern, data, longest_first
from .spelling import folded

KIND = "occupation"
_WHO = r"\b(?:[Mm]other|[Ff]ather|[Ss]tepfather|[Ss]tepmother|[Pp]artner|[Gg]rand\w+|[Pp]arents?|[Aa]unt|[Uu]ncle|[Bb]oyfriend|[Hh]usband|[Ww]ife|[Cc]arer|[Hh]e|[Ss]he|who|both|[Oo]ne of them|[Tt]he other)\b"
_IS = r"(?:,\s+(?:then\s+|once\s+)?|\s+(?:was|is|had been|has been|were|are|became)\s+(?:then\s+|once\s+|also\s+|both\s+)?|\s+(?:works?|worked|working|trained|training|employed|qualified)\s+(?:\w+\s+)?as\s+)"
_EMPLOYED = re.compile(
    rf"(?P<who>{_WHO})\s+(?:was|is|had been)?\s*(?P<job>employed\s+(?:at|by|in)\s+(?:the\s+)?[\w’ -]{{3,40}}|in\s+the\s+(?:army|navy|Royal Navy|air force|RAF|forces|police)|self-employed\s+\w+)"
)
DOES = re.compile(
    r"\b(?:"
    r"(?:drove|drives|driving)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}(?:van|lorry|taxi|bus|coach|hearse|tram|train|tanker|minibus)"
    r"|(?:trains?|breeds?|bred|keeps?|kept|races?|raced)\s+(?:[\w-]+\s+){0,2}(?:dogs|horses|pigeons|ponies|greyhounds|ferrets|bees|snakes|goats|alpacas|falcons|hens)"
    r"|(?:runs?|ran|keeps?|kept|owns?|owned)\s+(?:an?|the)\s+(?:[\w’-]+\s+){0,2}(?:pub|shop|café|farm|hotel|guest\s+house|takeaway|garage|salon|stall|bakery|nursery|boatyard|post\s+office|fairground|riding\s+school)"
    r"|(?:the|a)\s+(?:pub|shop|farm|hotel|garage|bakery)\s+that\s+(?:her|his|their|the)\s+(?:parents|family|grandparents|father|mother)\s+(?:kept|ran|owned|had)"
    r"|(?:serving|served|posted)\s+(?:in|on|aboard)\s+(?:an?|the)\s+(?:submarine|frigate|destroyer|warship|ship|trawler|oil\s+rig|regiment|lifeboat)"
    r"|(?:an?\s+)?student\s+of\s+[\w-]+(?:\s+(?:medicine|science|engineering|history|studies))?"
    r"|(?:preaches|preached|plays\s+the\s+organ|played\s+the\s+organ|rings\s+the\s+bells)(?:\s+(?:at|in)\s+(?:an?|the)\s+\w+)?"
    r")\b",
    re.IGNORECASE,
)
_AS = re.compile(r"(?P<verb>works?|worked|working|trained|training|employed|qualified)\s+(?:\w+\s+)?as\s+$")
_BECAME = re.compile(r"became\s+(?:\w+\s+)?$")


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of a relative, a verb of being, and an occupation."""
    work = "|".join(as_pattern(word) + "s?" for word in longest_first(data("words")["occupations"]["words"]))
    return re.compile(
        rf"{_WHO}{_IS}(?P<job>(?:(?:an?|the|two)\s+)?(?:(?:former|retired|qualified|trainee|local|self-employed|part-time|serving|well-known|ex-)\s*){{0,2}}(?:\w+\s+)?(?:{work})(?:\s+(?:in|on|at|of)\s+the\s+\w+)?)\b"
    )


def find(text: str) -> Iterator[Hit]:
    """Yield what a relative works as, with "in work" in its place."""
    coarser = str(data("words")["occupations"]["coarser"])
    for match in pattern().finditer(text):
        start, end = match.span("job")
        lead, words = _in_sentence(text[:start], coarser)
        yield Hit(KIND, start - lead, end, folded(match["job"]), words)
    for match in DOES.finditer(text):
        yield Hit(KIND, *match.span(), folded(match[0]), _done(match[0]))
    for match in _EMPLOYED.finditer(text):
        yield Hit(KIND, *match.span("job"), folded(match["job"]), coarser)


def _in_sentence(before: str, coarser: str) -> tuple[int, str]:
    """Return how much before an occupation goes with it, and what reads there: "works as a farrier" is "works"."""
    if match := _AS.search(before):
        return len(match[0]), match["verb"]
    if match := _BECAME.search(before):
        return len(match[0]), "began work"
    return 0, f"who was {coarser}" if before.endswith(", ") else coarser


def _done(words: str) -> str:
    """Return what reads in place of a verb with its work, or of a noun: "drove a van" is "worked"."""
    if words.lower().startswith(("a ", "an ", "the ", "student")):
        return "a student" if "student" in words.lower() else "the family business"
    first = words.split()[0].lower()
    if first.endswith("ing"):
        return "working"
    return "works" if first.endswith("s") else "worked"
