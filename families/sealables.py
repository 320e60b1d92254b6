"""A letter to a relative can be sealed to named people."""

from __future__ import annotations

from reviews.sealable import Sealable, register

from .models import FamilyLetter

register(
    Sealable(
        FamilyLetter,
        "letter",
        "letter",
        name=lambda letter: f"the letter to {letter.relative}",
        place=lambda letter: str(letter.get_absolute_url()),
        wrote=lambda user, letter: letter.written_by_id == user.pk,
    )
)
