"""How far the two readers are with the text of an edition as it stands: who reads, who has finished, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from reviews.history import hides_from_history

from .enums import BLIND, EditionStatus, ReaderPart
from .estimate import Estimate
from .marking import text_as_read
from .models import EditionReader, EditionReading, Finding


@dataclass
class ReadingState:
    """Read once for a page or a gate; each part of it is one query, and only where it is asked for."""

    edition: Any

    @cached_property
    def text(self) -> str | None:
        """The digest of the text that is read; None while a passage waits to be settled."""
        if self.edition.status != EditionStatus.PREPARED:
            return str(self.edition.digest)
        return text_as_read(self.edition)

    @cached_property
    def readers(self) -> dict[str, EditionReader]:
        """Who is appointed, by part."""
        rows = self.edition.readers.current().select_related("reader", "agency")
        found = {reader.part: reader for reader in rows}
        for reader in found.values():
            reader.edition = self.edition
        return found

    @cached_property
    def readings(self) -> dict[str, EditionReading]:
        """What the two readers recorded of this text, by part."""
        rows = EditionReading.objects.filter(reader__in=self.readers.values(), digest=self.text or "")
        parts = {reader.pk: part for part, reader in self.readers.items()}
        return {parts[reading.reader_id]: reading for reading in rows if parts[reading.reader_id] in BLIND}

    @cached_property
    def findings(self) -> list[Finding]:
        """What was found in this text, once both have finished."""
        rows = self.edition.findings.filter(digest=self.text or "")
        return list(rows.prefetch_related("marks__reader"))

    @property
    def not_appointed(self) -> list[ReaderPart]:
        return [part for part in BLIND if part not in self.readers]

    @property
    def unfinished(self) -> list[EditionReader]:
        """The readers who have not finished with this text."""
        return [self.readers[part] for part in BLIND if part in self.readers and part not in self.readings]

    @property
    def both_finished(self) -> bool:
        return len(self.readings) == len(BLIND)

    @property
    def open_findings(self) -> list[Finding]:
        """The differences that wait for the third reader."""
        return [finding for finding in self.findings if finding.is_open]

    @property
    def third(self) -> EditionReader | None:
        return self.readers.get(ReaderPart.THIRD)

    @property
    def is_complete(self) -> bool:
        """Whether two have finished with exactly this text and nothing they differ about is open."""
        return self.text is not None and self.both_finished and not self.open_findings


def estimate_of(edition: Any) -> Estimate:
    """Count what each reader found in every text of the edition that both read, and what they found together.

    What the third reader found to identify nobody does not count. A passage that was changed since counts as found.
    """
    found = [finding for finding in edition.findings.prefetch_related("marks__reader") if finding.is_upheld]
    parts = [finding.found_by for finding in found]
    first, second = (sum(part in by for by in parts) for part in BLIND)
    return Estimate(first, second, sum(set(BLIND) <= by for by in parts))


def kept_estimate(edition: Any) -> Estimate | None:
    """Return the estimate on record for the text that was cleared; None for an edition read by one."""
    row = getattr(edition, "estimate", None)
    return Estimate(row.first, row.second, row.both) if row is not None else None


@hides_from_history
def marks_not_shown(review: Any, user: Any) -> Q:
    """Keep back the acts of marking until both have finished: how many there are would tell what a reader finds."""
    condition = Q(pk__in=[])
    readers = EditionReader.objects.filter(edition__report__review=review).exclude(reader=user)
    for pk, shown_at in readers.annotate(shown_at=Max("readings__shown_at")).values_list("pk", "shown_at"):
        acts = Q(verb__in=("edition.marked", "edition.mark_taken_back"), object_id=str(pk))
        condition |= acts & Q(at__gt=shown_at) if shown_at else acts
    return condition
