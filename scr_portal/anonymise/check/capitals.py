"""The residual check on words: capitals that no word list explains, in whole runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from scr_portal.anonymise.check import signatures
from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape
from scr_portal.anonymise.text.headings import headings

_TITLE_GAPS = frozenset({Gap.SPACE, Gap.LINE, Gap.DOT, Gap.DOT_SPACE})
_MONTH_NAMES = frozenset({"april", "may", "june", "august"})
_RUN = frozenset({Gap.SPACE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK})
_WEAK_TITLES = lexicon.words("capitals-weak-titles")
_LETTERED = lexicon.words("capitals-lettered")
_ABSTRACT = lexicon.words("capitals-abstract")
_JOINING = lexicon.words("capitals-joining")
_PARTICLES = lexicon.words("capitals-particles")


class CapitalCheck:
    """One text's tokens and which of them may name somebody the register does not know.

    `closed` marks tokens that are exchanged, flagged or settled already.
    """

    def __init__(self, shadow: Shadow, closed: bytearray) -> None:
        self.shadow, self.closed = shadow, closed
        self.explained = lexicon.explained_capitals()
        self.open: bytearray = bytearray(len(shadow))
        self.strong: set[str] = set()

    def spans(self) -> Iterator[tuple[int, int]]:
        """Runs of tokens (last excluded) to flag."""
        capital = [i for i, shape in enumerate(self.shadow.shapes) if Shape.TITLE <= shape <= Shape.MIXED]
        for i in capital:
            if not self.closed[i] and self._is_suspicious(i):
                self.open[i] = 1
        self._recall()
        yield from self._runs()

    @cached_property
    def heading(self) -> bytearray:
        """For each token whether it stands in a heading; worked out when first asked for."""
        return headings(self.shadow, self.explained)

    def _is_suspicious(self, i: int) -> bool:
        shadow, word = self.shadow, self.shadow.folds[i]
        if len(word) == 1 or word in lexicon.words("function"):
            named = self._follows_title(i) or signatures.is_signature(shadow, i)
            return named and word in lexicon.word_given_names()
        if self._follows_title(i) or self._follows_initial(i):
            self.strong.add(word)
            return True
        if word in _MONTH_NAMES and evidence.judge_word(shadow, i, i + 1) is Verdict.NAME:
            return True
        if word in self.explained and (
            word not in lexicon.words("weak", "capitals.txt") or self._beside_explained(i)
        ):
            return False
        joined = self._joined(i)
        if (joined != word and joined in self.explained) or word in lexicon.titles():
            return False
        if shadow.shapes[i] is Shape.UPPER and i + 1 < len(shadow) and shadow.gaps[i + 1] is Gap.JOIN:
            return False
        if lexicon.is_ordinary(word):
            return self._is_suspicious_word(i)
        if signatures.is_label(shadow, i):
            return False
        self.strong.add(word)
        return True

    def _beside_explained(self, i: int) -> bool:
        """Whether the word beside it makes it a body or an office: Crown Court, Red Book."""
        if self.heading[i] or context.is_initial(self.shadow, i):
            return True
        gaps, folds = self.shadow.gaps, self.shadow.folds
        left = (
            i
            and gaps[i] is Gap.SPACE
            and folds[i - 1] in self.explained
            and context.is_capital(self.shadow, i - 1)
        )
        follows = (
            i + 1 < len(self.shadow) and gaps[i + 1] is Gap.SPACE and context.is_capital(self.shadow, i + 1)
        )
        return bool(left) or (follows and folds[i + 1] in self.explained)

    def _joined(self, i: int) -> str:
        """The whole word where a capital inside it made two tokens: WhatsApp."""
        i0, i1 = i, i + 1
        while i0 and self.shadow.gaps[i0] is Gap.JOIN:
            i0 -= 1
        while i1 < len(self.shadow) and self.shadow.gaps[i1] is Gap.JOIN:
            i1 += 1
        return "".join(self.shadow.folds[i0:i1])

    def _is_suspicious_word(self, i: int) -> bool:
        """An ordinary word with a capital: in mid sentence, or a given name that does something."""
        word = self.shadow.folds[i]
        if signatures.is_signature(self.shadow, i) or signatures.is_surname_first(self.shadow, i):
            return True
        if self.shadow.shapes[i] is Shape.UPPER or self.heading[i] or signatures.is_label(self.shadow, i):
            return False
        if word in lexicon.words("office") and context.previous_word(self.shadow, i) in ("the", "a", "our"):
            return False
        if not context.is_initial(self.shadow, i):
            before = context.previous_word(self.shadow, i)
            return before not in lexicon.words("month", "structure.txt")
        if word not in lexicon.word_given_names():
            return False
        verdict = evidence.judge_word(self.shadow, i, i + 1)
        verb, _ = context.next_verb(self.shadow, i + 1)
        acts = verb in lexicon.words("verb-state") or verb in lexicon.words("verb-human")
        if word in lexicon.words("mass-noun") and context.next_verb(self.shadow, i + 2)[0] in _ABSTRACT:
            return False
        return verdict is Verdict.NAME or (verdict is Verdict.DOUBT and acts)

    def _follows_title(self, i: int) -> bool:
        shadow = self.shadow
        if not i or shadow.gaps[i] not in _TITLE_GAPS or shadow.folds[i - 1] not in lexicon.titles():
            return False
        title = shadow.folds[i - 1]
        if shadow.shapes[i - 1] is Shape.LOWER and title not in ("mr", "mrs", "ms", "dr", "pc", "dc"):
            return False
        dotted = shadow.gaps[i] in (Gap.DOT, Gap.DOT_SPACE)
        if title in _WEAK_TITLES or (title in lexicon.words("role") and title not in ("dr",)):
            return not dotted and shadow.folds[i] not in self.explained
        return shadow.shapes[i] is not Shape.UPPER or shadow.folds[i] not in self.explained

    def _follows_initial(self, i: int) -> bool:
        """'R. Blight', 'O Brandt': a surname after an initial."""
        shadow = self.shadow
        k = i - 1
        if (
            k < 0
            or len(shadow.folds[k]) != 1
            or shadow.shapes[k] is not Shape.TITLE
            or shadow.shapes[i] is Shape.LOWER
        ):
            return False
        gap, word = shadow.gaps[i], shadow.folds[i]
        if gap not in (Gap.SPACE, Gap.DOT, Gap.DOT_SPACE) or context.is_label_letter(shadow, k):
            return False
        if k and shadow.folds[k - 1] in _LETTERED and shadow.gaps[k] is Gap.SPACE:
            return False
        if (k and shadow.gaps[k] in (Gap.APOSTROPHE, Gap.AMPERSAND, Gap.HYPHEN)) or (
            k and shadow.before(k) in ("/", "&")
        ):
            return not lexicon.is_ordinary(word)
        if gap is Gap.SPACE and shadow.folds[k] in ("a", "i"):
            return not context.is_initial(shadow, k) and word not in self.explained
        if gap is Gap.DOT_SPACE and shadow.after(k).startswith(".\n"):
            return not lexicon.is_ordinary(word)
        return not (word in self.explained and shadow.shapes[i] is Shape.UPPER)

    def _recall(self) -> None:
        """A name seen once is a name again, at the start of a sentence and in small letters."""
        recalled = self.strong | {
            self.shadow.folds[i] for i in range(len(self.open)) if self.open[i] and self._in_pair(i)
        }
        for i, word in enumerate(self.shadow.folds):
            shape = self.shadow.shapes[i]
            if self.closed[i] or self.open[i] or shape is Shape.DIGIT or len(word) < 3:
                continue
            if shape is Shape.LOWER:
                self.open[i] = not lexicon.is_ordinary(word) and self._is_small_name(i, word, recalled)
            elif word in recalled and word not in self.explained:
                self.open[i] = context.is_initial(self.shadow, i) and not self.heading[i]

    def _is_small_name(self, i: int, word: str, recalled: set[str]) -> bool:
        """An unexplained word in small letters: a name met before, a known one, or any in a message without capitals."""
        if word in self.explained or word in lexicon.words("function") or word in lexicon.words("slang"):
            return False
        if word in recalled or word in lexicon.given_names():
            return True
        alone = self.shadow.gaps[i] in (Gap.SPACE, Gap.LINE, Gap.COMMA) and len(word) > 3
        return alone and context.is_quiet(self.shadow, i)

    def _in_pair(self, i: int) -> bool:
        """Whether a suspicious word stands beside another, as a first and a last name do."""
        beside = [
            k for k in (i - 1, i + 1) if 0 <= k < len(self.open) and self.shadow.gaps[max(k, i)] is Gap.SPACE
        ]
        return any(self.open[k] and self.shadow.folds[k] in self.strong for k in beside)

    def _runs(self) -> Iterator[tuple[int, int]]:
        i, n = 0, len(self.shadow)
        while i < n:
            if not self.open[i]:
                i += 1
                continue
            first, last = self._grow_left(i), self._grow_right(i + 1)
            yield first, last
            i = last

    def _grow_left(self, i: int) -> int:
        shadow = self.shadow
        while i and not self.closed[i - 1] and shadow.gaps[i] in _RUN:
            word = shadow.folds[i - 1]
            particle = word in _PARTICLES and (shadow.shapes[i - 1] is Shape.LOWER or len(word) > 1)
            prefix = len(word) == 1 and shadow.gaps[i] is Gap.APOSTROPHE and context.is_capital(shadow, i - 1)
            if not (particle or prefix or self._extends(i - 1)):
                break
            i -= 1
        return i

    def _grow_right(self, j: int) -> int:
        shadow, n = self.shadow, len(self.shadow)
        while j < n and not self.closed[j] and shadow.gaps[j] in _RUN:
            if self.open[j] or self._extends(j) or signatures.is_tied(self.shadow, j):
                j += 1
                continue
            if context.is_possessive(shadow, j) and self._owns_place(j):
                j += 2
                continue
            ahead = next((k for k in (j + 1, j + 2) if k < n and self.open[k]), 0)
            if shadow.gaps[j] is Gap.HYPHEN and (end := signatures.hyphened_end(shadow, j)):
                j = end
                continue
            words = {shadow.folds[k] for k in range(j, ahead)} if ahead else {""}
            gaps = {shadow.gaps[k] for k in range(j, ahead + 1)} if ahead else set()
            if ahead and (words <= _PARTICLES or (words <= _JOINING and self._is_inn(j))) and gaps <= _RUN:
                j = ahead + 1
                continue
            break
        return j

    def _is_first_name(self, i: int) -> bool:
        """Whether a month's name begins a full name: 'June Webb', but not 'in June Webb'."""
        context_words = lexicon.words("month-context", "structure.txt")
        return (
            self.shadow.folds[i] in _MONTH_NAMES
            and context.previous_word(self.shadow, i) not in context_words
        )

    def _owns_place(self, j: int) -> bool:
        """Whether a possessive run goes on to a place: St Teilo's Well, Edith's House."""
        k = j + 1
        if (
            k >= len(self.shadow)
            or self.shadow.gaps[k] is not Gap.SPACE
            or self.shadow.shapes[k] is not Shape.TITLE
        ):
            return False
        word = self.shadow.folds[k]
        return not self.closed[k] and word not in lexicon.words("kin")

    def _is_inn(self, j: int) -> bool:
        """Whether the run before token j began after 'the': the Rose and Crown."""
        k = j - 1
        while k and self.open[k] and self.shadow.gaps[k] in _RUN:
            k -= 1
        return self.shadow.folds[k] == "the"

    def _extends(self, i: int) -> bool:
        """Whether a capital word belongs to the run beside it."""
        shadow, word = self.shadow, self.shadow.folds[i]
        if shadow.shapes[i] not in (Shape.TITLE, Shape.UPPER, Shape.MIXED) or len(word) == 1:
            return False
        opens = context.is_initial(shadow, i)
        if word in lexicon.words("function"):
            return shadow.shapes[i] is Shape.TITLE and not opens and bool(i)
        if word in lexicon.titles():
            return False
        if word in lexicon.words("month", "structure.txt"):
            return self._is_first_name(i)
        if word in lexicon.words("acronym", "capitals.txt") and shadow.shapes[i] is Shape.UPPER:
            return False
        return not opens or (word not in lexicon.words("verb-human") and word not in lexicon.words("role"))
