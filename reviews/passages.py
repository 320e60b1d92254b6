"""What stands in place of a sealed passage, in whatever text of the case its words are read (decision 57)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from scr_portal.sealed.coding import Coder
from scr_portal.sealed.columns import coded_column, register_of, sealed_column
from scr_portal.sealed.pieces import Piece
from scr_portal.sealed.reading import Reading, closes_words, reading_as, reading_now
from scr_portal.sealed.refreshing import make_current

from .models import PASSAGE, Seal, SealedObject, SealedPassage
from .models.seals import ASK
from .passage_homes import Section, Standing, home_of, is_quote, standing_of
from .sealed_words import is_quoted_from, is_recognisable, keys_of, repeats, sentences

_MARK = re.compile(r"\s*(?:(?:[-*+>]|#+|\d+[.)])\s+)*")
"""What begins a heading or a point of a list, which stays."""


@dataclass(frozen=True)
class Closed:
    """A passage that is closed to one person, as it was written and as it reads with labels."""

    passage: SealedPassage
    seal: Seal
    person: Any

    @cached_property
    def forms(self) -> tuple[str, str]:
        make_current(self.passage)
        return self.passage.words.original, getattr(self.passage, coded_column("words"))

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*map(keys_of, self.forms))

    @cached_property
    def keys_elsewhere(self) -> frozenset[str]:
        """The sentences that are recognised where they were not sealed; a very short one stands there by chance."""
        return frozenset(key for key in self.keys if is_recognisable(key))

    @property
    def sentence(self) -> str:
        """Until when and why it is closed, as everybody may read it."""
        return f"A passage is {self.seal.words}. {ASK}"

    @property
    def notice(self) -> str:
        """What everybody reads in its place."""
        return f"[{self.sentence}]"


@closes_words
def without_sealed_passages(reading: Reading, row: Any, name: str, words: Any, coded: bool) -> Any:
    """Return a narrative with a notice in place of each sealed passage, or of the whole where that cannot be told apart."""
    closed = closed_to(reading)
    if not closed or isinstance(row, SealedPassage):
        return words
    of_case = closed.get(getattr(register_of(row), "referral_id", None), [])
    if not of_case:
        return words
    standing = standing_of(row, name)
    writers = {one.person.pk for one in of_case if standing and writes(reading, one.person, standing)}
    against = [one for one in of_case if one.person.pk not in writers]
    if isinstance(words, Mapping):
        return {heading: in_cell(str(text), against) for heading, text in words.items()}
    return opened(row, name, words, coded, against, standing) if against else words


def closed_to(reading: Reading) -> dict[Any, list[Closed]]:
    """Return the passages closed to whoever reads, and to whoever looks in a preview, by the key of the referral."""
    if PASSAGE not in reading.kept:
        people = [reading.person, getattr(reading.person, "previewed_by", None)]
        closed: dict[Any, list[Closed]] = {}
        for person in people:
            for one in closed_for(person) if person is not None and person.is_authenticated else ():
                closed.setdefault(one.passage.review.referral_id, []).append(one)
        reading.kept[PASSAGE] = closed
    found: dict[Any, list[Closed]] = reading.kept[PASSAGE]
    return found


def are_closed_in(review: Any) -> bool:
    """Whether passages of this case are closed to whoever reads now: what is stored is then not what they may search."""
    reading = reading_now()
    return reading is not None and bool(closed_to(reading).get(review.referral_id))


def closed_for(person: Any) -> list[Closed]:
    """Return the passages of their boards that a seal in force closes to this person; one query where there is none."""
    seals = Seal.objects.against(person).filter(kind=PASSAGE, review__board__in=person.boards_as())
    rows = SealedObject.objects.filter(kind=PASSAGE, seal__in=seals).select_related("seal")
    placed = {row.subject_id: row.seal for row in rows}
    if not placed:
        return []
    passages = SealedPassage.objects.filter(pk__in=placed).select_related("review__referral")
    return [Closed(passage, placed[passage.pk], person) for passage in passages]


def writes(reading: Reading, person: Any, standing: Standing) -> bool:
    """Whether a person writes the document in which a text stands, asked once a reading."""
    asked = reading.kept.setdefault("writes", {})
    key = (person.pk, standing.subject.pk)
    if key not in asked:
        asked[key] = standing.home.writes(person, standing.subject)
    return bool(asked[key])


def opened(
    row: Any, name: str, words: str, coded: bool, against: Iterable[Closed], standing: Standing | None
) -> str:
    """Return what may be read of a text, `words` being its coded form or its original."""
    original, current = str(getattr(row, sealed_column(name))), coded_form(row, name)
    quote = is_quote(row, name)
    standing_here = []
    for one in against:
        at_home = is_home(one.passage, standing)
        if (at_home and is_lost(one.passage, standing.section() if standing else [])) or (
            quote and is_quoted(one, original, current)
        ):
            return one.notice
        if stands_in(one, original, current, at_home):
            standing_here.append((one, one.keys if at_home else one.keys_elsewhere))
    if not standing_here:
        return words
    pieces = in_sentences(original, register_of(row))
    if "".join(piece.coded for piece in pieces) != current:
        return standing_here[0][0].notice
    return put_notices(pieces, standing_here, coded)


def in_cell(text: str, against: Iterable[Closed]) -> str:
    """Return one text of a narrative with headings; a cell is short, so it is closed as a whole."""
    return next((one.notice for one in against if stands_in(one, text, text, False)), text)


def coded_form(row: Any, name: str) -> str:
    make_current(row)
    return str(getattr(row, coded_column(name)))


def is_home(passage: SealedPassage, standing: Standing | None) -> bool:
    """Whether a text is the section in which the passage was sealed, in any of its versions."""
    if standing is None or standing.home.slug != passage.home:
        return False
    same = standing.home.line(standing.subject) == passage.line
    return same and (standing.home.moves or standing.key == passage.part)


def is_lost(passage: SealedPassage, texts: Iterable[str]) -> bool:
    """Whether a sentence of the passage is not found in its section, `texts`, any more: nobody knows then what it became."""
    found: set[str] = set().union(*map(keys_of, texts))
    return not keys_of(passage.words.original) <= found


def is_quoted(one: Closed, original: str, current: str) -> bool:
    return any(is_quoted_from(text, form) for text in (original, current) for form in one.forms)


def stands_in(one: Closed, original: str, current: str, at_home: bool) -> bool:
    """Whether anything of the passage is recognised in a text, as written or with labels."""
    keys = one.keys if at_home else one.keys_elsewhere
    return bool(keys & (keys_of(original) | keys_of(current))) or repeated(one, original, current)


def repeated(one: Closed, *texts: str) -> bool:
    return any(repeats(text, one.forms) for text in texts)


def in_sentences(text: str, register: Any) -> list[Piece]:
    """Return a text sentence by sentence, as written and coded; each piece with the white space after it."""
    return Coder(register).in_pieces(text, [start for start, _ in sentences(text)])


def put_notices(pieces: list[Piece], closed: list[tuple[Closed, frozenset[str]]], coded: bool) -> str:
    """Return the text with one notice for each run of closed sentences; one notice alone where more of it is repeated."""

    def closing(piece: Piece) -> Closed | None:
        keys = keys_of(piece.original) | keys_of(piece.coded)
        return next((one for one, sealed in closed if sealed & keys), None)

    marked = [(closing(piece), piece) for piece in pieces]
    left = [piece for one, piece in marked if one is None]
    texts = ("".join(piece.original for piece in left), "".join(piece.coded for piece in left))
    for one, _ in closed:
        if repeated(one, *texts):
            return one.notice
    shown = []
    for one, run in groupby(marked, key=lambda pair: pair[0]):
        text = "".join(piece.coded if coded else piece.original for _, piece in run)
        shown.append(text if one is None else with_notice(text, one))
    return "".join(shown)


def with_notice(text: str, one: Closed) -> str:
    """Put the notice in place of the words, between the mark of a list or heading and the white space after them."""
    mark = _MARK.match(text)
    after = text[len(text.rstrip()) :]
    return f"{mark[0] if mark else ''}{one.notice}{after}"


def closing(register: Any, original: str, coded: str) -> Closed | None:
    """Return the passage for which a plain text of a case is closed to whoever reads now, such as one kept in a history."""
    reading = reading_now()
    of_case = closed_to(reading).get(register.referral_id, []) if reading else []
    return next((one for one in of_case if stands_in(one, original, coded, False)), None)


def closing_in(row: Any, name: str) -> Closed | None:
    """Return the same for a narrative that is in no home of passages, as a letter; None where all of it is read."""
    narrative = getattr(row, name)
    if narrative.in_clear == narrative.original:
        return None
    return closing(register_of(row), str(narrative.original), coded_form(row, name))


def closing_to(person: Any, row: Any, name: str) -> Closed | None:
    """Return the same for a person, whoever reads now: a service asks for the one who acts."""
    with reading_as(person):
        return closing_in(row, name)


def unread_passage(user: Any, subject: Any) -> Seal | None:
    """Return a seal that closes words of this document to this person; None where they read all of it.

    Words that were sealed in another text of the case count as well: a notice stands here in their place. One query where
    nothing is closed to the person.
    """
    home = home_of(subject)
    closed = closed_for(user) if home else []
    if home is None or not closed or home.writes(user, subject):
        return None
    for one in closed:
        if one.passage.home == home.slug and one.passage.line == home.line(subject):
            return one.seal
    referral = getattr(register_of(subject), "referral_id", None)
    of_case = [one for one in closed if one.passage.review.referral_id == referral]
    return first_met(user, home.texts(subject), of_case)


def first_met(user: Any, sections: Iterable[Section], closed: list[Closed]) -> Seal | None:
    """Return the seal of the first notice that a person reads in these sections; None where none of their words is closed."""
    with reading_as(user):
        cut = [part.text.in_clear for part in sections if part.text.in_clear != part.text.original]
    met = [one for one in closed if any(one.notice in text for text in cut)]
    return next((one.seal for one in met or closed), None) if cut else None
