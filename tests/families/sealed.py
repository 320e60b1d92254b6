"""A family's contact to whom a passage of the terms of reference is closed, whose words stand in texts of the family."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reviews.models import Seal
from reviews.models.seals import ASK
from tests import make

from .sides import opposed

SECRET = "Mr Zennor was arrested at a refuge near the sea wall in May."
SEALED = "a refuge near the sea wall"


def case() -> SimpleNamespace:
    """Return the two relatives of `opposed`, with the passage sealed by the manager to nobody else."""
    made = opposed()
    make.agreed_terms(made.people, made.review)
    terms = make.next_terms(made.people, made.review, "Was the child seen?", f"What was known? {SECRET}")
    made.seal = make.sealed_passage(terms, "question_2", 2, by=made.people.manager)
    return made


def sentence(seal: Seal) -> str:
    return f"A passage is {seal.words}. {ASK}"


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
