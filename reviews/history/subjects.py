"""What an event was about, as labels: the kind of thing, and its label, agency or version, or a number.

Each app says under which column its things are told apart. Only rows the reader may read are named by it;
anything else is said by its kind and the order in which it first appears in the case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.apps import apps
from django.db.models import Min, QuerySet

from scr_portal.access.scope import scoped_manager

_columns: dict[str, str] = {}


def named_by(model: str, column: str) -> None:
    """Tell things of a model ("panels.Chronology") apart by a column that never holds a name."""
    _columns[model.lower()] = column


def kind_words(object_type: str) -> str:
    """Return the kind of thing in words; of a model that is gone, its name."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return object_type.rpartition(".")[2].capitalize()


def subjects(events: QuerySet[Any], user: Any) -> dict[tuple[str, str], str]:
    """Everything the events are about, in words, by type and id, in the order it first appears."""
    listed = events.exclude(object_type="").order_by()
    pairs = listed.values_list("object_type", "object_id").annotate(first=Min("seq")).order_by("first")
    keys = [(object_type, object_id) for object_type, object_id, _ in pairs]
    labels = visible_labels(keys, user)
    many, numbers, words = Counter(object_type for object_type, _ in keys), Counter[str](), {}
    for key in keys:
        numbers[key[0]] += 1
        number = str(numbers[key[0]]) if many[key[0]] > 1 else ""
        words[key] = f"{kind_words(key[0])} {labels.get(key, '')}".strip() if key in labels else ""
        words[key] = words[key] or f"{kind_words(key[0])} {number}".strip()
    return words


def visible_labels(keys: list[tuple[str, str]], user: Any) -> dict[tuple[str, str], str]:
    """Return the labels of those things the reader may read: one query for each kind that has labels."""
    by_type = defaultdict(list)
    for object_type, object_id in keys:
        if object_type in _columns:
            by_type[object_type].append(object_id)
    labels = {}
    for object_type, ids in by_type.items():
        rows = scoped_manager(apps.get_model(object_type)).visible_to(user).filter(pk__in=ids)
        for pk, label in rows.values_list("pk", _columns[object_type]):
            labels[object_type, str(pk)] = f"({label})"
    return labels
