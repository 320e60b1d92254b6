"""Every text of a case, whatever model it stands in, and what a change of the register would do to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast

from scr_portal.access.scope import paths_of
from scr_portal.anonymise import LABEL, label
from scr_portal.sealed.columns import coded_column, narratives_of

from .models import IdentityRegister, Referral, UnknownName


@dataclass(frozen=True, slots=True)
class Effect:
    """How much an entry of the register would change: rows with a text that holds it, and the words in them."""

    rows: int
    words: int


def texts_of(register: IdentityRegister) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """Yield each model with narrative, and its rows that are coded with this register."""
    for model in models_with_texts():
        yield model, models.QuerySet(model).filter(**{path_to_referral(model): register.referral_id})


def texts_counted(register: IdentityRegister) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """Yield the same without rows that repeat what stands in another text: a count of texts counts each once."""
    return (
        (model, rows) for model, rows in texts_of(register) if not getattr(model, "repeats_a_text", False)
    )


def models_with_texts() -> list[type[models.Model]]:
    """Return every model with narrative whose rows belong to a case."""
    return [model for model in apps.get_models() if narratives_of(model) and path_to_referral(model)]


def path_to_referral(model: type[models.Model]) -> str:
    """Return the lookup from a model to the referral of its case; empty for a model that belongs to no case."""
    case = paths_of(model).case
    if issubclass(model, Referral):
        return "pk"
    if case.endswith("referral__review"):
        return case.removesuffix("__review")
    return f"{case}__referral" if case else ""


def labels_standing(register: IdentityRegister) -> set[str]:
    """Return every provisional label that stands in a coded text of the case; one query a column of texts."""
    standing = set()
    for model, rows in texts_of(register):
        for column in _columns_as_text(model).values():
            found = models.Func(
                column,
                models.Value(LABEL.pattern),
                models.Value("g"),
                function="regexp_matches",
                output_field=ArrayField(models.TextField()),
            )
            pairs = rows.order_by().annotate(found=found).values_list("found", flat=True).distinct()
            standing |= {label(group, int(number)) for group, number in pairs}
    return standing


def effect_of(register: IdentityRegister, spellings: Iterable[str]) -> Effect:
    """Return how much would change if these spellings were entered: their labels, and the words themselves.

    It is asked before a name that is also a word ("May", "Will") is entered, and reads what stands in the coded
    texts; the anonymiser decides word by word, so this is the most that may change.
    """
    looked_for = {*_labels(register, spellings), *spellings}
    pattern = _pattern(looked_for)
    if not pattern:
        return Effect(0, 0)
    words = re.compile(pattern.replace(r"\y", r"\b"), re.IGNORECASE)
    counts = [
        sum(len(words.findall(text or "")) for text in row)
        for model, rows in texts_counted(register)
        for row in holding(rows, model, looked_for).values_list(*_columns_as_text(model))
    ]
    return Effect(len(counts), sum(counts))


def holding(
    rows: models.QuerySet[Any], model: type[models.Model], looked_for: Iterable[str]
) -> models.QuerySet[Any]:
    """Return the rows with a coded text that holds one of these words or labels."""
    held = models.Q()
    for column in _columns_as_text(model):
        held |= models.Q(**{f"{column}__iregex": _pattern(looked_for)})
    return rows.annotate(**_columns_as_text(model)).filter(held)


def _columns_as_text(model: type[models.Model]) -> dict[str, Cast]:
    columns = [coded_column(name) for name in narratives_of(model)]
    return {f"{column}_text": Cast(column, models.TextField()) for column in columns}


def _labels(register: IdentityRegister, spellings: Iterable[str]) -> set[str]:
    return {
        name.label for words in spellings for name in UnknownName.objects.waiting().spelled(register, words)
    }


def _pattern(looked_for: Iterable[str]) -> str:
    """Return one pattern for labels as they stand and for words with anything but letters between them.

    PostgreSQL's: Python writes the edge of a word otherwise.
    """
    labels = [re.escape(words) for words in looked_for if LABEL.fullmatch(words)]
    parts = [re.findall(r"\w+", words) for words in looked_for if not LABEL.fullmatch(words)]
    patterns = labels + [r"\y" + r"\W+".join(words) + r"\y" for words in parts if words]
    return "|".join(sorted(patterns, key=len, reverse=True))
