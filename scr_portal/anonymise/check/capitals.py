"""The residual check on words: flag runs of capitalised words that no word list explains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from scr_portal.anonymise.check import prefixes, signatures
from scr_portal.anonymise.check.cut_names import is_cut_name
from scr_portal.anonymise.check.runs import Runs
from scr_portal.anonymise.check.surnames import follows_initial
from scr_portal.anonymise.decide import evidence, small_letters
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon, sayable
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens
from scr_portal.anonymise.text.headings import headings

_TITLE_GAPS = frozenset({Gap.SPACE, Gap.LINE, Gap.DOT, Gap.DOT_SPACE})
_MONTH_NAMES = frozenset({"april", "may", "june", "august"})
_WEAK_TITLES = lexicon.words("capitals-weak-titles")
_PRESENCE = (
    lexicon.words("participle") | lexicon.words("human-state") | lexicon.words("presence", "people.txt")
)
_PARENTS = frozenset({"mo", "fa"})
_SHORT_KIN = frozenset({"mo", "fa", "mgm", "mgf", "pgm", "pgf", "fob", "sibs"})
_PLAIN = ("function", "slang", "verb-human")
_SIGNS = signatures.SIGNS
_ABSTRACT = lexicon.words("capitals-abstract")


class CapitalCheck:
    """The capitalised words of one text that may name somebody who is not in the register.

    `closed` marks tokens that are already replaced, flagged or settled; `cuts` are starts of registered given names.
    """

    def __init__(self, tokens: Tokens, closed: bytearray, cuts: frozenset[str] = frozenset()) -> None:
        self.tokens, self.closed, self.cuts = tokens, closed, cuts
        self.explained = lexicon.explained_capitals()
        self.open: bytearray = bytearray(len(tokens))
        self.strong: set[str] = set()
        self.named: set[str] = set()

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the runs of tokens to flag, as (first, last), last excluded."""
        capital = [i for i, shape in enumerate(self.tokens.shapes) if Shape.TITLE <= shape <= Shape.MIXED]
        slotted = [
            i for i, slot in enumerate(self.tokens.slots) if slot and not context.is_capital(self.tokens, i)
        ]
        for i in [*capital, *slotted]:
            if not self.closed[i] and self._is_suspicious(i):
                self.open[i] = 1
        self._recall()
        yield from self._runs()

    @cached_property
    def heading(self) -> bytearray:
        """One flag per token: whether it is part of a heading. Computed on first use."""
        return headings(self.tokens, self.explained)

    def _is_suspicious(self, i: int) -> bool:
        tokens, word = self.tokens, self.tokens.folds[i]
        if tokens.slot(i):
            self.strong.add(word)
            self.named.add(word)
            return True
        if len(word) == 1 or word in lexicon.words("function"):
            named = self._follows_title(i) or any(signs(tokens, i) for signs in _SIGNS)
            return named and word in lexicon.word_given_names()
        if self._follows_title(i) or follows_initial(self.tokens, i):
            self.strong.add(word)
            if tokens.shapes[i] is Shape.UPPER and self._follows_title(i):
                self.named.add(word)
            return True
        if signatures.is_related(tokens, i):
            return True
        if word in self.cuts and context.is_initial(tokens, i) and is_cut_name(tokens, i):
            return True
        if word in _MONTH_NAMES and evidence.judge_word(tokens, i, i + 1) is Verdict.NAME:
            return True
        if (
            word in self.explained
            and not self._is_name_in_small(i)
            and (word not in lexicon.words("weak", "capitals.txt") or self._beside_explained(i))
        ):
            return False
        if word in _PARENTS and any(each in _SHORT_KIN - {word} for each in self.tokens.folds):
            return False
        if sayable.is_medicine(word) or (tokens.shapes[i] is Shape.UPPER and self._abbreviates(i)):
            return False
        joined = self._joined(i)
        if (
            joined != word and joined in self.explained | lexicon.abbreviations()
        ) or word in lexicon.titles():
            return False
        if tokens.shapes[i] is Shape.UPPER and i + 1 < len(tokens) and tokens.gaps[i + 1] is Gap.JOIN:
            return False
        if signatures.is_ordinal(tokens, i) or signatures.is_keyed(tokens, i):
            return False
        if signatures.is_coded(tokens, i):
            return False
        if lexicon.is_ordinary(word):
            return self._is_suspicious_word(i)
        if signatures.is_label(tokens, i):
            return False
        self.strong.add(word)
        return True

    def _abbreviates(self, i: int) -> bool:
        """Return whether letters in capitals are an abbreviation: a known one, or one that nobody could say and that does nothing."""
        word = self.tokens.folds[i]
        if word in lexicon.abbreviations():
            return True
        if signatures.measures(self.tokens, i):
            return True
        return not sayable.is_sayable(word) and not signatures.is_initialled(self.tokens, i)

    def _beside_explained(self, i: int) -> bool:
        """Return whether the neighbouring word makes this an institution or an office: Crown Court, Red Book."""
        if self.heading[i] or context.is_initial(self.tokens, i):
            return True
        gaps, folds = self.tokens.gaps, self.tokens.folds
        left = (
            i
            and gaps[i] is Gap.SPACE
            and folds[i - 1] in self.explained
            and context.is_capital(self.tokens, i - 1)
        )
        follows = (
            i + 1 < len(self.tokens) and gaps[i + 1] is Gap.SPACE and context.is_capital(self.tokens, i + 1)
        )
        return bool(left) or (follows and folds[i + 1] in self.explained)

    def _joined(self, i: int) -> str:
        """Return the complete word where a capital inside it made two tokens: WhatsApp."""
        i0, i1 = i, i + 1
        while i0 and self.tokens.gaps[i0] is Gap.JOIN:
            i0 -= 1
        while i1 < len(self.tokens) and self.tokens.gaps[i1] is Gap.JOIN:
            i1 += 1
        return "".join(self.tokens.folds[i0:i1])

    def _is_suspicious_word(self, i: int) -> bool:
        """Return whether an ordinary word with a capital may be a name.

        That is so in mid sentence, or for a given name that is the subject of a verb.
        """
        word = self.tokens.folds[i]
        if any(signs(self.tokens, i) for signs in _SIGNS):
            return True
        if self.tokens.shapes[i] is Shape.UPPER or self.heading[i] or signatures.is_label(self.tokens, i):
            return False
        if word in lexicon.words("office") and context.previous_word(self.tokens, i) in ("the", "a", "our"):
            return False
        if self.tokens.gaps[i] is Gap.DOT_SPACE and word in lexicon.words("openings-persons"):
            return False  # 'Op: Kev M. Tenant out'
        if not context.is_initial(self.tokens, i):
            before = context.previous_word(self.tokens, i)
            row = context.ends_line(self.tokens, i) and signatures.opens_row(self.tokens, i)
            return not row and before not in lexicon.words("month", "structure.txt")
        if word not in lexicon.word_given_names() and word not in lexicon.familiar_names():
            return False
        verdict = evidence.judge_word(self.tokens, i, i + 1)
        verb, _ = context.next_verb(self.tokens, i + 1)
        acts = any(verb in lexicon.words(section) for section in ("verb-state", "verb-human"))
        if self._is_met(word, verb):
            return True
        thing = word in lexicon.words("mass-noun") and context.next_verb(self.tokens, i + 2)[0] in _ABSTRACT
        return not thing and (verdict is Verdict.NAME or (verdict is Verdict.DOUBT and acts))

    def _is_name_in_small(self, i: int) -> bool:
        """Return whether an abbreviation that is also a given name has one capital only: Flo, and not FLO."""
        word = self.tokens.folds[i]
        if self.tokens.shapes[i] is not Shape.TITLE or word not in lexicon.words("acronym", "capitals.txt"):
            return False
        return word in lexicon.given_names() or word in lexicon.familiar_names()

    def _is_met(self, word: str, verb: str) -> bool:
        """Return whether a name that is a word is said to be there or in a state of people: 'Paddy gone'."""
        if word in lexicon.words("openings-things") or word in lexicon.words("mass-noun"):
            return False
        return verb in _PRESENCE

    def _follows_title(self, i: int) -> bool:
        tokens = self.tokens
        if not i or tokens.gaps[i] not in _TITLE_GAPS or tokens.folds[i - 1] not in lexicon.titles():
            return False
        title = tokens.folds[i - 1]
        if tokens.shapes[i - 1] is Shape.LOWER and title not in ("mr", "mrs", "ms", "dr", "pc", "dc"):
            return False
        dotted = tokens.gaps[i] in (Gap.DOT, Gap.DOT_SPACE)
        if title in _WEAK_TITLES or (title in lexicon.words("role") and title not in ("dr",)):
            return not dotted and tokens.folds[i] not in self.explained
        return tokens.shapes[i] is not Shape.UPPER or tokens.folds[i] not in self.explained

    def _recall(self) -> None:
        """Flag every further occurrence of a name, also at the start of a sentence and in lower case."""
        recalled = self.strong | {
            self.tokens.folds[i] for i in range(len(self.open)) if self.open[i] and self._in_pair(i)
        }
        for i, word in enumerate(self.tokens.folds):
            shape = self.tokens.shapes[i]
            if self.closed[i] or self.open[i] or shape is Shape.DIGIT or len(word) < 3:
                continue
            if shape is Shape.LOWER:
                self.open[i] = self._is_small_name(i, word, recalled)
            elif word in recalled and word not in self.explained:
                shouted = shape is Shape.UPPER and bool(self.tokens.slots) and word in self.named
                self.open[i] = shouted or (context.is_initial(self.tokens, i) and not self.heading[i])

    def _is_small_name(self, i: int, word: str, recalled: set[str]) -> bool:
        """Return whether an unexplained lower-case word is a name.

        That is one met before, a known one, or any unexplained word in a message without capitals.
        """
        if self.tokens.raw(i) in lexicon.names("welsh-written", "people.txt"):
            return False
        if lexicon.is_ordinary(word):
            return word in lexicon.word_given_names() and small_letters.is_small_doubt(self.tokens, i)
        if word in self.explained or any(word in lexicon.words(name) for name in _PLAIN):
            return False
        if word in recalled or word in lexicon.given_names():
            return True
        if word.endswith("in") and lexicon.is_ordinary(word + "g"):
            return False
        alone = len(word) > 3 and (
            self.tokens.gaps[i] in (Gap.SPACE, Gap.LINE, Gap.COMMA) or context.is_initial(self.tokens, i)
        )
        return alone and context.lacks_capitals(self.tokens, i)

    def _in_pair(self, i: int) -> bool:
        """Return whether a suspicious word has another beside it, as a given name and a surname have."""
        beside = [
            k for k in (i - 1, i + 1) if 0 <= k < len(self.open) and self.tokens.gaps[max(k, i)] is Gap.SPACE
        ]
        return any(self.open[k] and self.tokens.folds[k] in self.strong for k in beside)

    def _runs(self) -> Iterator[tuple[int, int]]:
        runs = Runs(self.tokens, self.closed, self.open)
        i, n = 0, len(self.tokens)
        while i < n:
            if not self.open[i]:
                i += 1
                continue
            first = prefixes.begin_with_prefixes(self.tokens, self.closed, runs.grow_left(i))
            last = runs.grow_right(i + 1)
            yield first, last
            i = last
