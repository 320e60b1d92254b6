"""The month, the season or the year for a day, with the preposition that goes with it: "on 3 March" is "in March"."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scr_portal.anonymise.text.dates import Date, find_dates, month_name

from .model import Place, Proposal
from .numbers import with_article

_SEASONS = ("winter", "winter", *["spring"] * 3, *["summer"] * 3, *["autumn"] * 3, "winter")
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?P<comma>,)?\s+)?"
_OPENS_WITH_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,", re.IGNORECASE)
_DAY = r"(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?"
_AND = r"(?:\s*,\s*|\s+(?:and|to|or|until)\s+|\s*[-–]\s*)"
_LISTED = re.compile(rf"\b(?:on|from|between|during)\s+(?:{_DAY}{_AND})+(?:the\s+)?$", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?:(?P<prep>on|in|during|by|from|until|since|at)\s+(?:the\s+)?|the\s+)(?P<part>early\s+hours|night|morning|evening|afternoon|week|weekend|day)"
    rf"\s+(?:of|beginning|commencing|ending)\s+(?:on\s+)?{_WEEKDAY}(?:the\s+)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"\b(?:(?:just|shortly)\s+)?(?:at|after|before|around|by)\s+(?:about\s+)?\d{{1,2}}(?:[.:]\d\d)?\s*(?:am|pm|hours|hrs|h)?\s+on\s+{_WEEKDAY}(?:the\s+)?$",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"\bthe\s+day\s+(?:after|before)\s+(?:the\s+)?$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:on\s+or\s+about|around|about|circa)\s+(?:the\s+)?$", re.IGNORECASE)
_ON = re.compile(rf"\b(?:(?:late|early)\s+)?on\s+{_WEEKDAY}(?:the\s+)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:days?|weeks?|months?|hours?)(?:\s+later)?\s+(?:of|after|before|from)\s+(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_PREP = re.compile(
    rf"\b(?P<prep>by|since|until|till|from|to|of|for|dated|during|before|after|as\s+(?:at|of)|ending|commencing|beginning)\s+{_WEEKDAY}(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_OTHER_PREP = {"before": "by", "after": "from", "as at": "as of", "till": "until"}
_ARTICLE = re.compile(r"\b(?P<article>the|an?|this|that|his|her|their|its)\s+$", re.IGNORECASE)
_DONE = re.compile(
    r"(?:\b(?:seen|born|made|held|met|sent|given|left|rang|gone|moved)|\w{3}ed)\s+(?:the\s+)?$|\w,\s+$"
)
_CLAUSE = re.compile(
    r"\s*(?:$|[.,;:!?)]|(?:was|is|were|had|has|and|or|to|until|when|which|that|with|at|in|by|as|but|after|before|because|for)\b)"
)
_IS = re.compile(r"\s*(?:was|is)\b")


@dataclass(frozen=True, slots=True)
class When:
    """The month of a day, 1 to 12 or 0 where only the day is known, and its year, 0 where it is not certain."""

    month: int
    year: int = 0

    def spans(self) -> Iterator[tuple[str, str]]:
        """Yield month, season and year, as far as each is certain: in a sentence, and before a noun."""
        if not self.month:
            yield "that month", "that month’s"
            return
        name, season = month_name(self.month), _SEASONS[self.month - 1]
        if self.year:
            yield f"{name} {self.year}", f"{name} {self.year}"
            yield f"the {season} of {self.said(season)}", f"{season} {self.said(season)}"
            yield str(self.year), str(self.year)
        else:
            yield name, name
            yield f"the {season}", season

    def said(self, season: str) -> str:
        """Return the year, or the two years of a winter."""
        if season != "winter":
            return str(self.year)
        first = self.year if self.month == 12 else self.year - 1
        return f"{first} to {first + 1}"


def of_day(place: Place) -> Iterator[Proposal]:
    """Yield what may stand for a day, the nearest to it first; nothing where no single date is read."""
    if when := read(place):
        yield from instead_of(place, when)


def read(place: Place) -> When | None:
    """Return the month and year of the only date in these words, as far as each is certain."""
    dates = find_dates(place.words) or _in_context(place)
    if len(dates) != 1:
        return None
    (date,) = dates
    year = date.years[0] if len(date.years) == 1 else 0
    if (match := _NEXT_DAY.search(place.before)) and date.day and date.month:
        return _the_day_beside(date.day, date.month, year, 1 if "after" in match[0].lower() else -1)
    return When(date.month, year)


def _the_day_beside(day: int, month: int, year: int, step: int) -> When | None:
    """Return when the day before or after a day was, which may be in another month; None where that hangs on the year."""
    beside = {
        (other.month, other.year - of)
        for of in ([year] if year else (2000, 2001))
        for other in [datetime.date(of, month, min(day, monthrange(of, month)[1])) + datetime.timedelta(step)]
    }
    if len(beside) != 1:
        return None
    ((at, later),) = beside
    return When(at, year + later if year else 0)


def _in_context(place: Place) -> list[Date]:
    """Return the dates that only the words before them tell: "on the 17th"."""
    begins, ends = len(place.before), len(place.before) + len(place.words)
    around = find_dates(place.before + place.words + place.after)
    return [date for date in around if date.start < ends and begins < date.end]


def instead_of(place: Place, when: When) -> Iterator[Proposal]:
    """Yield what may stand for a day that was read: month, season and year, each as its sentence needs it."""
    for span, adjective in when.spans():
        yield _in_sentence(place, span, adjective)


def within(place: Place) -> Iterator[Proposal]:
    """Yield what may stand for a day where nothing before it may change: "a day in March 2010" reads after "on" and "since"."""
    when = read(place)
    article = _ARTICLE.search(place.before)
    for span, adjective in when.spans() if when else ():
        if article and not _CLAUSE.match(place.after):
            yield place.instead(adjective)
        elif article or _ON.search(place.before):
            yield place.instead(f"day in {span}" if article else f"a day in {span}")
        else:
            yield place.instead(span)


def _in_sentence(place: Place, span: str, adjective: str) -> Proposal:
    for pattern, rule in _RULES:
        if match := pattern.search(place.before):
            return rule(place, match, span)
    if match := _ARTICLE.search(place.before):
        return _after_article(place, match, span, adjective)
    if _DONE.search(place.before):
        return place.instead(f"in {span}")
    if _IS.match(place.after) and not place.before.strip():
        return place.instead(f"a day in {span}")
    return place.instead(span)


def _listed(place: Place, match: re.Match[str], span: str) -> Proposal:
    return place.instead(f"in {span}", lead=len(match[0]))


def _of_part(place: Place, match: re.Match[str], span: str) -> Proposal:
    """Return an evening in May for the evening of 9 May; the early hours are those of a day."""
    part, prep = " ".join(match["part"].lower().split()), match["prep"]
    if part == "day":
        words = f"a day in {span}"
    elif part == "early hours":
        words = f"the early hours of a day in {span}"
    else:
        words = f"{with_article(part)} in {span}"
    return place.instead(f"{prep.lower()} {words}" if prep else words, lead=len(match[0]))


def _on(place: Place, match: re.Match[str], span: str) -> Proposal:
    """Return "in March" for "on 3 March"; the comma after "on Tuesday, 3 March," goes with the weekday."""
    comma = bool(match["comma"] or _OPENS_WITH_WEEKDAY.match(place.words)) and place.after.startswith(",")
    return place.instead(f"in {span}", lead=len(match[0]), tail=int(comma))


def _about(place: Place, match: re.Match[str], span: str) -> Proposal:
    return place.instead(f"around {span}", lead=len(match[0]))


def _counted(place: Place, match: re.Match[str], span: str) -> Proposal:
    return place.instead(f"a day in {span}", lead=len(match["the"] or ""))


def _next_day(place: Place, match: re.Match[str], span: str) -> Proposal:
    return place.instead(f"a day in {span}", lead=len(match[0]))


def _prep(place: Place, match: re.Match[str], span: str) -> Proposal:
    """Return "by March" for "by the 3rd of March"; what lay before a day lay by its month, what came after it from then on."""
    prep = " ".join(match["prep"].lower().split())
    return place.instead(f"{_OTHER_PREP.get(prep, prep)} {span}", lead=len(match[0]))


def _after_article(place: Place, match: re.Match[str], span: str, adjective: str) -> Proposal:
    """Return "the May conference" for "the 9 May conference", and "a day in May" for "the 9th of May" alone."""
    if _CLAUSE.match(place.after):
        return place.instead(f"a day in {span}", lead=len(match[0]))
    return place.instead(adjective)


Rule = Callable[[Place, "re.Match[str]", str], Proposal]
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_LISTED, _listed),
    (_PART, _of_part),
    (_CLOCK, _listed),
    (_ABOUT, _about),
    (_ON, _on),
    (_NEXT_DAY, _next_day),
    (_COUNTED, _counted),
    (_PREP, _prep),
)
