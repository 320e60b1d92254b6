"""What can be handed back with points: each app registers its own, in `returns.py`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from scr_portal.access.actions import Action
from scr_portal.owners import Owner
from scr_portal.web.words import counted


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the subject to which a point can be tied. `text` is its narrative."""

    key: str
    title: str
    text: Any


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that is no narrative, in the form of one: it reads the same to everybody."""

    original: str

    @property
    def coded(self) -> str:
        return self.original

    @property
    def in_clear(self) -> str:
        return self.original


@dataclass(frozen=True, slots=True)
class Headed:
    """A narrative behind what was chosen with it ("Yes. As the agency reports.")."""

    head: str
    narrative: Any

    @property
    def original(self) -> str:
        return f"{self.head}. {self.narrative.original}"

    @property
    def in_clear(self) -> str:
        return f"{self.head}. {self.narrative.in_clear}"

    @property
    def coded(self) -> str:
        return f"{self.head}. {self.narrative.coded}"


@dataclass(frozen=True, slots=True)
class Returnable:
    """How one model is handed back: its parts, who answers, and who may read the points.

    `name` is the subject as it stands within a sentence ("the management review of ...").
    `action` is the action of whoever answers the points: the one that lets a person change the subject;
    `owner` says who that is.
    `readers` are the rows whose points a person may read; left out, whoever may read the subject.
    `wrote` says whether the texts are this person's own words, which they read as they wrote them.
    `how` tells whoever answers what to do; `answerer` is whoever has it now, and `again` what is done with it
    next, within a sentence ("it was handed in again by ..."). `coded_already`: the texts hold no name, so nobody
    reads them coded a second time. `meanwhile` is the sentence that says what else stands still until then.
    `keeps_pointed_at`: of many short parts a round keeps those its points are about, and the first, which tells
    the whole. `unchanged` says of one point whether what it is about reads as it did, and `digest` is what the
    whole is held against; left out, any change of the whole will do.
    """

    model: type[Model]
    name: Callable[[Any], str]
    parts: Callable[[Any], list[Part]]
    action: Action
    owner: Callable[[Any], Owner]
    readers: Callable[[Any], QuerySet[Any]] | None = None
    wrote: Callable[[Any, Any], bool] = lambda user, subject: False
    how: str = "change the text, or say why you do not"
    answerer: str = "its author"
    again: str = "handed in again"
    coded_already: bool = False
    meanwhile: str = ""
    keeps_pointed_at: bool = False
    unchanged: Callable[[Any, Any], bool] | None = None
    digest: Callable[[Any], str] | None = None

    def digest_of(self, subject: Any) -> str:
        """SHA-256 of the whole as it stands."""
        return self.digest(subject) if self.digest else digest_of(self.parts(subject))

    def read_by(self, user: Any) -> QuerySet[Any]:
        """Return the subjects whose points this person may read."""
        manager: Any = self.model._default_manager
        rows: QuerySet[Any] = self.readers(user) if self.readers else manager.visible_to(user)
        return rows


_registered: dict[type[Model], Returnable] = {}


def register(kind: Returnable) -> Returnable:
    """Let rows of a model be handed back with points."""
    _registered[kind.model] = kind
    return kind


def kinds() -> Iterable[Returnable]:
    """Everything that can be handed back."""
    return _registered.values()


def kind_of(subject: Any) -> Returnable:
    """How this subject is handed back. Raises LookupError for a model that nobody registered."""
    try:
        return _registered[type(subject)]
    except KeyError:
        raise LookupError(f"{type(subject).__name__} cannot be handed back with points.") from None


def titles_of(parts: Iterable[Part], keys: Iterable[str]) -> dict[str, str]:
    """Return the title of each section by its key; one that stands there no more is called by its key ("Question 3")."""
    standing = {part.key: part.title for part in parts}
    return {key: key.replace("_", " ").capitalize() for key in keys} | standing


def title_of(point: Any, titles: dict[str, str]) -> str:
    """Return the title of the section a point is about, and where that section stands now if it moved."""
    title = titles.get(point.anchor_key, "")
    return f"{title}, now {titles[point.anchor_now].lower()}" if point.anchor_now else title


def keys_of(points: Iterable[Any]) -> list[str]:
    """Return the keys of the sections that points are about, as they were and as they are."""
    return [key for point in points for key in (point.anchor_key, point.anchor_now) if key]


def digest_of(parts: Iterable[Part]) -> str:
    """SHA-256 of the exact texts as written."""
    texts = {part.key: str(part.text.original) for part in parts}
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()


def reading_as_returned(subject: Any, digest: str) -> Callable[[Any], bool]:
    """Tell of a point whether what it is about reads as it did when it was returned with this digest."""
    kind = kind_of(subject)
    if (unchanged := kind.unchanged) is not None:
        return lambda point: unchanged(subject, point)
    same = kind.digest_of(subject) == digest
    return lambda point: same


def answer_sentence(subject: Any, points: Sequence[Any]) -> str:
    """Return what waits for the author of something that came back, for a work list."""
    return f"Answer {counted(len(points), 'point,points')} on {kind_of(subject).name(subject)}"


def where_answered(points: Sequence[Any]) -> tuple[str, str]:
    """Where unanswered points are read, and the page that answers the first of them."""
    first = points[0]
    return first.round.get_absolute_url(), reverse("reviews:return_point", args=[first.pk])
