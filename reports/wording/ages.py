"""Years for an age in months, weeks or days, in the form its sentence needs: "at 14 months" is "at the age of one"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .model import NEAR, Place, Proposal
from .numbers import NUMBER, in_words, number, with_article

_HALF = r"(?:[.,]5|½|[\s-]+and[\s-]+a[\s-]+half)?"
_UNIT = r"(?P<{0}>month|mth|mo|week|wk|day|year|yr)s?\b"
_SPAN = (
    rf"(?:(?P<hedge>only|just|about|nearly|almost|barely|around)\s+)?(?:(?P<hundreds>a|{NUMBER})\s+hundred\s+(?:and\s+)?)?"
    rf"(?P<n>{NUMBER}|a){_HALF}[\s-]*{_UNIT.format('unit')}"
    rf"(?:[\s,]*(?:and\s+)?(?P<m>{NUMBER})[\s-]*{_UNIT.format('unit2')})?"
)
_TWELFTHS = r"(?P<count>\d{1,2})/(?P<of>12|52)\b"
_ONE = r"baby|child|infant|toddler|boy|girl|son|daughter|brother|sister|sibling|twin"
_WHO = rf"(?:{_ONE})s?|babies|children"
_LEAD = r"(?:(?P<at>by|from|until|till|since|before|after|at)\s+(?:the\s+)?age\s+of|aged?:?|at\s+age|by|from|until|till|since|before|after|at|of)"
BORN = re.compile(
    rf"\bborn\s+(?:\w+\s+)?at\s+(?:only\s+|just\s+)?{NUMBER}\s+weeks(?:[’']|\s+of)?(?:\s+(?:gestation\w*|pregnancy))?(?:\s+age)?"
)
EARLY = re.compile(rf"\b{NUMBER}\s+(?:weeks?|months?)\s+(?:early|premature(?:ly)?|preterm)\b")
PREGNANT = re.compile(
    rf"\b(?:(?:only|just|about|nearly|almost)\s+)?{NUMBER}\s+(?:weeks?|months?)[’']?\s+pregnant\b"
)
PREGNANCY = re.compile(
    rf"\b(?:at\s+)?{NUMBER}\s+(?:weeks|months)(?:[’']|\s+of|\s+into\s+(?:the|her))?\s+(?:gestation\w*|pregnancy)\b"
)
ADJECTIVE = re.compile(
    rf"(?:\b(?P<art>an?|the|this|that|his|her|their|\w+[’']s)\s+)?\b(?P<n>{NUMBER}|a)[\s-](?P<unit>month|week|day)s?-old\b(?:\s+(?P<who>{_WHO})\b)?"
)
OLD_MONTH = re.compile(
    rf"\b(?P<art>an?|the)\s+(?P<n>)(?P<unit>month|week|day)-old\b(?:\s+(?P<who>{_WHO})\b)?"
)
IN_BRACKETS = re.compile(rf"(?<=\(){_SPAN}(?=\))")
LED = re.compile(rf"\b(?P<lead>{_LEAD})\s+(?:{_SPAN}(?:[\s-]*(?:old|of\s+age)\b)?|{_TWELFTHS})")
OLD = re.compile(rf"\b(?:{_SPAN}[\s-]*(?:old|of\s+age)\b|{_TWELFTHS}(?:\s+old\b)?)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_IN_A_YEAR = {"d": 365, "w": 52, "m": 12, "y": 1}
_YOUNG = 5
"""Under this age in years a child may be said to be very young."""


def of_age(place: Place) -> Iterator[Proposal]:
    """Yield what may stand for an age, the nearest to it first; nothing where it is not read."""
    begins = max(0, place.start - NEAR)
    window = place.text[begins : place.end + NEAR].lower()
    for pattern, rule in _RULES:
        for match in pattern.finditer(window):
            start, end = begins + match.start(), begins + match.end()
            if start < place.end and place.start < end:
                whole = Place(place.text, start, end)
                yield from (whole.instead(words) for words in rule(match))
                return


def years_of(match: re.Match[str]) -> int:
    """Return the whole years of an age; "nearly twelve months" are none yet."""
    groups = match.groupdict()
    if groups.get("count"):
        return int(groups["count"]) // int(groups["of"])
    unit, count = groups["unit"][0], _counted(groups["n"]) + 100 * _counted(groups.get("hundreds") or "no")
    if groups.get("m"):
        days = count * _DAYS[unit] + number(groups["m"]) * _DAYS[groups["unit2"][0]]
        return max(count // _IN_A_YEAR[unit], days // 365)
    return (count - (groups.get("hedge") in ("nearly", "almost", "barely"))) // _IN_A_YEAR[unit]


def _counted(words: str) -> int:
    """Return the number that words say; "a month-old" is one month."""
    return 1 if words in ("a", "") else number(words)


def _adjective(match: re.Match[str]) -> Iterator[str]:
    years, article, who = years_of(match), match["art"] or "", match["who"] or ""
    if years:
        said = f"{in_words(years)}-year-old{f' {who}' if who else ''}"
        yield with_article(said) if article in ("a", "an") else f"{article} {said}".strip()
        return
    article = "a" if article == "an" else article
    if who in ("", "child", "children"):
        yield f"{article} {who or 'child'} under one".lstrip() if article or who else "young"
    else:
        many = "babies" if who in ("babies", "infants", "toddlers") else ""
        baby = many or ("baby" if who in ("baby", "infant", "toddler") else f"baby {who}")
        yield f"{article} {baby}".strip()


def _led(match: re.Match[str]) -> Iterator[str]:
    years, lead = years_of(match), (match["at"] or match["lead"].split()[0]).removesuffix(":")
    age = f"the age of {in_words(years)}"
    if lead in ("by", "before"):
        yield f"{lead} the age of {in_words(years + 1)}"
    elif lead in ("age", "aged", "of"):
        yield f"aged {in_words(years) if years else 'under one'}"
    elif lead == "at":
        yield f"at {age}" if years else "when under one year old"
    elif years:
        yield f"{lead} {age}"
    else:
        yield "in the first year of life" if lead == "after" else f"{lead} the first year of life"
    if years < _YOUNG and lead in ("at", "age", "aged", "of"):
        yield "when very young"


def _old(match: re.Match[str]) -> Iterator[str]:
    years = years_of(match)
    yield (
        "under one year old"
        if not years
        else "one year old"
        if years == 1
        else f"{in_words(years)} years old"
    )
    if years < _YOUNG:
        yield "very young"


def _in_brackets(match: re.Match[str]) -> Iterator[str]:
    years = years_of(match)
    yield f"aged {in_words(years)}" if years else "under one"


def _always(words: str) -> Callable[[re.Match[str]], Iterator[str]]:
    return lambda match: iter([words])


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[str]]], ...] = (
    (BORN, _always("born early")),
    (EARLY, _always("early")),
    (PREGNANT, _always("pregnant")),
    (PREGNANCY, _always("during the pregnancy")),
    (ADJECTIVE, _adjective),
    (OLD_MONTH, _adjective),
    (IN_BRACKETS, _in_brackets),
    (LED, _led),
    (OLD, _old),
)
