"""Which names nobody has settled stand in a document's own text, and not elsewhere in the case."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from scr_portal import sealed, workflow
from scr_portal.anonymise import LABEL, key_of
from scr_portal.owners import business_manager
from scr_portal.sealed.columns import coded_column, narratives_of, sealed_column
from scr_portal.web.words import counted

from .models import UnknownName
from .returnable import kind_of

GATE = "reviews.names_settled"
MOST_NAMED = 6
"""So many labels are said in a sentence; the queue shows all."""


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document that does not go on while a name in its own text waits.

    `slug` is its word in an address and in a procedure (`names.settled_before`). `review` leads from it to its
    review, `rows` are the rows in which its text stands. `goes_on` says whether anybody still works on it.
    """

    model: type[Model]
    slug: str
    review: str = "review"
    rows: Callable[[Any], Iterable[Any]] = lambda subject: [subject]
    goes_on: Callable[[Any], bool] = lambda subject: True


@dataclass(frozen=True, slots=True)
class Standing:
    """An unknown name and how often it stands in a document.

    `written`: its author wrote the name itself there, and did not take its label over from another text.
    """

    name: UnknownName
    times: int
    written: bool = True

    @property
    def words(self) -> str:
        """The label and the number: “[person 3] twice”."""
        often = {1: "once", 2: "twice"}.get(self.times, f"{self.times:,} times")
        return f"{self.name.label} {often}"


_documents: dict[type[Model], Document] = {}


def register(document: Document) -> Document:
    """Let the names in the text of a model be settled before it goes on."""
    _documents[document.model] = document
    return document


def documents() -> Iterable[Document]:
    """Every kind of document."""
    return _documents.values()


def is_document(subject: Any) -> bool:
    """Whether the names in the text of this are settled before it goes on."""
    return type(subject) in _documents


def document_of(subject: Any) -> Document:
    """Return what kind of document this is."""
    return _documents[type(subject)]


def find(slug: str, user: Any, **of_case: Any) -> Any:
    """Return the document of this kind that `user` may see, or None."""
    model: Any = next((document.model for document in documents() if document.slug == slug), None)
    return model._default_manager.visible_to(user).filter(**of_case).first() if model else None


def written_by(user: Any, review: Any) -> Iterator[Any]:
    """Yield the documents of a review whose words this person wrote, and reads as they wrote them."""
    for document in documents():
        manager: Any = document.model._default_manager
        for subject in manager.visible_to(user).filter(**{document.review: review}):
            if kind_of(subject).wrote(user, subject):
                yield subject


def waiting_with_authors(review: Any) -> set[Any]:
    """Return the keys of the names that their authors answer: those in a text that is not the manager's own."""
    manager = business_manager(review.board_id).identity
    keys: set[Any] = set()
    for document in documents():
        if document.slug not in review.procedure.names.settled_before:
            continue
        subjects: Any = document.model._default_manager
        for subject in subjects.filter(**{document.review: review}):
            owner = kind_of(subject).owner(subject)
            if document.goes_on(subject) and holds_back(subject) and owner.identity != manager:
                keys |= {row.name.pk for row in unsettled_in(subject) if row.written}
    return keys


def holds_back(subject: Any) -> bool:
    """Whether the next step of a document asks for its names."""
    to = workflow.next_step(subject)
    return to is not None and GATE in subject.TRANSITIONS[str(subject.status), str(to)]


def queue_of(subject: Any) -> str:
    """Return the address of the queue with the names of this document alone."""
    return reverse("reviews:names_of", args=[subject.review.pk, document_of(subject).slug, subject.pk])


def unsettled_in(subject: Any) -> list[Standing]:
    """Return the names in the text of a document that nobody has settled, those that stand most often first."""
    times = labels_in(subject)
    names = list(waiting_among(subject, times))
    words = words_of(subject) if names else ""
    standing = [Standing(name, times[name.label], f" {name.key} " in words) for name in names]
    return sorted(standing, key=lambda row: (-row.times, row.name.group, row.name.number))


def waiting_among(subject: Any, labels: Iterable[str]) -> QuerySet[UnknownName]:
    """Return the names that wait under these labels in the case of a document."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for found in filter(None, map(LABEL.fullmatch, labels)):
        numbers[found[1]].append(int(found[2]))
    condition = Q(pk__in=[])
    for group, listed in numbers.items():
        condition |= Q(group=group, number__in=listed)
    if not numbers:
        return UnknownName.objects.none()
    return UnknownName.objects.filter(condition, register=subject.identity_register()).waiting()


def labels_in(subject: Any) -> Counter[str]:
    """Count the provisional labels in the text of a document, coded with the register as it is now."""
    rows = list(document_of(subject).rows(subject))
    sealed.refresh(rows, subject.identity_register())
    return Counter(
        found[0]
        for row in rows
        for name in narratives_of(type(row))
        for found in LABEL.finditer(str(getattr(row, coded_column(name))))
    )


def words_of(subject: Any) -> str:
    """Return the words of a document as its author wrote them, folded as keys are; " key " is looked for in it."""
    rows = document_of(subject).rows(subject)
    texts = [str(getattr(row, sealed_column(name))) for row in rows for name in narratives_of(type(row))]
    return f" {key_of(' '.join(texts))} "


def sentence_of(subject: Any, standing: list[Standing]) -> str:
    """Return which names stand in a document, by their labels, and how often."""
    words = [row.words for row in standing[:MOST_NAMED]]
    if more := len(standing) - len(words):
        words.append(f"{counted(more, 'other')}")
    listed = " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    verb = "is" if len(standing) == 1 else "are"
    names = counted(len(standing), "name").capitalize()
    return f"{names} in {kind_of(subject).name(subject)} {verb} not settled: {listed}."
