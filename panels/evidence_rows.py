"""Rows of chronologies as evidence: found by words or by days, cited by number, kept with the edition they were cited from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse

from reviews.evidence_kinds import Lead, Piece, Reference, Source, holding
from reviews.passages import are_closed_in
from reviews.seals_met import sealed_met
from reviews.templatetags.cases import stated_date
from scr_portal import sealed
from scr_portal.sealed.columns import coded_column, sealed_column

from .chronology.dates import read_date_text
from .enums import ChronologyStatus, CommissionStatus
from .models import Chronology, ChronologyEvent, ManagementReview
from .models.chronology_rows import ADDED_ROWS
from .queries import integrated
from .row_texts import title_of

SEARCHED = ("detail", "source", "staff", "who_seen", "child_voice", "action", "comment")
"""The columns of a row in which words are looked for; in those of its author alone, nothing is."""


AGENCY = r"(?P<agency>(?=[A-Z0-9])\S.{0,79}?)"
"""How a reference begins that names an agency: with its name, as pages show it."""


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
        rf"(?:{AGENCY} )?(?P<added>added )?row (?P<row>\d{{1,6}})(?: of table (?P<part>\d{{1,3}}))?(?:, edition (?P<edition>\d{{1,3}}))?"
    )
    missing = "No accepted chronology has this row, or you may not read it."

    def cited_in(self, document: Any, agency: str) -> models.Q | None:
        """Return the condition for rows that this document may cite under the name of this agency; None for none."""
        raise NotImplementedError

    def find(self, user: Any, document: Any, references: Iterable[Reference]) -> dict[str, str]:
        by_agency = defaultdict(list)
        for reference in references:
            by_agency[reference.agency].append(reference)
        found: dict[str, str] = {}
        for agency, named in by_agency.items():
            within = self.cited_in(document, agency)
            if within is not None:
                found |= rows_named(ChronologyEvent.objects.visible_to(user).filter(within), named)
        return found

    def leads(self, user: Any, document: Any, keys: Iterable[str]) -> dict[str, Lead]:
        rows = ChronologyEvent.objects.filter(pk__in=list(keys)).select_related("chronology__commission")
        readable = set(rows.visible_to(user).values_list("pk", flat=True))
        return {
            str(row.pk): Lead(
                address_of_row(row) if row.pk in readable else "",
                stated_date(row) if row.pk in readable else "",
                note_on(row.chronology),
            )
            for row in rows
        }


NOTES: dict[str, str] = {
    ChronologyStatus.REPLACED: "A corrected chronology has taken the place of the edition that is cited.",
    ChronologyStatus.WITHDRAWN: "The chronology that is cited has been withdrawn.",
}
"""What is said of a row whose file no longer counts. The citation stays."""
NO_LONGER_ASKED = "The agency whose row is cited is no longer asked for a contribution."


def note_on(chronology: Chronology) -> str:
    """Return what has become of a chronology since a row of it was cited; nothing while it counts."""
    ended = chronology.commission.status == CommissionStatus.ENDED
    return NO_LONGER_ASKED if ended else NOTES.get(chronology.status, "")


def rows_named(rows: Any, references: Sequence[Reference]) -> dict[str, str]:
    """Return the keys of the rows that these references name: of the accepted edition where one names none."""
    accepted = rows.filter(row__in=set(map(number_of, references)), chronology__accepted_at__isnull=False)
    keys: dict[tuple[str, int, int], str] = {}
    for pk, row, part, edition, status in accepted.values_list(
        "pk", "row", "part", "chronology__edition", "chronology__status"
    ):
        part = 1 if row > ADDED_ROWS else part
        keys[str(edition), part, row] = str(pk)
        if status == ChronologyStatus.ACCEPTED:
            keys["", part, row] = str(pk)
    found = {}
    for reference in references:
        said = reference.match.groupdict()
        edition = str(int(said["edition"])) if said["edition"] else ""
        if key := keys.get((edition, int(said["part"] or 1), number_of(reference))):
            found[reference.words] = key
    return found


def number_of(reference: Reference) -> int:
    """Return the number of the row that a reference names; rows added by hand are counted through all tables of a file."""
    return int(reference.match["row"]) + (ADDED_ROWS if reference.match["added"] else 0)


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
    missing = "No accepted chronology of an agency that is still asked has this row, or you may not read it."

    def cited_in(self, document: Any, agency: str) -> models.Q | None:
        asked = ~models.Q(chronology__commission__status=CommissionStatus.ENDED)
        return asked & of_agency(agency, "chronology__commission", document) if agency else None

    def rows(self, user: Any, document: Any, words: str) -> Any:
        rows = integrated(ChronologyEvent.objects.visible_to(user), document.review)
        if not words:
            return rows
        if are_closed_in(document.review):
            return rows.filter(models.Q(pk__in=holding_as_read(rows, document, words)) | on_the_days(words))
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


def holding_as_read(rows: Any, document: Any, words: str) -> list[Any]:
    """Return the keys of the rows with the words in a cell as whoever reads now may read it: nothing tells what is sealed."""
    read = sealed.refresh(list(rows), document.identity_register())
    return holding(words, [(row.pk, str(getattr(row, name))) for row in read for name in SEARCHED])


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
