"""Going to and coming from prison, custody or hospital, with a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Hit
from .dates import DAY
from .spelling import MONTH, folded

KIND = "stay"
_VERB = (
    r"(?:remanded|sentenced|imprisoned|jailed|recalled|arrested|detained|bailed|sectioned|released|admitted|readmitted|re-admitted|discharged|"
    r"transferred|taken\s+into\s+(?:hospital|custody)|went\s+(?:to\s+prison|into\s+hospital)|left\s+(?:prison|hospital)|in\s+(?:intensive\s+care|hospital|prison|custody)|"
    r"served|(?:an?\s+)?(?:admission|discharge|release))"
)
_FEAST = r"(?:Christmas(?:\s+\w+)?|Easter(?:\s+\w+)?|New\s+Year|bank\s+holiday|Diwali|Eid)"
_MONTH_YEAR = rf"{MONTH}(?:\s+\d{{4}})?"
_PLAIN_DAY = re.sub(r"\?P<\w+>", "?:", DAY)
WHEN = rf"(?:on\s+the\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of\s+{MONTH})?|(?:on|in|at|during|over|from|until|since|of)\s+(?:{_PLAIN_DAY}|the\s+(?:spring|summer|autumn|winter)\s+of\s+\d{{4}}|{_MONTH_YEAR}|{_FEAST}|(?:19|20)\d\d))"
STAY = re.compile(rf"\b(?P<act>{_VERB}\b(?:[^.;:!?]{{0,60}}?))\s+(?P<when>{WHEN})", re.IGNORECASE)
_PLACE = re.compile(
    r"prison|custody|hospital|ward|institution|unit|remand|sentence|jail|bail|section|discharg|admi|releas|intensive|arrest",
    re.IGNORECASE,
)
BORN_INSIDE = re.compile(
    r"\bborn\s+(?:in|at)\s+(?:an?\s+)?(?:prison|hospital\s+while\s+in\s+custody|police\s+station|mother-and-baby\s+unit)\b"
)


def find(text: str) -> Iterator[Hit]:
    """Yield what happened with its date; the coarser words leave the date out."""
    for match in BORN_INSIDE.finditer(text):
        yield Hit(KIND, *match.span(), folded(match[0]), "born")
    for match in STAY.finditer(text):
        if _PLACE.search(match["act"]):
            yield Hit(KIND, *match.span(), folded(match["when"]), match["act"])
