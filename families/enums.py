"""The field's own words for what passes between a board and a family."""

from django.db import models


class Relationship(models.TextChoices):
    CHILD = "child", "The child at the centre"
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    OTHER = "other", "Other relative"


class ContactKind(models.TextChoices):
    TOLD = "told", "Told that there is a review"
    LEAFLET = "leaflet", "Given the leaflet for families"
    ASKED = "asked", "Asked for their views"
    HEARD = "heard", "Gave their views"
    RESULT = "result", "Told what the report says"


class Means(models.TextChoices):
    VISIT = "visit", "At a visit"
    MEETING = "meeting", "At a meeting"
    LETTER = "letter", "By letter"
    TELEPHONE = "telephone", "By telephone"
    OTHER = "other", "In another way"


class AgreedWith(models.TextChoices):
    POLICE = "police", "The police"
    LEGAL = "legal", "The board’s legal adviser"
    BOTH = "both", "The police and the board’s legal adviser"


class LetterStatus(models.TextChoices):
    DRAFT = "draft", "Being written"
    SENT = "sent", "Sent"
    ASIDE = "aside", "Set aside"


LETTER_PURPOSES = {
    ContactKind.TOLD: "To tell them that there is a review",
    ContactKind.LEAFLET: "To bring them the leaflet for families",
    ContactKind.ASKED: "To ask them for their views",
    ContactKind.RESULT: "To tell them what the report says",
}
"""What a letter is for, by the contact that it is recorded as once it has gone."""


class Outgoing(models.TextChoices):
    LETTER = "letter", "Letter"
    COPY = "copy", "Copy of the public edition"


class AboutKind(models.TextChoices):
    """Why a sentence of a text to one relative is listed."""

    NAMED = "named", "Names another person"
    ADDRESS = "address", "Where another person lives"
    HEALTH = "health", "Health of another person"
    ALLEGATION = "allegation", "What another person is said to have done"
    CONTACT = "contact", "How another person is reached"
    NUMBER = "number", "A number or date of another person"
    RECORDED = "recorded", "Words recorded about another person"
    UNREAD = "unread", "Could not be looked through"
