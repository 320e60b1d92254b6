"""Code an original text for display: registered identities become pseudonyms, unknown ones provisional labels.

Nothing here raises. A text that cannot be coded is withheld, and the log gives the class of the error but no
word of the text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .citing import moved, put_back, set_aside, with_references
from .pieces import Piece, pieces_of
from .registers import CodingRegister, LabelsInUse, compiled

WITHHELD = "[This text could not be coded and is withheld]"
NEVER_CODED = 0
WORKING_GRAIN = None  # the panel works with full dates; dates of birth are still replaced or lose their day
MOST_KEPT = 20_000
"""Texts that a coder remembers: cells of a table repeat, and each is coded once."""
_READY = "_compiled_for_coding"

logger = logging.getLogger(__name__)


class Coder:
    """A coder of many texts with one register.

    `failed` is true when any of them had to be withheld, or has a label missing: it is coded again when read.
    """

    def __init__(self, register: CodingRegister) -> None:
        self.register = register
        self.version = register.version
        self.failed = False
        self._coded: dict[str, str] = {}
        self._again: set[str] = set()
        self._cited: dict[str, list[str]] = {}

    def prepare(self, values: Iterable[Any]) -> None:
        """Code the texts of many values at once: each text once, and one question to the register for all labels."""
        if len(self._coded) > MOST_KEPT:
            self._coded.clear()
            self._again.clear()
            self._cited.clear()
        results = {text: self._result(text) for text in dict.fromkeys(self._unknown(values))}
        labels, all_labelled = self._labels([result for result in results.values() if result])
        answered = self._answered(results)
        for text, result in results.items():
            coded = _with_labels(result, labels, answered) if result else WITHHELD
            self._coded[text] = put_back(coded, self._cited.get(text, []), self._reference)
            if result is None or (result["residuals"] and not all_labelled):
                self._again.add(text)

    def forget_failures(self) -> None:
        """Try again what had to be withheld or has a label missing."""
        for text in self._again:
            del self._coded[text]
        self._again.clear()

    def code(self, value: Any) -> Any:
        """Return the coded form of a text, or of a mapping of texts with its headings coded as well."""
        self.prepare([value])
        return self._map(value) if isinstance(value, Mapping) else self._text(value or "")

    def in_pieces(self, text: str, cuts: Iterable[int]) -> list[Piece]:
        """Return a text cut at these places, each piece as written and coded; together they are the whole.

        Where a cut lies within a name that is replaced, the two pieces stay one. Empty where the text cannot be coded.
        """
        result = self._result(text)
        if result is None:
            return []
        labels, all_labelled = self._labels([result])
        if not all_labelled:
            return []
        words, answered = _words(labels), self._answered([text])
        cited = self._cited.get(text, [])
        around, kept = set_aside(text, cited)
        cut = pieces_of(around, result, moved(cuts, text, kept), words)
        pieces = [Piece(piece.original, finished(piece.coded, answered)) for piece in cut]
        return list(with_references(pieces, kept, self._reference))

    def _map(self, values: Mapping[str, str]) -> dict[str, str]:
        coded: dict[str, str] = {}
        for heading, text in values.items():
            coded_heading = unique_heading = self._text(heading)
            number = 2
            while unique_heading in coded:
                unique_heading, number = f"{coded_heading} ({number})", number + 1
            coded[unique_heading] = self._text(str(text) if text is not None else "")
        return coded

    def _text(self, text: str) -> str:
        if not text.strip():
            return text
        self.failed = self.failed or text in self._again
        return self._coded[text]

    def _unknown(self, values: Iterable[Any]) -> Iterator[str]:
        for value in values:
            texts = (
                (part for pair in value.items() for part in pair) if isinstance(value, Mapping) else (value,)
            )
            for text in texts:
                if text is not None and str(text).strip() and text not in self._coded:
                    yield str(text)

    def _result(self, text: str) -> Any:
        """Return what the anonymiser makes of a text; None where it fails."""
        try:
            from scr_portal import anonymise as engine  # loads word lists, so only where texts are coded

            register, decisions = self._register()
            around, cited = set_aside(text, self.register.references_in(text) if "[" in text else ())
            if cited:
                self._cited[text] = cited
            result = engine.anonymise(around, register, decisions=decisions, grain=WORKING_GRAIN)
            return result | {"residuals": []} if _is_record_number(result) else result
        except Exception as error:
            # Not `exc_info`: an error message may quote the text it failed on.
            logger.error("A text could not be coded and is withheld: %s", type(error).__name__)
            return None

    def _reference(self, reference: str) -> str:
        """Return a reference with what is registered replaced; the name of an agency is never flagged in it."""
        from scr_portal import anonymise as engine

        register, decisions = self._register()
        return str(engine.anonymise(reference, register, decisions=decisions, grain=WORKING_GRAIN)["text"])

    def _labels(self, results: list[Any]) -> tuple[Mapping[str, str | None], bool]:
        """Return the labels of all that is flagged, and whether there are labels for it."""
        from scr_portal import anonymise as engine

        surfaces = [
            surface for result in results for surface in engine.surfaces_of(result) if not surface.coarse
        ]
        # Of one surface met several times, the place that says what it is comes last and counts.
        wanted = {
            surface.key: surface for surface in sorted(surfaces, key=lambda surface: surface.group != "name")
        }
        try:
            return (self.register.labels_of(list(wanted.values())) if wanted else {}), True
        except LabelsInUse:
            return {}, False

    def _answered(self, texts: Iterable[str]) -> Mapping[str, str]:
        """Return what labels in the originals read as now; no question to the register where there are none."""
        from scr_portal import anonymise as engine

        holds_label = any("[" in text and engine.LABEL.search(text) for text in texts)
        return self.register.answered_labels() if holds_label else {}

    def _register(self) -> tuple[Any, Any]:
        """Return the compiled register and its decisions, cached on the register object for its version.

        A text coded with the cached register is stored with that version; any later change of the register
        raises the version, and the text is then recoded.
        """
        cached = vars(self.register).get(_READY)
        if cached is None or cached[0] != self.version:
            cached = self.version, compiled(self.register), self.register.decisions
            vars(self.register)[_READY] = cached
        return cached[1], cached[2]


def code(text: str, register: CodingRegister) -> str:
    """Return the coded form of `text`: what pages, search, exports, PDF and mail may show.

    Words that are flagged and not settled yet read as a provisional label, "[person 3]", and a date of birth
    that nobody has registered as its month and year. A text on which the anonymiser fails is withheld.
    """
    return str(Coder(register).code(text))


def _is_record_number(result: Any) -> bool:
    """Whether a text is a reference and nothing else, as in the reference column of a chronology.

    The number of a record is what the panel cites, and one for each row would hide the names that wait for an answer.
    Within a sentence a reference has a label.
    """
    residuals, text = result["residuals"], result["text"]
    return (
        len(residuals) == 1
        and residuals[0]["kind"] == "reference"
        and (text[residuals[0]["start"] : residuals[0]["end"]] == text.strip())
    )


def _words(labels: Mapping[str, str | None]) -> Callable[[Any], str]:
    """Return what stands in place of a flagged surface."""
    from scr_portal import anonymise as engine

    def words(surface: Any) -> str:
        unlabelled = engine.unnumbered(surface.group)
        return surface.coarse or (labels.get(surface.key, unlabelled) or str(surface.text))

    return words


def _with_labels(result: Any, labels: Mapping[str, str | None], answered: Mapping[str, str]) -> str:
    from scr_portal import anonymise as engine

    return finished(engine.labelled(result, _words(labels)), answered)


def finished(text: str, answered: Mapping[str, str]) -> str:
    """Return a labelled text with answered labels read as their answers."""
    from scr_portal import anonymise as engine

    if answered:
        text = engine.LABEL.sub(lambda match: answered.get(match[0], match[0]), text)
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
