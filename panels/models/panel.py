"""The panel: its independent chair, the independent overview author, and its members."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from reviews.models import OfReview, Review
from scr_portal.access.scope import ScopedQuerySet
from scr_portal.sealed.fields import EncryptedTextField

from ..enums import Capacity, IndependenceQuestion, called

PART = {
    Capacity.PANEL_CHAIR: "chair_panel",
    Capacity.OVERVIEW_AUTHOR: "write_overview",
    Capacity.PANEL_MEMBER: "sit_on_panel",
}
"""The grant on the review that each capacity carries."""


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    follows = "review"

    def current(self) -> AppointmentQuerySet:
        return self.filter(ended_on__isnull=True)


class Appointment(OfReview):
    """A person in a capacity on one review, with the answers about independence it rests on.

    `independence` is the statement in free words with which appointments were made before there were questions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="appointments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    capacity = models.CharField(max_length=16, choices=Capacity)
    independence = EncryptedTextField(blank=True, default="")
    appointed_on = models.DateField(default=timezone.localdate)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    set_aside_because = EncryptedTextField(
        blank=True,
        default="",
        help_text="Why the board chair allowed what a rule of independence stands against.",
    )
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["capacity", "appointed_on"]
        constraints = [
            models.UniqueConstraint(
                name="one_live_chair_and_author",
                fields=["review", "capacity"],
                condition=models.Q(ended_on__isnull=True) & ~models.Q(capacity="panel_member"),
            ),
            models.UniqueConstraint(
                name="one_live_capacity_a_person",
                fields=["review", "user"],
                condition=models.Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} of {self.review}"

    @property
    def called(self) -> str:
        """What the board calls somebody in this capacity, within a sentence."""
        return called(Capacity(self.capacity), self.review.procedure.terms)

    @property
    def independence_is_stated(self) -> bool:
        """Whether every question is answered, or the statement of an earlier appointment stands."""
        answered = {answer.question for answer in self.answers.all()}
        return bool(self.independence) or answered == set(IndependenceQuestion.values)


class IndependenceAnswerQuerySet(ScopedQuerySet["IndependenceAnswer"]):
    follows = "appointment"


class IndependenceAnswer(OfReview):
    """One question about the independence of a person appointed; the words say how where the answer is yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=8, choices=IndependenceQuestion)
    yes = models.BooleanField()
    words = EncryptedTextField(blank=True, default="")

    objects = IndependenceAnswerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(name="one_answer_a_question", fields=["appointment", "question"])
        ]

    def __str__(self) -> str:
        return f"{self.get_question_display()} {'Yes' if self.yes else 'No'}"

    @property
    def review(self) -> Review:
        return self.appointment.review
