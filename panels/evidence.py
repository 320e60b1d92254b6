"""Evidence for whoever writes about a case: rows of chronologies, records of interviews, what agencies handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from reviews.evidence_kinds import Lead, Piece, Reference, Source, holding, offer
from reviews.models import Review
from reviews.seals_met import sealed_met
from reviews.sources import OtherSections, PointsToAnswer, TermsQuestions
from scr_portal import sealed
from scr_portal.web.words import long_date

from .enums import ImrStatus, InterviewStatus
from .evidence_rows import AGENCY, OwnRows, of_agency
from .models import InterviewRecord, ManagementReview

TITLES = "|".join(
    re.escape(ManagementReview.section_title(name))
    for names in ManagementReview.SECTIONS.values()
    for name in names
)


class InterviewPassages(Source):
    """The records of interviews that the person interviewed has agreed, paragraph by paragraph, as they stand."""

    slug, title = "interviews", "Interviews"
    reading = "interview_record"
    nothing = "No record of an interview is agreed yet."
    shape = re.compile(r"interview (?P<interview>\d{1,3}), passage (?P<passage>\d{1,4})")
    missing = "No agreed record has this passage."

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        passages = [
            (record, number, passage, text)
            for record, number in numbered_interviews(user, document)
            for passage, text in enumerate(passages_of(record), 1)
        ]
        return holding(words, [(row, row[3]) for row in passages])

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        return [
            Piece(
                f"Interview {number}, passage {passage}",
                text,
                f"{record.get_absolute_url()}#passage-{passage}",
                "Open the record",
                ", ".join(
                    filter(None, [str(record.interviewee), record.held_on and long_date(record.held_on)])
                ),
            )
            for record, number, passage, text in rows
        ]

    def opened(self, rows: Sequence[Any]) -> list[Any]:
        return list(dict.fromkeys(row[0] for row in rows))

    def find(self, user: Any, document: Any, references: Iterable[Reference]) -> dict[str, str]:
        records = {number: record for record, number in numbered_interviews(user, document)}
        found = {}
        for reference in references:
            record, passage = records.get(int(reference.match["interview"])), int(reference.match["passage"])
            if record is not None and 1 <= passage <= len(passages_of(record)):
                found[reference.words] = f"{record.pk}:{passage}"
        return found

    def leads(self, user: Any, document: Any, keys: Iterable[str]) -> dict[str, Lead]:
        wanted = {key: key.partition(":") for key in keys}
        records = InterviewRecord.objects.text_read_by(user).filter(
            pk__in=[record for record, _, _ in wanted.values()]
        )
        readable = {str(record.pk): record for record in records}
        return {
            key: Lead(f"{readable[record].get_absolute_url()}#passage-{passage}")
            for key, (record, _, passage) in wanted.items()
            if record in readable
        }


def agreed_interviews(imr: ManagementReview) -> list[Any]:
    """Return the keys of the agreed records in the order in which they were agreed: the number of a record never changes."""
    agreed = imr.interviews.filter(status=InterviewStatus.CONFIRMED).order_by("confirmed_at", "pk")
    return list(agreed.values_list("pk", flat=True))


def numbered_interviews(user: Any, imr: ManagementReview) -> list[tuple[InterviewRecord, int]]:
    """Return the agreed records whose text this person reads, each with its number."""
    numbers = {key: number for number, key in enumerate(agreed_interviews(imr), 1)}
    readable = InterviewRecord.objects.text_read_by(user).filter(pk__in=numbers)
    records = sorted(readable.select_related("interviewee"), key=lambda record: numbers[record.pk])
    return [(record, numbers[record.pk]) for record in records]


def passages_of(record: InterviewRecord) -> list[str]:
    """Return the paragraphs of a record as written; an empty line parts two of them."""
    blocks = re.split(r"\n[^\S\n]*\n", record.text.in_clear.replace("\r\n", "\n"))
    return [block.strip() for block in blocks if block.strip()]


class AcceptedReviews(Source):
    """What agencies handed in and the panel accepted, section by section, coded."""

    slug, title = "reviews", "Agencies’ reviews"
    nothing = "No management review has been accepted yet."
    shape = re.compile(rf"{AGENCY} (?:review|report), (?P<title>{TITLES})")
    missing = "No accepted review of this agency has this section, or you may not read it."

    def accepted(self, review: Review, rows: Any) -> Any:
        return rows.filter(commission__review=review, status=ImrStatus.ACCEPTED)

    def rows(self, user: Any, document: Any, words: str) -> list[Any]:
        imrs = self.accepted(document.review, ManagementReview.objects.visible_to(user))
        read = sealed.refresh(
            list(imrs.select_related("commission__agency", "commission__review")),
            document.identity_register(),
        )
        sections = [(imr, name, str(getattr(imr, name))) for imr in read for name in imr.sections]
        return holding(words, [(row, row[2]) for row in sections if row[2]])

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        return [
            Piece(
                f"{imr.commission.agency.short_name}: {imr.section_title(name)}",
                text,
                f"{imr.get_absolute_url()}#section-{name}",
                f"Open the {imr.noun}",
                reference=f"{imr.commission.agency.short_name} {imr.noun.split()[-1]}, {imr.section_title(name)}",
            )
            for imr, name, text in rows
        ]

    def find(self, user: Any, document: Any, references: Iterable[Reference]) -> dict[str, str]:
        readable = self.accepted(document.review, ManagementReview.objects.visible_to(user))
        found = {}
        for reference in references:
            imrs = readable.filter(of_agency(reference.agency, "commission", document))
            for imr in imrs.select_related("commission"):
                for name in imr.sections:
                    if imr.section_title(name) == reference.match["title"]:
                        found[reference.words] = f"{imr.pk}:{name}"
        return found

    def leads(self, user: Any, document: Any, keys: Iterable[str]) -> dict[str, Lead]:
        wanted = {key: key.partition(":") for key in keys}
        imrs = ManagementReview.objects.visible_to(user).filter(pk__in=[imr for imr, _, _ in wanted.values()])
        readable = {str(imr.pk): imr for imr in imrs.select_related("commission")}
        return {
            key: Lead(f"{readable[imr].get_absolute_url()}#section-{name}")
            for key, (imr, _, name) in wanted.items()
            if imr in readable
        }

    def sealed_met(self, user: Any, document: Any) -> list[str]:
        rows, review = ManagementReview.objects, document.review
        every = self.accepted(review, rows.but_for_closed_rows(user))
        return sealed_met(every, self.accepted(review, rows.visible_to(user)), user, "review")


offer(ManagementReview, OwnRows(), InterviewPassages(), OtherSections(), TermsQuestions(), PointsToAnswer())
