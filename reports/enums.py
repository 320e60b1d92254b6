"""The field's own words for reports and their publication."""

from django.db import models


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "Being written"
    SUBMITTED = "submitted", "With the panel chair"
    RETURNED = "returned", "Returned to the author"
    AGREED = "agreed", "Agreed by the panel"
    SIGNED = "signed", "Signed off by the board"


class SigningCapacity(models.TextChoices):
    PANEL_CHAIR = "panel_chair", "For the panel"
    BOARD_CHAIR = "board_chair", "For the board"


class EditionStatus(models.TextChoices):
    PREPARED = "prepared", "To be cleared of names"
    CLEARED = "cleared", "Cleared, PDF to be made"
    RENDERED = "rendered", "Ready, not public"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class FlagDecision(models.TextChoices):
    KEEP = "keep", "It may stay: it does not identify anybody"
    REPLACE = "replace", "Replace it"


class HitPart(models.TextChoices):
    """Where in a PDF the search found something; the values are those of `anonymise.documents.Part`."""

    PAGE = "page", "Page"
    BOOKMARK = "bookmark", "Bookmark"
    PROPERTY = "property", "Document property"
    STRUCTURE = "structure", "File structure"
    ATTACHMENT = "attachment", "Attachment"


class HitSettlement(models.TextChoices):
    NOT_A_NAME = "not_a_name", "Not a name"
