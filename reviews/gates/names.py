"""No document goes on while a name in its own text is not settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..models import OfReview
from ..own_texts import Standing, document_of, queue_of, sentence_of, unsettled_in
from ..returnable import kind_of


@gate(
    "reviews.names_settled",
    source="Portsmouth leaflet, Will I be identified in the Report?: professionals and family ‘will be anonymised within the IMR’",
)
def names_settled(subject: OfReview) -> Iterator[Outstanding]:
    """Yield the names in the subject's own text that nobody has settled, as one matter. Names elsewhere do not count."""
    names, slug = subject.review.procedure.names, document_of(subject).slug
    if slug in names.settled_before and (standing := unsettled_in(subject)):
        source = names.terms_source if slug == "terms" else names.source
        yield replace(names_matter(subject, standing), source=source)


def names_matter(subject: OfReview, standing: list[Standing]) -> Outstanding:
    """Return the names of one document as a matter of its author, with the queue that holds them alone.

    A label that the author took over from another text is not theirs to answer: it stands for a name that they may not
    know. What the author cannot answer the manager does, who sees each name of the case. Once the report is
    signed off they are the manager's alone.
    """
    manager, owner = owners.manager(subject), replace(kind_of(subject).owner(subject), above=())
    own = [row for row in standing if row.written]
    if not own or subject.review.is_signed_off or owner.identity == manager.identity:
        owner, own = manager, standing
    return Outstanding(
        sentence_of(subject, standing),
        owner=owner.then(manager),
        url=queue_of(subject),
        act=f"Settle {counted(len(own), 'name')} in {kind_of(subject).name(subject)}",
        key=f"names_in:{subject.pk}",
        since=min(row.name.first_seen_at for row in standing),
        private=True,
    )
