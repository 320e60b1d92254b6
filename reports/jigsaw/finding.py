"""Look a text through: every rule in each paragraph, each finding with its sentence, its person and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from families.apart.sentences import Sentence, sentences

from .model import WHOLE, Attribute, Examined, Finding, Hit
from .people import Mention, People, spoken_of
from .rules import RULES
from .scoring import combined
from .vocabulary import kinds

_PARAGRAPH = re.compile(r"(?:[^\n]+\n?)+")
GAP = re.compile(r"\[unsettled \d+\]")
FAMILY_WIDE = ("court", "press")
"""What is said of a case: it leads to the whole family, whoever stands in the sentence."""


def examine(parts: Mapping[str, str], *, labels: Iterable[str] = (), area: Iterable[str] = ()) -> Examined:
    """Return what in these texts narrows them down to one family.

    `labels` are those of the people of the case. `area` are the words of the board's own name: who publishes is public.
    """
    people, known = People(labels), frozenset(word.lower() for word in area)
    found = [finding for part, text in parts.items() for finding in _in_text(part, text, people, known)]
    rows: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        rows.setdefault((finding.kind, finding.value), []).append(finding)
    return combined([Attribute(kind, value, tuple(places)) for (kind, value), places in rows.items()])


def _in_text(part: str, text: str, people: People, area: frozenset[str]) -> Iterator[Finding]:
    for paragraph in _PARAGRAPH.finditer(text):
        yield from _in_paragraph(part, paragraph[0], paragraph.start(), people, area)


def _in_paragraph(part: str, text: str, at: int, people: People, area: frozenset[str]) -> Iterator[Finding]:
    """Yield what is found in one paragraph; whoever a sentence is about may be meant by a pronoun in the next."""
    hits = [hit for hit in apart(hit for rule in RULES for hit in rule(text)) if not _is_public(hit, area)]
    if not hits:
        return
    before, mentions = "", list(people.mentions(text))
    for sentence in sentences(text):
        here = [mention for mention in mentions if sentence.start <= mention.start < sentence.end]
        for hit in hits:
            if sentence.start <= hit.start < sentence.end and not GAP.search(text, hit.start, hit.end):
                yield _finding(part, text, at, hit, sentence, here, before)
        before = next((mention.label for mention in here if mention.family), before)


def _is_public(hit: Hit, area: frozenset[str]) -> bool:
    """Whether a place is the board's own area."""
    return hit.kind == "place" and area.issuperset(hit.value.split())


def _finding(
    part: str, text: str, at: int, hit: Hit, sentence: Sentence, here: list[Mention], before: str
) -> Finding:
    subject = WHOLE
    if hit.kind not in FAMILY_WIDE:
        subject = spoken_of(here, hit.start, sentence=sentence.words, before=before)
    return Finding(
        kind=hit.kind,
        part=part,
        start=at + hit.start,
        end=at + hit.end,
        words=text[hit.start : hit.end],
        sentence=sentence.words,
        before=text[sentence.start : hit.start].lstrip(),
        after=text[hit.end : max(sentence.end, hit.end)].rstrip(),
        value=hit.value,
        coarser=hit.coarser,
        cost=kinds()[hit.kind].cost_in(sentence.words),
        subject=subject,
    )


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits in order without those that lie in a longer one: a day in a stay or a hearing counts all the same."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(_swallows(longer, hit) for longer in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _swallows(longer: Hit, hit: Hit) -> bool:
    if longer.kind == hit.kind:
        return longer.start < hit.end and hit.start < longer.end
    return longer.start <= hit.start and hit.end <= longer.end and hit.kind != "exact_date"
