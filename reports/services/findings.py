"""What two readers found: their marks matched, differences decided by a third, and all that stands handed over as points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reviews.services.returns import MARKS, NewPoint
from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, is_blank, refuse_each, sentences_of

from ..actions import ReportAction
from ..enums import BLIND, FindingDecision, FindingState
from ..marking import as_it_stands
from ..matching import Group, Marked, Span, matched, several
from ..models import Finding, PublicEdition, ReaderMark
from ..readings import ReadingState
from .editions import locked
from .freezing import AROUND
from .objections import bare, raise_points
from .spans import spans_of

ASKED = {
    FindingState.ONE: (FindingDecision.IDENTIFIES, FindingDecision.DOES_NOT),
    FindingState.UNCLEAR: (FindingDecision.SAME, FindingDecision.SEVERAL),
}
"""What can be decided of a finding in each state."""


class NothingToDecide(Refused):
    """Both readers found it, or it is decided."""

    sentence = "There is nothing to decide about this passage."


class OtherText(Refused):
    """The passage was found in a text that stands no more."""

    sentence = "The text has changed since. The two readers read it again first."


def standing_texts(edition: PublicEdition) -> dict[str, str]:
    """Return the parts of the text as readers have them before them, by their names."""
    return {
        "title": edition.title,
        **{name: as_it_stands(edition, name) for name in edition.review.procedure.outputs.public},
    }


def where(words: str, texts: Mapping[str, str]) -> frozenset[Span]:
    """Return everywhere that words stand in the text."""
    return frozenset(
        (place, *span) for place, text in texts.items() for span in spans_of(bare(words), text, whole=True)
    )


def around(words: str, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what stands before words where they first stand, the words as they stand there, and what comes after."""
    for text in texts.values():
        for start, end in spans_of(bare(words), text, whole=True):
            pieces = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
            before, found, after = (piece.translate(MARKS) for piece in pieces)
            return before, found, after
    return "", words, ""


def keep_findings(edition: PublicEdition, state: ReadingState) -> None:
    """Match the marks of both readers and keep what they come to. Words that stand no more are in none.

    What an earlier pair found in the same text gives way to it: a passage that both pairs marked counts once.
    """
    edition.findings.filter(digest=state.text).delete()
    texts = standing_texts(edition)
    rows = {mark.pk: mark for part in BLIND for mark in state.readings[part].marks.all()}
    marks = marked(rows.values(), texts)
    for number, group in enumerate(matched(marks, texts), last_number(edition) + 1):
        keep(edition, str(state.text), number, group, rows)


def marked(rows: Iterable[ReaderMark], texts: Mapping[str, str]) -> list[Marked]:
    """Return marks with the places in which their words stand, those that stand nowhere left out."""
    found = [Marked(row.pk, row.reader.part, row.kind, where(str(row.words), texts)) for row in rows]
    return [mark for mark in found if mark.spans]


def keep(
    edition: PublicEdition, digest: str, number: int, group: Group, rows: Mapping[Any, ReaderMark]
) -> None:
    """Store one finding with its marks."""
    finding = Finding.objects.create(edition=edition, digest=digest, number=number, state=group.state)
    finding.marks.set([rows[mark.key] for mark in group.marks])


def last_number(edition: PublicEdition) -> int:
    return edition.findings.aggregate(last=Max("number"))["last"] or 0


@transaction.atomic
def decide(finding: Finding, *, decision: str, reason: str, by: User) -> Finding:
    """Decide, as the third reader, a difference between the two. With the last one all that stands is handed over."""
    edition = locked(finding.edition)
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    finding.edition = edition
    access.require(ReportAction.DECIDE_FINDING, by, edition)
    if not finding.is_open:
        raise NothingToDecide
    if finding.digest != ReadingState(edition).text:
        raise OtherText
    refuse_each(refusals_to_decide(finding, decision=decision, reason=reason))
    finding.decision, finding.reason = FindingDecision(decision), reason
    finding.decided_at, finding.decided_by = timezone.now(), by
    if decision == FindingDecision.SAME:
        finding.state = FindingState.BOTH
    finding.save()
    audit.record("edition.finding_decided", by=by, on=edition, number=finding.number, decision=decision)
    if decision == FindingDecision.SEVERAL:
        tell_apart(finding)
    hand_over(edition, by=by)
    return finding


def checks_decide(finding: Finding, *, decision: str | None = None, reason: str | None = None) -> Checks:
    """Return what is refused of a decision, field by field."""
    return sentences_of(refusals_to_decide(finding, decision=decision, reason=reason))


def refusals_to_decide(finding: Finding, *, decision: str | None, reason: str | None) -> Iterator[Refused]:
    """No answer to what is asked of this passage; no reason."""
    if decision is not None and decision not in ASKED.get(FindingState(finding.state), ()):
        yield Missing({"decision": "Choose what you decide."})
    if is_blank(reason):
        yield Missing({"reason": "Say why."})


def tell_apart(finding: Finding) -> None:
    """Make a finding of each passage that a third reader tells apart; the first takes the place of the whole."""
    rows = {mark.pk: mark for mark in finding.marks.select_related("reader")}
    groups = several(marked(rows.values(), standing_texts(finding.edition)))
    finding.state, finding.decision, finding.reason = groups[0].state, "", ""
    finding.decided_at = finding.decided_by = None
    finding.save()
    finding.marks.set([rows[mark.key] for mark in groups[0].marks])
    for number, group in enumerate(groups[1:], last_number(finding.edition) + 1):
        keep(finding.edition, finding.digest, number, group, rows)


def hand_over(edition: PublicEdition, *, by: User) -> None:
    """Hand what may identify somebody to the business manager as points, once nothing is left to decide."""
    state = ReadingState(edition)
    standing = [finding for finding in state.findings if finding.is_upheld and finding.point_id is None]
    if not state.is_complete or not standing:
        return
    texts = standing_texts(edition)
    points = [as_point(finding, texts) for finding in standing]
    quoted = [("", str(mark.words)) for finding in standing for mark in finding.marks.all()]
    current = raise_points(edition, points, quoted=quoted, by=by)
    for finding, point in zip(standing, current.points.order_by("number"), strict=True):
        finding.point = point
        finding.save()


def as_point(finding: Finding, texts: Mapping[str, str]) -> NewPoint:
    """Return a finding as a point: the longest words that were marked, and what each reader said of them."""
    marks = sorted(finding.marks.all(), key=lambda mark: len(str(mark.words)))
    said = [f"{mark.reader}, {mark.get_kind_display().lower()}: {mark.note}" for mark in marks]
    if finding.decision:
        said.append(f"Third reader: {finding.reason}")
    places = {place for mark in marks for place, _, _ in where(str(mark.words), texts)}
    section = places.pop() if len(places) == 1 else ""
    return NewPoint("\n".join(said), section=section, quoted=str(marks[-1].words))
