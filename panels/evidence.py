"""Evidence for whoever writes about a case: rows of chronologies, records of interviews, what agencies handed in."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse

from reviews.evidence_kinds import Lead, Piece, Reference, Source, holding, offer
from reviews.models import Review
from reviews.seals_met import sealed_met
from reviews.sources import OtherSections, PointsToAnswer, TermsQuestions
from reviews.templatetags.cases import stated_date
from scr_portal import sealed
from scr_portal.sealed.columns import coded_column, sealed_column
from scr_portal.web.words import long_date

from .chronology.dates import read_date_text
from .enums import ChronologyStatus, ImrStatus, InterviewStatus
from .models import Chronology, ChronologyEvent, InterviewRecord, ManagementReview
from .queries import integrated
from .row_texts import title_of

SEARCHED = ("detail", "source", "staff", "who_seen", "child_voice", "action", "comment")
"""The columns of a row in which words are looked for; in those of its author alone, nothing is."""


AGENCY = r"(?P<agency>(?=[A-Z0-9])\S.{0,79}?)"
"""How a reference begins that names an agency: with its name, as pages show it."""
TITLES = "|".join(
    re.escape(ManagementReview.section_title(name))
    for names in ManagementReview.SECTIONS.values()
    for name in names
)


def on_the_days(words: str) -> models.Q:
    """Return the condition for rows on the day, month or year that the words state; nothing where they state none."""
    stated = read_date_text(words).interval
    if stated is None:
        return models.Q(pk__in=[])
    return models.Q(date_start__lte=stated.end, date_end__gte=stated.start)


class Rows(Source):
    """Rows of accepted chronologies. A reference says the edition where an earlier one had been accepted before it."""

    slug, title = "rows", "Chronology"
    shape = re.compile(
        rf"(?:{AGENCY} )?row (?P<row>\d{{1,6}})(?: of table (?P<part>\d{{1,3}}))?(?:, edition (?P<edition>\d{{1,3}}))?"
    )
    missing = "No accepted chronology has this row, or you may not read it."

    def cited_in(self, document: Any, agency: str) -> models.Q | None:
        """Return the condition for rows that this document may cite under the name of this agency; None for none."""
        raise NotImplementedError

    def find(self, user: Any, document: Any, references: Iterable[Reference]) -> dict[str, str]:
        readable = ChronologyEvent.objects.visible_to(user)
        found = {}
        for reference in references:
            within = self.cited_in(document, reference.agency)
            key = (
                readable.filter(within & place_of(reference)).values_list("pk", flat=True).first()
                if within
                else None
            )
            if key:
                found[reference.words] = str(key)
        return found

    def leads(self, user: Any, document: Any, keys: Iterable[str]) -> dict[str, Lead]:
        rows = ChronologyEvent.objects.filter(pk__in=list(keys)).select_related("chronology__commission")
        readable = set(rows.visible_to(user).values_list("pk", flat=True))
        return {
            str(row.pk): Lead(
                address_of_row(row) if row.pk in readable else "",
                stated_date(row) if row.pk in readable else "",
                NOTES.get(row.chronology.status, ""),
            )
            for row in rows
        }


NOTES: dict[str, str] = {
    ChronologyStatus.REPLACED: "A corrected chronology has taken the place of the edition that is cited.",
    ChronologyStatus.WITHDRAWN: "The chronology that is cited has been withdrawn.",
}
"""What is said of a row whose file no longer counts. The citation stays."""


def place_of(reference: Reference) -> models.Q:
    """Return the condition for the row that a reference names: of the accepted edition where it names none."""
    said = reference.match.groupdict()
    where = models.Q(row=int(said["row"]), part=int(said["part"] or 1))
    if said["edition"]:
        return where & models.Q(
            chronology__edition=int(said["edition"]), chronology__accepted_at__isnull=False
        )
    return where & models.Q(chronology__status=ChronologyStatus.ACCEPTED)


class OwnRows(Rows):
    """The accepted chronology of the author’s own agency, as they wrote it."""

    nothing = "No chronology of your agency is accepted yet."

    def cited_in(self, document: Any, agency: str) -> models.Q | None:
        own = document.commission.agency
        mine = agency in ("", own.short_name, own.name)
        return models.Q(chronology__commission=document.commission_id) if mine else None

    def every(self, imr: ManagementReview, rows: Any) -> Any:
        of = {"chronology__commission": imr.commission_id, "chronology__status": ChronologyStatus.ACCEPTED}
        return rows.filter(**of).select_related("chronology__commission__agency")

    def rows(self, user: Any, document: Any, words: str) -> Any:
        rows = self.every(document, ChronologyEvent.objects.visible_to(user))
        if not words:
            return rows
        columns = [sealed_column(name) for name in SEARCHED]
        read = rows.select_related(None).only("pk", *columns)
        texts = [(row.pk, " ".join(str(getattr(row, name).original) for name in SEARCHED)) for row in read]
        return rows.filter(models.Q(pk__in=holding(words, texts)) | on_the_days(words))

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        later = corrected(rows)
        return [row_piece(row, row.detail.original, row.source.original, later=later) for row in rows]

    def sealed_met(self, user: Any, document: Any) -> list[str]:
        rows = ChronologyEvent.objects
        every = self.every(document, rows.but_for_closed_rows(user))
        return sealed_met(every, self.every(document, rows.visible_to(user)), user, "row")


class AllRows(Rows):
    """The accepted chronologies of all agencies in one order, coded."""

    nothing = "No chronology has been accepted yet."

    def cited_in(self, document: Any, agency: str) -> models.Q | None:
        return of_agency(agency, "chronology__commission", document) if agency else None

    def rows(self, user: Any, document: Any, words: str) -> Any:
        rows = integrated(ChronologyEvent.objects.visible_to(user), document.review)
        if not words:
            return rows
        sealed.recode_behind(rows.order_by(), document.identity_register())
        columns = {f"{name}_text": Cast(coded_column(name), models.TextField()) for name in SEARCHED}
        found = on_the_days(words)
        for column in columns:
            found |= models.Q(**{f"{column}__icontains": words})
        return rows.alias(**columns).filter(found)

    def pieces(self, user: Any, document: Any, rows: Sequence[Any]) -> list[Piece]:
        sealed.refresh(rows, document.identity_register())
        return [
            row_piece(
                row, str(row.detail), str(row.source), agency=row.chronology.commission.agency.short_name
            )
            for row in rows
        ]

    def sealed_met(self, user: Any, document: Any) -> list[str]:
        rows, review = ChronologyEvent.objects, document.review
        every = integrated(rows.but_for_closed_rows(user), review)
        return sealed_met(every, integrated(rows.visible_to(user), review), user, "row")


def of_agency(agency: str, commission: str, document: Any) -> models.Q:
    """Return the condition for what an agency of this name was asked for in the review of a document."""
    named = models.Q(**{f"{commission}__agency__short_name": agency}) | models.Q(
        **{f"{commission}__agency__name": agency}
    )
    return named & models.Q(**{f"{commission}__review": document.review})


def corrected(rows: Sequence[ChronologyEvent]) -> set[Any]:
    """Return the keys of those chronologies of these rows before which another edition had been accepted."""
    edition, commission = "edition", "commission"
    earlier = Chronology.objects.filter(
        accepted_at__isnull=False,
        edition__lt=models.OuterRef(edition),
        commission=models.OuterRef(commission),
    )
    listed = Chronology.objects.filter(pk__in={row.chronology_id for row in rows})
    return set(listed.filter(models.Exists(earlier)).values_list("pk", flat=True))


def row_piece(
    row: ChronologyEvent, detail: str, source: str, *, agency: str = "", later: Container[Any] = ()
) -> Piece:
    """Return a row in the words given, with its days, and the agency where rows of several stand together."""
    days = " ".join(filter(None, [stated_date(row), row.time]))
    place = title_of(row).lower()
    edition = f", edition {row.chronology.edition}" if row.chronology_id in later else ""
    reference = " ".join(filter(None, [agency, place])) + edition
    under = ", ".join(filter(None, [agency, place if agency else title_of(row), source]))
    return Piece(days, detail, address_of_row(row), "Open the row", under, reference)


def address_of_row(row: ChronologyEvent) -> str:
    """Return where a row stands among the others of its file."""
    page = reverse("panels:chronology", args=[row.chronology.review_id, row.chronology_id])
    return f"{page}?row={row.pk}#row-{row.pk}"


class InterviewPassages(Source):
    """The records of interviews that the person interviewed has agreed, paragraph by paragraph, as they stand."""

    slug, title = "interviews", "Interviews"
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

    def opened(self, rows: Sequence[Any]) -> list[tuple[Any, str]]:
        return [(record, "interview_record") for record in dict.fromkeys(row[0] for row in rows)]

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
    blocks = record.text.in_clear.replace("\r\n", "\n").split("\n\n")
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
