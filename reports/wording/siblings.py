"""Children without their number and order: "her third child" is "one of her children", "three other children" are "other children"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Place, Proposal
from .numbers import NUMBER

_EXPECTING = re.compile(
    r"\b(?:pregnant\s+with|expecting|carrying|gave\s+birth\s+to|(?:the\s+)?birth\s+of)\s+$", re.IGNORECASE
)
_ONE_OF = re.compile(r"\bone\s+of\s+$", re.IGNORECASE)
_ALL = re.compile(r"\ball\s+(?:of\s+)?(?P<whose>the\s+|her\s+|his\s+|their\s+)?$", re.IGNORECASE)
_SIBLINGS = re.compile(r"\b(?:brothers?|sisters?|siblings?)\b", re.IGNORECASE)
_KIND = re.compile(r"\b(?:half|step)[\s-](?=brother|sister|sibling)", re.IGNORECASE)
_OTHER = re.compile(r"\bother\b", re.IGNORECASE)
_FATHERS = re.compile(rf"\s+by\s+{NUMBER}\s+(?:different\s+)?(?:fathers|men|mothers)$", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"\s+\w")
_POSSESSIVE = re.compile(r"(?:her|his|their|[\w ]+[’']s)\s", re.IGNORECASE)
_ONLY = re.compile(r"(?:the\s+)?only\b", re.IGNORECASE)


def of_order(place: Place) -> Iterator[Proposal]:
    """Yield what may stand for which of the children somebody is."""
    whose = _POSSESSIVE.match(place.words)
    if whose and not _OF.search(place.words):
        if _EXPECTING.search(place.before):
            yield place.instead("another child")
        else:
            owner = whose[0].strip()
            owner = owner if owner[-2:] in ("’s", "'s") else owner.lower()
            yield place.instead(f"one of {owner} children")
    elif _ONLY.match(place.words) or (place.opens and _FOLLOWED.match(place.after)):
        yield place.instead("one of the children")
    else:
        yield place.instead("one of several children")


def of_number(place: Place) -> Iterator[Proposal]:
    """Yield what may stand for how many children there are: who they are stays, without the number."""
    fathers = _FATHERS.search(place.words)
    words = place.words[: fathers.start()] if fathers else place.words
    children = re.findall(r"[\w-]+ren|[\w-]+s\b", words)
    noun = "siblings" if all(_SIBLINGS.search(word) for word in children) else "children"
    kind = {match[0].lower().replace(" ", "-") for match in _KIND.finditer(words)}
    noun = f"{kind.pop()}{noun}" if len(kind) == 1 else noun
    noun = f"other {noun}" if _OTHER.search(words) else noun
    by = ""
    if fathers:
        by = " by more than one mother" if "mothers" in fathers[0] else " by more than one father"
    if _ONE_OF.search(place.before):
        noun = f"several {noun}"
    elif (every := _ALL.search(place.before)) and not every["whose"]:
        noun = f"the {noun}"
    yield place.instead(f"{noun}{by}")
