"""Which texts go to one relative, and what each says of others that nobody has cleared.

Each kind of text is registered once: the letter here, the copy of the edition by the app of reports.
What is found is found anew whenever it is asked: an entry of the register made since counts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from reviews.passages import Closed, closing_in
from reviews.sealed_words import is_quoted_from
from scr_portal.accounts.models import User
from scr_portal.sealed.keys import keyed_index

from . import owners
from .apart import Found, find
from .enums import LetterStatus, Outgoing
from .models import AboutAnother, FamilyLetter, OutgoingText, Relative
from .others import known_for


@dataclass(frozen=True, slots=True)
class Source:
    """How one kind of text is read. `subject` finds it by key, `coded` says that everybody in it stands by a label.

    `narrative` is its name on the subject where the text is one: passages of it may be closed to a reader (decision 57).
    `is_open`: whether it has yet to reach its reader. `form` is where a second person is asked.
    `name` is what it is called in a sentence, `names` are names that it may have. `giver` is who gives the text to its
    reader, where somebody asks about it: whoever asks, unless the text has a writer who answers for it.
    """

    name: str
    subject: Callable[[Any], Any]
    text: Callable[[Any], str]
    is_open: Callable[[Any], bool]
    url: Callable[[Any, Relative], str]
    owner: Callable[[Any, Relative], Any]
    form: Callable[[Any, Relative], str]
    names: Callable[[Any], tuple[str, ...]] = lambda subject: ()
    giver: Callable[[Any, User], User] = lambda subject, by: by
    coded: bool = False
    narrative: str = ""


_sources: dict[str, Source] = {}


def register(kind: Outgoing, source: Source) -> None:
    """Say how texts of this kind are read."""
    _sources[kind] = source


def source_of(kind: str) -> Source:
    """Return how texts of this kind are read."""
    return _sources[kind]


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence as whoever reads now may read it, and why it is listed; `of` is what was found, or cleared."""

    sentence: str
    why: tuple[str, ...]
    of: Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text for one relative: its kind, the letter or edition, and its digest."""

    kind: Outgoing
    subject: Any
    relative: Relative

    @property
    def digest(self) -> str:
        return str(self.subject.digest)

    def row(self) -> OutgoingText | None:
        """Return the row of the text, if somebody has asked about it."""
        rows = OutgoingText.objects.filter(relative=self.relative, of=self.subject.pk)
        row = rows.select_related("asked_by").first()
        if row:
            row.relative = self.relative
        return row

    def found(self) -> list[Found]:
        """Return every sentence that may say something of another person, as of now."""
        source = source_of(self.kind)
        known = known_for(self.relative, coded=source.coded, kept=source.names(self.subject))
        return find(source.text(self.subject), known)

    def waiting(self) -> list[Found]:
        """Return the sentences that nobody has cleared."""
        row = self.row()
        cleared = (
            set(row.matters.filter(cleared_at__isnull=False).values_list("found", flat=True))
            if row
            else set()
        )
        return [found for found in self.found() if key_of(found) not in cleared]

    def cleared(self, waiting: Iterable[Found]) -> list[AboutAnother]:
        """Return what a second person cleared and does not wait again: a clearing falls when a reason is added."""
        row = self.row()
        rows = row.matters.filter(cleared_at__isnull=False).select_related("cleared_by") if row else ()
        again = {found.sentence for found in waiting}
        return [matter for matter in rows if matter.sentence not in again]

    def closed(self) -> Closed | None:
        """Return the passage for which some of the text is closed to whoever reads now."""
        name = source_of(self.kind).narrative
        return closing_in(self.subject, name) if name else None

    def as_read(self, listed: Iterable[Any]) -> list[Shown]:
        """Return sentences found or cleared, with a notice in place of each that whoever reads now may not read."""
        closed = self.closed()
        if closed is None:
            return [Shown(one.sentence, tuple(one.why), one) for one in listed]
        open_words = getattr(self.subject, source_of(self.kind).narrative).in_clear
        return [
            Shown(one.sentence, tuple(one.why), one)
            if is_quoted_from(one.sentence, open_words)
            else Shown(closed.notice, (), one)
            for one in listed
        ]


def text_of(row: OutgoingText) -> Text:
    """Return the text that a row is about."""
    kind = Outgoing(row.kind)
    return Text(kind, source_of(kind).subject(row.of), row.relative)


def key_of(found: Found) -> str:
    """Return the digest of a finding as the database keeps it: keyed, so that nobody can guess the sentence."""
    return keyed_index(found.digest)


register(
    Outgoing.LETTER,
    Source(
        name="the letter",
        subject=lambda key: FamilyLetter.objects.select_related("written_by").get(pk=key),
        text=lambda letter: letter.text.original,
        is_open=lambda letter: letter.status == LetterStatus.DRAFT,
        url=lambda letter, relative: letter.get_absolute_url(),
        owner=lambda letter, relative: owners.writer(letter),
        form=lambda letter, relative: reverse("families:letter_ask", args=[relative.review_id, letter.pk]),
        names=lambda letter: (str(letter.written_by),),
        giver=lambda letter, by: letter.written_by,
        narrative="text",
    ),
)
