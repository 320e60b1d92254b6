"""A kind for a name: "a hospital" for its name, "somebody" for a person; and what a number or an address is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Place, Proposal
from .numbers import with_article

PLACES = {
    "hospital": "hospital", "infirmary": "hospital", "school": "school", "academy": "school", "college": "college",
    "nursery": "nursery", "playgroup": "nursery", "surgery": "surgery", "practice": "surgery", "clinic": "clinic",
    "centre": "centre", "church": "church", "hotel": "hotel", "inn": "public house", "arms": "public house",
    "prison": "prison", "park": "park", "road": "street", "street": "street", "lane": "street", "avenue": "street",
    "close": "street", "hill": "street",
}  # fmt: skip
"""The kind of place that a word in its name tells."""
VALUES = {
    "phone": "telephone number",
    "email": "email address",
    "url": "web address",
    "social_handle": "account on a social network",
    "vehicle_registration": "vehicle",
    "nhs_number": "number",
    "national_insurance": "number",
    "reference": "reference number",
    "file_name": "document",
    "date_of_birth": "date of birth",
}
SOMEBODY = ("somebody", "a member of staff", "a member of the family")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_ANY_ARTICLE = re.compile(r"\b(?P<article>the|an?|his|her|their|this)\s+$", re.IGNORECASE)
_KIND_OF = re.compile(
    r"\b(?:the|an?)\s+(?P<kind>village|town|city|hamlet|island|suburb|parish|area|estate)\s+of\s+$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?P<label>number|no\.?|telephone|mobile|phone|reference|ref\.?|registration|email|address|account)[\s:]+$",
    re.IGNORECASE,
)
_FUNCTION = (
    "was|is|were|had|has|and|or|to|until|when|which|that|with|at|in|by|as|but|after|before|because|for|on|from|then|who|where|did|"
    "could|would|wrote|said|rang|asked|told|came|went"
)
_NOUN = re.compile(rf"\s+(?!(?:{_FUNCTION})\b)[a-z]{{3,}}(?<!ed)\b")
"""What may be a noun after a name: "the Okehampton office"."""


def of_value(place: Place, kind: str) -> Iterator[Proposal]:
    """Yield what a number or an address is; where the word before it says so already, that word alone."""
    if label := _LABEL.search(place.before):
        whole = Place(place.text, place.start - len(label[0]), place.end)
        yield whole.instead(label["label"])
    yield _called(place, VALUES[kind])


def of_name(place: Place, kind: str) -> Iterator[Proposal]:
    """Yield what may stand for a name that nobody registered, by the words in it and by its kind."""
    article = _ANY_ARTICLE.search(place.before)
    if article and _NOUN.match(place.after):
        whole = Place(place.text, place.start - len(article[0]), place.end)
        yield whole.instead(article["article"].lower())
        return
    if of := _KIND_OF.search(place.before):
        yield place.instead(with_article(of["kind"].lower()), lead=len(of[0]))
    yield from _kinds(place, kind)


def _kinds(place: Place, kind: str) -> Iterator[Proposal]:
    tokens = re.findall(r"[a-z]+", place.words.lower())
    known = next((PLACES[token] for token in reversed(tokens) if token in PLACES), "")
    if kind in ("address", "postcode") or (known == "street" and place.words[:1].isdigit()):
        yield _called(place, "address")
    if known:
        yield _called(place, known)
        yield _called(place, f"{known} in the area")
    elif kind in ("place", "organisation"):
        yield _called(place, "town or village" if kind == "place" else kind)
        yield _called(place, f"{kind} in the area")
    elif kind not in ("address", "postcode"):
        yield from (place.instead(words) for words in SOMEBODY)
        yield _called(place, "place in the area")


def _called(place: Place, what: str) -> Proposal:
    """Return "a hospital", which takes the place of an article as well."""
    article = _ARTICLE.search(place.before)
    return place.instead(with_article(what), lead=len(article[0]) if article else 0)
