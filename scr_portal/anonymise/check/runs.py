"""Runs of capitalised words: a suspicious word takes along what stands beside it and belongs to the same name."""

from __future__ import annotations

from scr_portal.anonymise.check import signatures
from scr_portal.anonymise.text import context, lexicon, sayable
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_MONTH_NAMES = frozenset({"april", "may", "june", "august"})
_RUN = frozenset({Gap.SPACE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK})
_JOINING = lexicon.words("capitals-joining")
_PARTICLES = lexicon.words("capitals-particles")


class Runs:
    """The runs of one text around its suspicious words, `suspicious`; `closed` tokens belong to none."""

    def __init__(self, tokens: Tokens, closed: bytearray, suspicious: bytearray) -> None:
        self.tokens, self.closed, self.open = tokens, closed, suspicious

    def grow_left(self, i: int) -> int:
        """Return where the run begins that token i belongs to."""
        tokens = self.tokens
        while i and not self.closed[i - 1] and tokens.gaps[i] in _RUN:
            word = tokens.folds[i - 1]
            particle = word in _PARTICLES and (tokens.shapes[i - 1] is Shape.LOWER or len(word) > 1)
            prefix = len(word) == 1 and tokens.gaps[i] is Gap.APOSTROPHE and context.is_capital(tokens, i - 1)
            if not (particle or prefix or self._extends(i - 1)):
                break
            i -= 1
        return i

    def grow_right(self, j: int) -> int:
        """Return where the run ends that reaches token j."""
        tokens, n = self.tokens, len(self.tokens)
        while j < n and not self.closed[j] and tokens.gaps[j] in _RUN:
            joined = tokens.gaps[j] is Gap.JOIN and tokens.raw(j).isupper() and len(tokens.folds[j]) == 1
            if self.open[j] or joined or self._extends(j) or signatures.is_tied(self.tokens, j):
                j += 1
                continue
            if context.is_possessive(tokens, j) and self._owns_place(j):
                j += 2
                continue
            ahead = next((k for k in (j + 1, j + 2) if k < n and self.open[k]), 0)
            if tokens.gaps[j] is Gap.HYPHEN and (end := signatures.hyphened_end(tokens, j)):
                j = end
                continue
            words = {tokens.folds[k] for k in range(j, ahead)} if ahead else {""}
            gaps = {tokens.gaps[k] for k in range(j, ahead + 1)} if ahead else set()
            if ahead and (words <= _PARTICLES or (words <= _JOINING and self._is_inn(j))) and gaps <= _RUN:
                j = ahead + 1
                continue
            break
        return j

    def _is_first_name(self, i: int) -> bool:
        """Return whether a month's name begins a full name: 'June Webb', but not 'in June Webb'."""
        context_words = lexicon.words("month-context", "structure.txt")
        return (
            self.tokens.folds[i] in _MONTH_NAMES
            and context.previous_word(self.tokens, i) not in context_words
        )

    def _is_shouted_name(self, i: int) -> bool:
        """Return whether a word in capitals may be part of a name: no abbreviation, and no word of a text in capitals."""
        word = self.tokens.folds[i]
        if word in lexicon.words("acronym", "capitals.txt") or word in lexicon.abbreviations():
            return False
        if not sayable.is_sayable(word):
            return False
        plain = lexicon.is_ordinary(word) and not lexicon.is_listed_name(word)
        beside = [k for k in (i - 1, i + 1) if 0 <= k < len(self.tokens)]
        return not (plain and all(self.tokens.shapes[k] in (Shape.UPPER, Shape.DIGIT) for k in beside))

    def _owns_place(self, j: int) -> bool:
        """Return whether a possessive run continues with a place: St Teilo's Well, Edith's House."""
        k = j + 1
        if (
            k >= len(self.tokens)
            or self.tokens.gaps[k] is not Gap.SPACE
            or self.tokens.shapes[k] is not Shape.TITLE
        ):
            return False
        word = self.tokens.folds[k]
        return not self.closed[k] and word not in lexicon.words("kin")

    def _is_inn(self, j: int) -> bool:
        """Return whether the run before token j began after 'the': the Rose and Crown."""
        k = j - 1
        while k and self.open[k] and self.tokens.gaps[k] in _RUN:
            k -= 1
        return self.tokens.folds[k] == "the"

    def _extends(self, i: int) -> bool:
        """Return whether a capital word belongs to the run beside it."""
        tokens, word = self.tokens, self.tokens.folds[i]
        if tokens.shapes[i] not in (Shape.TITLE, Shape.UPPER, Shape.MIXED) or len(word) == 1:
            return False
        opens = context.is_initial(tokens, i)
        if word in lexicon.words("function"):
            return tokens.shapes[i] is Shape.TITLE and not opens and bool(i)
        if word in lexicon.titles():
            return False
        if word in lexicon.words("month", "structure.txt"):
            return self._is_first_name(i)
        if tokens.shapes[i] is Shape.UPPER and not self._is_shouted_name(i):
            return False
        return not opens or (word not in lexicon.words("verb-human") and word not in lexicon.words("role"))
