"""The filters of a case's history: by person, act, what it was done to, and days."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from scr_portal.audit.labels import label_of
from scr_portal.web.lists import DateInputFilter, ListFilter
from scr_portal.web.sorting import by_words

from ..history.people import PORTAL
from ..history.record import CaseRecord
from ..history.subjects import kind_words

NOBODY = "portal"
READINGS, ALL_ACTS = "readings", "acts"
Choices = list[tuple[str, Any]]


class HistoryFilter(ListFilter):
    """Its answers are those that occur in this case."""

    person = django_filters.ChoiceFilter(label="Person", empty_label="Everybody", method="by_person")
    act = django_filters.ChoiceFilter(label="What was done", empty_label="Everything", method="by_act")
    about = django_filters.ChoiceFilter(
        label="What it was about", empty_label="Anything", method="by_subject"
    )
    since = DateInputFilter(label="From", help_text="For example, 27 3 2009", method="by_first_day")
    until = DateInputFilter(label="To", method="by_last_day")

    def __init__(self, *args: Any, record: CaseRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["person"].extra["choices"] = person_choices(record)
        self.filters["act"].extra["choices"] = act_choices(record)
        self.filters["about"].extra["choices"] = subject_choices(record)

    def by_person(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(actor_id=None if value == NOBODY else value)

    def by_act(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """All readings, all acts, one act, or the reading of one kind of thing."""
        if value == ALL_ACTS:
            return queryset.exclude(verb="read")
        verb, _, what = value.partition("/")
        if value == READINGS:
            verb = "read"
        queryset = queryset.filter(verb=verb)
        return queryset.filter(facts__what=what) if what else queryset

    def by_subject(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Everything of a kind, or one thing."""
        kind, _, key = value.partition("/")
        queryset = queryset.filter(object_type=kind)
        return queryset.filter(object_id=key) if key else queryset

    def by_first_day(self, queryset: QuerySet[Any], name: str, day: datetime.date) -> QuerySet[Any]:
        return queryset.filter(at__gte=midnight(day))

    def by_last_day(self, queryset: QuerySet[Any], name: str, day: datetime.date) -> QuerySet[Any]:
        return queryset.filter(at__lt=midnight(day + datetime.timedelta(days=1)))


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the beginning of a day where the portal is used."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def person_choices(record: CaseRecord) -> Choices:
    people = by_words(list(record.people.items()), lambda item: item[1])
    return [(NOBODY, PORTAL), *((str(actor), words) for actor, words in people)]


def act_choices(record: CaseRecord) -> Choices:
    """All readings or all acts first, then each act and each reading that occurs."""
    acts = [(verb if not what else f"{verb}/{what}", label_of(verb, what)) for verb, what in record.acts]
    read = [item for item in acts if item[0].partition("/")[0] == "read"]
    done = [item for item in acts if item not in read]
    choices: Choices = [(ALL_ACTS, "Every act, without readings"), (READINGS, "Every reading")]
    for heading, items in (("Acts", done), ("Readings", read)):
        if items:
            choices.append((heading, by_words(items, lambda item: item[1])))
    return choices


def subject_choices(record: CaseRecord) -> Choices:
    """Each kind of thing; where a case has several of a kind, each of them too."""
    kinds: dict[str, Choices] = defaultdict(list)
    for (kind, key), words in record.subjects.items():
        kinds[kind].append((f"{kind}/{key}", words))
    choices: Choices = []
    for kind, words in by_words([(kind, kind_words(kind)) for kind in kinds], lambda item: item[1]):
        things = by_words(kinds[kind], lambda item: item[1])
        every = [(kind, words)]
        choices += every if len(things) == 1 else [(words, [(kind, f"{words}: all"), *things])]
    return choices
