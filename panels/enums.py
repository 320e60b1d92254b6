"""The field's own words for what panels and agencies do."""

from typing import Any

from django.db import models


class Capacity(models.TextChoices):
    PANEL_CHAIR = "panel_chair", "Independent panel chair"
    OVERVIEW_AUTHOR = "overview_author", "Independent overview author"
    PANEL_MEMBER = "panel_member", "Panel member"


def called(capacity: Capacity, terms: Any) -> str:
    """Return what a board calls somebody in this capacity, within a sentence; `terms` are the words of its procedure."""
    words: dict[Capacity, str] = {Capacity.PANEL_CHAIR: terms.chair, Capacity.OVERVIEW_AUTHOR: terms.author}
    return words.get(capacity, capacity.label.lower())


class IndependenceQuestion(models.TextChoices):
    """What makes somebody independent of a case.

    Source: Working Together, a reviewer independent of the case and of the organisations reviewed; standard
    format for a management review, 2010.
    """

    EMPLOYED = "employed", "Do they work for an agency involved in the case, or did they?"
    PART = "part", "Did they have any part in the case?"
    LINE = "line", "Do they manage anybody who was involved, or did they?"
    FAMILY = "family", "Are they related to the family or close to it?"


class Contribution(models.TextChoices):
    MANAGEMENT_REVIEW = "management_review", "Individual management review"
    INFORMATION_REPORT = "information_report", "Information report"


NOUN = {
    Contribution.MANAGEMENT_REVIEW: "management review",
    Contribution.INFORMATION_REPORT: "information report",
}
"""The contribution as it is called within a sentence."""


class CommissionStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    ISSUED = "issued", "Asked for"
    ENDED = "ended", "Ended"


class ImrStatus(models.TextChoices):
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "Handed in"
    RETURNED = "returned", "Returned with points"
    ACCEPTED = "accepted", "Accepted by the panel"


class ChronologyStatus(models.TextChoices):
    READING = "reading", "Being read"
    ASKED = "asked", "Columns to be named"
    READ = "read", "Read, to be checked"
    REFUSED = "refused", "Could not be read"
    ACCEPTED = "accepted", "Accepted"
    REPLACED = "replaced", "Replaced by a newer file"
    WITHDRAWN = "withdrawn", "Withdrawn"


TO_CHECK = (ChronologyStatus.READING, ChronologyStatus.ASKED, ChronologyStatus.READ)
"""Files handed in that their author has not accepted yet."""
LIVE = (*TO_CHECK, ChronologyStatus.ACCEPTED)
"""Files that count: neither refused, replaced nor withdrawn."""


class RowOutcome(models.TextChoices):
    """What became of a row that could not become an event by itself. Empty: nobody has settled it."""

    OPEN = "", "To mend"
    MENDED = "mended", "Mended"
    LEFT_OUT = "left_out", "Left out"


class RowShown(models.TextChoices):
    """What a row of a chronology is now, on the page on which its author works on all of them."""

    EVENT = "event", "Event"
    TO_MEND = "to_mend", "To mend"
    NO_EVENT = "no_event", "No event"
    MENDED = "mended", "Mended"
    CHANGED = "changed", "Changed"
    ADDED = "added", "Added"
    LEFT_OUT = "left_out", "Left out"


class ReceiptWay(models.TextChoices):
    READ = "read", "Read here"
    PAPER = "paper", "Given on paper"


class InterviewStatus(models.TextChoices):
    ARRANGED = "arranged", "Arranged"
    SHARED = "shared", "To be checked"
    DISPUTED = "disputed", "A correction is asked for"
    CONFIRMED = "confirmed", "Confirmed"
    LAPSED = "lapsed", "Closed without agreement"
    CANCELLED = "cancelled", "Did not take place"


class ClosingOutcome(models.TextChoices):
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Not agreed"
    ANSWERED = "answered", "The person answered meanwhile"
