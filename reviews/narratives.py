"""Every text of a case, whatever model it stands in, and what a change of the register would do to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from scr_portal.access.scope import paths_of
from scr_portal.sealed.columns import coded_column, narratives_of

from .models import IdentityRegister, Referral, UnknownName


@dataclass(frozen=True, slots=True)
class Effect:
    """How much an entry of the register would change: rows with a text that holds it, and the words in them."""

    rows: int
    words: int


def texts_of(register: IdentityRegister) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """Yield each model with narrative, and its rows that are coded with this register."""
    for model in apps.get_models():
        if narratives_of(model) and (path := path_to_referral(model)):
            yield model, models.QuerySet(model).filter(**{path: register.referral_id})


def path_to_referral(model: type[models.Model]) -> str:
    """Return the lookup from a model to the referral of its case; empty for a model that belongs to no case."""
    case = paths_of(model).case
    if issubclass(model, Referral):
        return "pk"
    if case.endswith("referral__review"):
        return case.removesuffix("__review")
    return f"{case}__referral" if case else ""


def effect_of(register: IdentityRegister, spellings: Iterable[str]) -> Effect:
    """Return how much would change if these spellings were entered: their labels, and the words themselves.

    It is asked before a name that is also a word ("May", "Will") is entered, and reads what stands in the coded
    texts; the anonymiser decides word by word, so this is the most that may change.
    """
    patterns = [re.escape(label) for label in _labels(register, spellings)]
    patterns += [rf"\y{_pattern(words)}\y" for words in spellings if words.strip()]
    if not patterns:
        return Effect(0, 0)
    whole = "|".join(sorted(patterns, key=len, reverse=True))
    words = re.compile(whole.replace(r"\y", r"\b"), re.IGNORECASE)
    counts = [_counted(rows, model, whole, words) for model, rows in texts_of(register)]
    return Effect(sum(rows for rows, _ in counts), sum(found for _, found in counts))


def _labels(register: IdentityRegister, spellings: Iterable[str]) -> set[str]:
    return {
        name.label for words in spellings for name in UnknownName.objects.waiting().spelled(register, words)
    }


def _pattern(words: str) -> str:
    """Return a pattern for the words with anything but letters between them; the same for Python and PostgreSQL."""
    return r"\W+".join(re.escape(word) for word in re.findall(r"\w+", words))


def _counted(
    rows: models.QuerySet[Any], model: type[models.Model], whole: str, words: re.Pattern[str]
) -> tuple[int, int]:
    columns = [coded_column(name) for name in narratives_of(model)]
    texts = {f"{column}_text": Cast(column, models.TextField()) for column in columns}
    holding = models.Q()
    for name in texts:
        holding |= models.Q(**{f"{name}__iregex": whole})
    found = [
        sum(len(words.findall(text or "")) for text in row)
        for row in rows.annotate(**texts).filter(holding).values_list(*texts)
    ]
    return len(found), sum(found)
