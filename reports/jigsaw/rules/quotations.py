"""Somebody's own words between quotation marks. Titles and words of guidance are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Hit
from .spelling import folded

KIND = "quotation"
FEWEST = 4
"""So many words can be searched for; fewer are a turn of phrase."""
LONGEST = 600
QUOTED = re.compile(
    rf"“(?P<a>[^“”]{{8,{LONGEST}}})”|\"(?P<b>[^\"]{{8,{LONGEST}}})\"|(?<!\w)‘(?P<c>[^‘]{{8,{LONGEST}}}?)’(?!\w)"
)
DOCUMENT = re.compile(
    r"\b(?:guidance|procedures?|polic(?:y|ies)|leaflet|Working Together|Act|statute|regulations?|terms of reference|protocol|framework|definition|defines|defined|states that|criteria|recommendation)\b[^.]{0,60}$"
)
INSTEAD = "[words not quoted]"


def find(text: str) -> Iterator[Hit]:
    """Yield each quotation of a person; a mark that words were left out is proposed."""
    for match in QUOTED.finditer(text):
        words = match["a"] or match["b"] or match["c"]
        if len(words.split()) >= FEWEST and not DOCUMENT.search(
            text[max(0, match.start() - 90) : match.start()]
        ):
            yield Hit(KIND, *match.span(), folded(words), INSTEAD)
