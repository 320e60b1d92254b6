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
