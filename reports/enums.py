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


class ReaderPart(models.TextChoices):
    """The first two read without knowing of each other; the third decides where they differ."""

    FIRST = "first", "First reader"
    SECOND = "second", "Second reader"
    THIRD = "third", "Third reader"


BLIND = (ReaderPart.FIRST, ReaderPart.SECOND)


class MarkKind(models.TextChoices):
    NAME = "name", "A name"
    PLACE = "place", "A place"
    DATE = "date", "A date or an age"
    COMBINATION = "combination", "Facts that identify together"
    OTHER = "other", "Something else"


class CouldTell(models.TextChoices):
    NO = "no", "No"
    YES = "yes", "Yes"


class HowTold(models.TextChoices):
    TEXT = "text", "From the text"
    KNOWLEDGE = "knowledge", "From what I know of the case"
    BOTH = "both", "From both together"


class FindingState(models.TextChoices):
    """How the marks of two readers fit together."""

    BOTH = "both", "Found by both readers"
    ONE = "one", "Found by one reader"
    UNCLEAR = "unclear", "Perhaps the same passage"


class FindingDecision(models.TextChoices):
    """What the third reader decides."""

    IDENTIFIES = "identifies", "It may identify somebody"
    DOES_NOT = "does_not", "It identifies nobody"
    SAME = "same", "Both readers mean the same passage"
    SEVERAL = "several", "These are several passages"


class FlagDecision(models.TextChoices):
    """What is done about words that may identify somebody. Whoever keeps them says why."""

    REPLACE = "replace", "Replaced"
    COARSEN = "coarsen", "Made less exact"
    REMOVE = "remove", "Removed"
    KEEP = "keep", "Kept"


class CombinationAnswer(models.TextChoices):
    """What the second person says of facts that another keeps together."""

    AGREED = "agreed", "They may stay together"
    DECLINED = "declined", "They may not: something has to be made coarser"


class HitPart(models.TextChoices):
    """Where in a PDF the search found something; the values are those of `anonymise.documents.Part`."""

    PAGE = "page", "Page"
    BOOKMARK = "bookmark", "Bookmark"
    PROPERTY = "property", "Document property"
    STRUCTURE = "structure", "File structure"
    ATTACHMENT = "attachment", "Attachment"


class HitSettlement(models.TextChoices):
    NOT_A_NAME = "not_a_name", "Not a name"
