"""What a service refuses of the values it is given: all of it at once, one sentence a field.

A service that refuses values has a function beside it, `checks_<act>`, which takes them by name and says what is
wrong. It changes nothing and judges no value that is missing (None), so a form page can ask it about the fields that
are right while others are not (`PortalFormView.checks`). The service raises what it says with `refuse`: the rule is
written once, and the person reads everything that is wrong in one go.

An act that the state of the case rules out is refused by a class of its own, named after the reason and kept beside the
service (`class NothingDecided(Refused)`), so that callers and tests tell reasons apart without reading sentences. Which
form, if any, the values came from is not known here: `PortalFormView` puts each reason beside its field.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils import timezone


class Sentence(str):
    """A sentence that refuses a value, with a code that stays the same when the words change."""

    __slots__ = ("code",)
    code: str

    def __new__(cls, text: str, *, code: str) -> Self:
        """Keep the code beside the text."""
        sentence = super().__new__(cls, text)
        sentence.code = code
        return sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a refusal; `field` is empty where it is about the act as a whole."""

    field: str
    sentence: str
    code: str


class Refused(Exception):
    """A service does not do what it was asked, because of a value or of the state of the case.

    A subclass may bring its sentence and the field it stands beside. Its code is its name, as in `nothing_decided`.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = ""
    field: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Derive the code from the name of the class."""
        super().__init_subclass__(**kwargs)
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, sentences: str | Mapping[str, str] = "") -> None:
        """Take one sentence, or sentences by field; without any, the one of the class."""
        if not isinstance(sentences, Mapping):
            sentences = {self.field: sentences or self.sentence}
        self.reasons = tuple(
            Reason(field, str(sentence), getattr(sentence, "code", self.code))
            for field, sentence in sentences.items()
        )
        super().__init__(" ".join(reason.sentence for reason in self.reasons))

    @property
    def sentences(self) -> dict[str, list[str]]:
        """Every sentence by its field."""
        by_field: dict[str, list[str]] = {}
        for reason in self.reasons:
            by_field.setdefault(reason.field, []).append(reason.sentence)
        return by_field

    def under(self, fields: Mapping[str, str]) -> Self:
        """Give the reasons the names that the caller has for these fields, and return the same refusal."""
        self.reasons = tuple(
            replace(reason, field=fields.get(reason.field, reason.field)) for reason in self.reasons
        )
        return self


class Missing(Refused):
    """A value without which the act is not done was not given."""


class Invalid(Refused):
    """A value that its model does not take."""


Checks = dict[str, str]
"""Field to sentence; empty where nothing is refused."""

IN_THE_FUTURE = Sentence("The date must be today or in the past.", code="in_the_future")
NOT_IN_THE_FUTURE = Sentence(
    "Choose a day in the future on which to look at this again.", code="not_in_the_future"
)


def refuse(checks: Mapping[str, str]) -> None:
    """Raise one refusal with every sentence beside its field; nothing where there are none."""
    if checks:
        raise Refused(checks)


def refuse_each(refusals: Iterable[Refused]) -> None:
    """Raise what is refused: alone as itself, so that callers know its class, and several as one refusal."""
    reasons = list(refusals)
    if len(reasons) == 1:
        raise reasons[0]
    refuse(sentences_of(reasons))


def sentences_of(refusals: Iterable[Refused]) -> Checks:
    """Return the first sentence of each field, with its code."""
    checks: Checks = {}
    for refused in refusals:
        for reason in refused.reasons:
            checks.setdefault(reason.field, Sentence(reason.sentence, code=reason.code))
    return checks


def missing(text: str) -> Sentence:
    """Return the sentence that asks for a value which was not given."""
    return Sentence(text, code=Missing.code)


def require_valid(instance: Model, **options: Any) -> None:
    """Raise `Invalid` with what the model's own validation says; `options` go to `full_clean`."""
    try:
        instance.full_clean(**options)
    except ValidationError as error:
        messages = {
            "" if field == NON_FIELD_ERRORS else field: " ".join(sentences)
            for field, sentences in error.message_dict.items()
        }
        raise Invalid(messages) from error


def is_blank(text: str | None) -> bool:
    """Whether text was given and holds no word."""
    return text is not None and not text.strip()


def is_future(day: datetime.date | None) -> bool:
    """Whether a day was given and has not come yet."""
    return day is not None and day > timezone.localdate()


def is_today_or_past(day: datetime.date | None) -> bool:
    """Whether a day was given and is no longer ahead."""
    return day is not None and day <= timezone.localdate()
